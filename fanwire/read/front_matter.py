"""Cutting a file into its front matter and its body."""

from codecs import BOM_UTF8

from fanwire.errors import Problem, Where
from fanwire.records.record import Record


class Cut(Record, frozen=True):
    """The two halves of a text file. Lines count from 1; the head begins in line 2, below its `---`."""

    head: str
    body: str
    body_line: int


def decoded(content: bytes, file: str, problems: list[Problem]) -> str | None:
    """Decode UTF-8, with or without a byte order mark, and unify line ends; None and a problem when it isn't UTF-8."""
    content = content.removeprefix(BOM_UTF8)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        message = f"not UTF-8: byte 0x{content[error.start]:02x}"
        problems.append(Problem(Where(file, line, column), message, "save the file in the encoding UTF-8"))
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def cut(text: str, file: str, problems: list[Problem]) -> Cut | None:
    r"""Cut at the two lines of `---`: `"---\ntitle: x\n---\nBody" -> Cut("title: x\n", "Body", 4)`.

    None and a problem when the file is empty, has no front matter, or its front matter never ends.
    """
    if not text.strip():
        problems.append(
            Problem(Where(file), "the file is empty", "delete it, or write a title between two lines of ---")
        )
        return None
    first, _, rest = text.partition("\n")
    if first.rstrip() != "---":
        hint = "begin with a line of ---, then title: ..., then another line of ---"
        problems.append(Problem(Where(file, 1, 1), "no front matter", hint))
        return None
    if rest.startswith("---\n") or rest.rstrip() == "---":
        return Cut("", rest[4:], 3)
    end = -1
    while (end := rest.find("\n---", end + 1)) >= 0:
        line_end = rest.find("\n", end + 1)
        line = rest[end + 1 :] if line_end < 0 else rest[end + 1 : line_end]
        if line.rstrip() == "---":
            body = "" if line_end < 0 else rest[line_end + 1 :]
            return Cut(rest[: end + 1], body, rest.count("\n", 0, end + 1) + 3)
    problems.append(Problem(Where(file, 1, 1), "the front matter is never closed", "end it with a line of ---"))
    return None
