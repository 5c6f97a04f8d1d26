"""Build the site: `python build.py`, `python build.py serve` ... It hands its words to fanwire.cli, nothing else.

Run by a Python that lacks Fanwire's libraries, it goes on in the environment beside it that `make site` made.
"""

import os
import sys
from importlib.machinery import PathFinder

_ENVIRONMENT = os.path.join(os.path.dirname(os.path.realpath(__file__)), ".venv")
_SEEN_FIRST = ("jinja2", "markdown", "yaml")


def main() -> None:
    """Run Fanwire, in this Python if it can, in `.venv` if that exists; else say in one line what to do (status 2)."""
    if sys.version_info >= (3, 11) and all(map(PathFinder.find_spec, _SEEN_FIRST)):
        from fanwire.cli import run

        run()
    python = f"{_ENVIRONMENT}/bin/python"
    if os.path.exists(python) and os.path.realpath(sys.prefix) != os.path.realpath(_ENVIRONMENT):
        os.execv(python, [python, *sys.argv])  # noqa: S606 -- no shell is wanted, and argv is the user's own
    sys.stderr.write("build.py: Fanwire's libraries are not installed; run `make site` once, it sets everything up\n")
    sys.exit(2)


if __name__ == "__main__":
    main()
