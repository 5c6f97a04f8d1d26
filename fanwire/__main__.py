"""`python -m fanwire`: the command line."""

from fanwire.cli import run

if __name__ == "__main__":
    run()
