"""Which files the site consists of, and of which kind each is. Nothing is skipped in silence but hidden files.

Symbolic links, sockets and the like are refused: what lies outside the site's folder is never published.
"""

import re
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Literal

from fanwire.errors import Problem, Where, did_you_mean
from fanwire.read.pictures import MEDIA_TYPES
from fanwire.records.document import StaticFile
from fanwire.records.memory import Survey
from fanwire.records.record import Record, field
from fanwire.records.slugs import slugify

Kind = Literal["articles", "pages", "shows", "people", "authors"]
KINDS: tuple[Kind, ...] = ("articles", "pages", "shows", "people", "authors")

_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})[-_ ]?(.*)")
_DATA_FILES = frozenset({"sources.yaml", "published.yaml"})
_VERSIONED = frozenset({".css", ".js"})
_OTHER_MARKDOWN = frozenset({".markdown", ".mdown", ".mkd", ".mdx", ".txt"})


class TextFile(Record, frozen=True):
    """A text of content/.

    `id` is its name without a date, `date` comes from its name or is empty, `folder` is for relative links.
    """

    kind: Kind
    file: str
    folder: str
    id: str
    date: str


class Found(Record, frozen=True):
    """Everything that was found below content/, by kind; paths are relative to the site's folder, sorted."""

    texts: list[TextFile] = field(default_factory=list)
    ledgers: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)


def content_files(survey: Survey, problems: list[Problem]) -> Found:
    """Sort the files of content/ into kinds; every file that fits nowhere is a problem."""
    found = Found()
    for file in _files(survey, "content"):
        _place(file, found, problems)
    return found


def static_files(survey: Survey, root: Path, theme: Path) -> dict[str, StaticFile]:
    """Find the static files by where each is published; a file of the site wins over the theme's of the same name."""
    found: dict[str, StaticFile] = {}
    for top, folder in (("theme/static", theme / "static"), ("static", root / "static")):
        for file in _files(survey, top):
            to = file.removeprefix(f"{top}/")
            path = folder / to
            found[to] = StaticFile(str(path), survey.files[file], _digest(path) if path.suffix in _VERSIONED else "")
    return found


def _digest(path: Path) -> str:
    return blake2b(path.read_bytes(), digest_size=5).hexdigest()


def _files(survey: Survey, top: str) -> Iterator[str]:
    """List the files below a folder in a fixed order, whatever order the file system has."""
    return iter(sorted(path for path in survey.files if path.startswith(f"{top}/")))


def irregular_files(survey: Survey) -> Iterator[Problem]:
    """Refuse everything in the site's folders, templates too, that is neither a plain file nor a folder."""
    for path, kind in survey.irregular.items():
        if kind == "link":
            hint = "put the file itself here; links could lead out of the site"
            yield Problem(Where(path), "a symbolic link is not followed", hint)
        elif kind == "name":
            yield Problem(Where(path), "a file name that is not UTF-8", "rename it")
        else:
            yield Problem(Where(path), "neither a file nor a folder", "take it out of the site's folder")


def _place(file: str, found: Found, problems: list[Problem]) -> None:
    _, *folders, name = file.split("/")
    suffix = _suffix(name)
    if not folders and name in _DATA_FILES:
        found.data.append(file)
    elif not folders or folders[0] not in KINDS:
        known = folders[0] if folders else name
        hint = f"folders of content/: {', '.join(KINDS)}; files: {', '.join(sorted(_DATA_FILES))}"
        problems.append(
            Problem(Where(file), f"no place for this file{did_you_mean(known, [*KINDS, *_DATA_FILES])}", hint)
        )
    elif suffix == ".md":
        _place_text(file, found, problems)
    elif folders[0] == "shows" and name == "ledger.yaml" and len(folders) == 2:  # noqa: PLR2004 - shows/ID
        found.ledgers.append(file)
    elif suffix in _OTHER_MARKDOWN:
        problems.append(Problem(Where(file), f"texts end in .md, this one in {suffix}", "rename it"))
    elif suffix in MEDIA_TYPES:
        found.pictures.append(file)
    else:
        found.attachments.append(file)


def _suffix(name: str) -> str:
    """Give the ending of a file's name: `"hero.SVG" -> ".svg"`, and none of `".svg"`."""
    at = name.rfind(".")
    return name[at:].lower() if 0 < at < len(name) - 1 else ""


def _place_text(file: str, found: Found, problems: list[Problem]) -> None:
    _, kind_name, *folders, name = file.split("/")
    kind = next(kind for kind in KINDS if kind == kind_name)
    stem = folders[-1] if name == "index.md" and folders else name[: len(name) - len(_suffix(name))]
    match = _DATED.fullmatch(stem)
    date, words = (match[1], match[2]) if match else ("", stem)
    depth = len(folders) if name == "index.md" else len(folders) + 1
    if kind in {"shows", "people", "authors"} and depth != 1:
        identity = slugify(stem) or "ID"
        where = f"content/{kind}/{identity}/index.md" if kind == "shows" else f"content/{kind}/{identity}.md"
        problems.append(Problem(Where(file), f"{kind} lie one level deep", f"move it to {where}"))
    elif kind in {"articles", "pages"}:
        identity = slugify(words) or date
        if not identity:
            problems.append(Problem(Where(file), "a file name without letters or digits", "name it after the article"))
        found.texts.append(TextFile(kind, file, file.rpartition("/")[0], identity, date))
    else:
        if slugify(stem) != stem:
            problems.append(Problem(Where(file), f'"{stem}" is no id', f'rename it to "{slugify(stem)}"'))
        found.texts.append(TextFile(kind, file, file.rpartition("/")[0], stem, ""))
