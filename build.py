"""Build the site: `python build.py`, `python build.py serve` ... It hands its words to fanwire.cli, nothing else.

Run by a Python that lacks Fanwire's libraries, it goes on in the environment beside it that `make site` made.
"""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

_ENVIRONMENT = Path(__file__).resolve().parent / ".venv"
_SEEN_FIRST = ("jinja2", "markdown", "yaml")


def main() -> None:
    """Run Fanwire, in this Python if it can, in `.venv` if that exists; else say in one line what to do (status 2)."""
    if sys.version_info >= (3, 11) and all(map(find_spec, _SEEN_FIRST)):
        from fanwire.cli import run

        run()
    python = _ENVIRONMENT / "bin" / "python"
    if python.exists() and Path(sys.prefix).resolve() != _ENVIRONMENT:
        os.execv(python, [str(python), *sys.argv])  # noqa: S606 -- no shell is wanted, and argv is the user's own
    sys.stderr.write("build.py: Fanwire's libraries are not installed; run `make site` once, it sets everything up\n")
    sys.exit(2)


if __name__ == "__main__":
    main()
