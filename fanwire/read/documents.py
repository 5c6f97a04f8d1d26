"""Reading content/: every file on its own, all problems of all files together."""

from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from fanwire.errors import Problem, SiteProblems, Where
from fanwire.read.folders import Found, Kind, TextFile, content_files, static_files
from fanwire.read.front_matter import cut, decoded
from fanwire.read.markup.body import ReadBody, body_reader
from fanwire.read.moments import moment
from fanwire.read.pictures import MEDIA_TYPES, picture
from fanwire.read.sanitise import sanitised
from fanwire.read.schema import typed
from fanwire.read.yaml_text import Tree, parse
from fanwire.records.config import Config
from fanwire.records.document import Document, Documents, Picture, StaticFile, Text
from fanwire.records.matter import (
    ArticleMatter,
    AuthorMatter,
    Matter,
    PageMatter,
    PersonMatter,
    ShowMatter,
    SourceMatter,
)

_RECORDS: Mapping[Kind, type[Matter]] = {
    "articles": ArticleMatter,
    "pages": PageMatter,
    "shows": ShowMatter,
    "people": PersonMatter,
    "authors": AuthorMatter,
}

Record = TypeVar("Record")


def documents(config: Config) -> Documents:
    """Read all of content/ and list the static files. Raises SiteProblems with everything that is wrong in any file."""
    problems: list[Problem] = []
    if not (config.root / "content").is_dir():
        raise SiteProblems([Problem(Where("content"), "the folder is missing", "writers' files belong there")])
    found = content_files(config.root, problems)
    texts: dict[str, Text] = {}
    by_kind: dict[Kind, list[Document]] = {kind: [] for kind in _RECORDS}
    trusted, untrusted = body_reader(), body_reader(sanitised) if config.settings.untrusted else None
    for text in found.texts:
        read_body = untrusted if untrusted and _is_untrusted(text.file, config.settings.untrusted) else trusted
        document = _document(text, (config.root / text.file).read_bytes(), config.zone, read_body, texts, problems)
        if document:
            by_kind[text.kind].append(document)
    sources = _sources(config, found, problems)
    statics = {**static_files(config.theme / "static", problems), **static_files(config.root / "static", problems)}
    pictures = _pictures(config.root, found, statics, problems)
    if problems:
        raise SiteProblems(problems)
    return Documents(
        articles=tuple(by_kind["articles"]),
        pages=tuple(by_kind["pages"]),
        shows=tuple(by_kind["shows"]),
        people=tuple(by_kind["people"]),
        authors=tuple(by_kind["authors"]),
        sources=sources,
        pictures=pictures,
        attachments=frozenset(found.attachments),
        texts=texts,
        statics=statics,
    )


def _document(
    text: TextFile, content: bytes, zone: ZoneInfo, read_body: ReadBody, texts: dict[str, Text], problems: list[Problem]
) -> Document | None:
    decoded_text = decoded(content, text.file, problems)
    halves = cut(decoded_text, text.file, problems) if decoded_text is not None else None
    if halves is None:
        return None
    tree = parse(halves.head, text.file, 2, problems)
    if tree is None:
        return None
    if text.kind == "articles":
        tree = _dated(tree, text, zone, problems)
    matter = typed(_RECORDS[text.kind], tree, text.file, zone, problems)
    body, words = read_body(halves.body, text.file, text.folder, halves.body_line, problems)
    if matter is None:
        return None
    key = blake2b(content, digest_size=16).hexdigest()
    texts[key] = words
    positions = {path: (where.line, where.column) for path, where in tree.positions.items() if path[-1:] != ("",)}
    return Document(text.file, text.folder, text.id, matter, body, key, positions)


def _dated(tree: Tree, text: TextFile, zone: ZoneInfo, problems: list[Problem]) -> Tree:
    """Take the date of the file's name where the front matter has none; having neither is a problem."""
    if "date" in tree.value:
        return tree
    if not text.date:
        hint = "write date: 2026-08-22, or begin the file's name with it"
        problems.append(Problem(Where(text.file, 1, 1), 'the key "date" is missing', hint))
        return tree
    try:
        moment(text.date, zone)
    except ValueError:
        problems.append(Problem(Where(text.file), f"the file's name begins with {text.date}, a day no calendar has", "rename it"))
        return tree
    return Tree({**tree.value, "date": text.date}, tree.positions)


def _is_untrusted(file: str, folders: tuple[str, ...]) -> bool:
    return any(file.startswith(f"{folder.strip('/')}/") for folder in folders)


def _sources(config: Config, found: Found, problems: list[Problem]) -> dict[str, SourceMatter]:
    if "content/sources.yaml" not in found.data:
        return {}
    file = "content/sources.yaml"
    text = decoded((config.root / file).read_bytes(), file, problems)
    tree = parse(text, file, 1, problems) if text is not None else None
    sources: dict[str, SourceMatter] = {}
    for name, value in (tree.value if tree else {}).items():
        if not isinstance(value, dict):
            where = tree.positions.get((name,), Where(file)) if tree else Where(file)
            problems.append(Problem(where, f"{name}: expected keys with values", f"write {name}: {{name: ..., tier: press}}"))
            continue
        inner = Tree(value, {path[1:]: where for path, where in tree.positions.items() if path[:1] == (name,)}) if tree else None
        source = typed(SourceMatter, inner, file, config.zone, problems) if inner else None
        if source:
            sources[name] = source
    return sources


def _pictures(root: Path, found: Found, statics: Mapping[str, StaticFile], problems: list[Problem]) -> dict[str, Picture]:
    """Measure every picture of content/ and of the static folders, by its path from the site's folder."""
    files = {file: root / file for file in found.pictures}
    files |= {f"static/{to}": Path(each.file) for to, each in statics.items() if Path(to).suffix.lower() in MEDIA_TYPES}
    measured = {file: picture(path, file, problems) for file, path in files.items()}
    return {file: each for file, each in measured.items() if each}
