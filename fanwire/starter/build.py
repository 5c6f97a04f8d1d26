"""Build this site: `python build.py`, `python build.py serve` and so on; the same as the command `fanwire`."""

import sys
from importlib.util import find_spec

if __name__ == "__main__":
    if find_spec("fanwire") is None:
        sys.stderr.write("build.py: Fanwire is not installed in this Python; see README.md\n")
        sys.exit(2)
    from fanwire.cli import run

    run()
