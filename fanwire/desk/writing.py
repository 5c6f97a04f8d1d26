"""Writing a file of the site so that no one ever sees half of it."""

from contextlib import suppress
from pathlib import Path

from fanwire.errors import EnvironmentProblem


def write_whole(path: Path, text: str) -> None:
    """Put the new text in the place of the old one at once; raises EnvironmentProblem where that can't be done."""
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(text.encode())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):  # what is in the way may be no file
            beside.unlink()
        raise EnvironmentProblem(f"{path} can't be written: {error.strerror}") from error
