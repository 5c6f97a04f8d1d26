"""Reading content/: every file on its own, all problems of all files together.

A file whose bytes were read before comes from the memory; the others are parsed, in as many processes as there are.
"""

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from fanwire.errors import Problem, SiteProblems, Where
from fanwire.read.folders import Found, TextFile, content_files, document_key, irregular_files, static_files
from fanwire.read.front_matter import decoded
from fanwire.read.ledgers import ledgers as read_ledgers
from fanwire.read.pictures import MEDIA_TYPES, picture
from fanwire.read.published import published as read_published
from fanwire.read.schema import typed
from fanwire.read.yaml_text import Tree, parse
from fanwire.records.config import Config
from fanwire.records.document import Document, Documents, Picture, StaticFile
from fanwire.records.matter import SourceMatter
from fanwire.records.memory import FindDocuments, Kept, Memory, Stamp, Survey
from fanwire.records.published import FILE
from fanwire.records.running import FindWorkers, Progress

if TYPE_CHECKING:
    from fanwire.read.texts import Parsed

_CHUNK = 24
_PREFIX = 12  # of a key: the digest of path and settings, in hexadecimal


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading gives: the documents, what the memory shall keep of them, and the key and the face of each file."""

    documents: Documents
    fresh: tuple[Kept, ...]
    keys: Mapping[str, str]
    faces: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Parsing:
    """The settings that parsing a text depends on; with the path and the bytes of a file they make its key."""

    root: str
    timezone: str
    untrusted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bodies:
    """Texts that were parsed again and show no other face: what the memory shall keep, and the new key of each file."""

    fresh: tuple[Kept, ...]
    keys: Mapping[str, str]


def documents(
    config: Config,
    survey: Survey,
    memory: Memory,
    recall: FindDocuments,
    workers: FindWorkers,
    progress: Progress = lambda *_: None,
) -> Reading:
    """Read all of content/ and list the static files.

    `recall` finds parsed documents of earlier builds by key, `workers` offers processes, `progress` is told how many
    texts are parsed. Raises SiteProblems with everything that is wrong in any file.
    """
    problems: list[Problem] = []
    if not (config.root / "content").is_dir():
        raise SiteProblems([Problem(Where("content"), "the folder is missing", "writers' files belong there")])
    problems += irregular_files(survey)
    found = content_files(survey, problems)
    keys = {text.file: _key(text.file, config, survey, memory) for text in found.texts}
    known = recall([key for key in keys.values() if key])
    parsed = _parsed([text for text in found.texts if keys[text.file] not in known], config, keys, workers)
    fresh: dict[str, Parsed] = {}
    due = sum(key not in known for key in keys.values())
    for number, each in enumerate(parsed, 1):
        problems += each.problems
        fresh[each.file] = each
        progress("read", number, due)
        keys[each.file] = each.key
    faces: dict[str, bytes] = {}
    by_kind: dict[str, list[Document]] = {"articles": [], "pages": [], "shows": [], "people": [], "authors": []}
    for text in found.texts:
        blob = fresh[text.file].document if text.file in fresh else known[keys[text.file]]
        faces[text.file] = face(blob)
        if blob:
            by_kind[text.kind].append(pickle.loads(blob))  # noqa: S301 - our own memory, checked by its digest
    ledgers, fresh_ledgers, ledger_keys = read_ledgers(
        found.ledgers, config.root, lambda file: _key(file, config, survey, memory), recall, problems
    )
    record_key = _key(FILE, config, survey, memory) if FILE in found.data else ""
    published, fresh_record = read_published(
        lambda: _text_of(FILE, config, found, problems), record_key, config.zone, recall, problems
    )
    sources = _sources(config, found, problems)
    statics = static_files(survey, config.root, config.theme)
    pictures = _pictures(config.root, found, statics, problems)
    if problems:
        raise SiteProblems(problems)
    read = Documents(
        articles=tuple(by_kind["articles"]),
        pages=tuple(by_kind["pages"]),
        shows=tuple(by_kind["shows"]),
        people=tuple(by_kind["people"]),
        authors=tuple(by_kind["authors"]),
        ledgers=ledgers,
        published=published,
        sources=sources,
        pictures=pictures,
        stamps={file: stamp for file, stamp in survey.files.items() if file.startswith("content/")},
        attachments=frozenset(found.attachments),
        statics=statics,
    )
    kept = (*(Kept(each.key, each.document, each.text) for each in fresh.values()), *fresh_ledgers, *fresh_record)
    return Reading(read, kept, {**keys, **ledger_keys, **({FILE: record_key} if record_key else {})}, faces)


def bodies(files: Sequence[str], survey: Survey, parsing: Parsing, memory: Memory) -> Bodies | None:
    """Parse files of which nothing but the text may have changed; None when more did, or when there are problems.

    `parsing` are the settings they were parsed with before.
    """
    from fanwire.read.texts import parse_texts

    problems: list[Problem] = []
    found = content_files(replace(survey, files={file: survey.files[file] for file in files}), problems)
    starts = [(text, _key_start(text.file, parsing)) for text in found.texts]
    parsed = parse_texts(starts, parsing.root, parsing.timezone, parsing.untrusted)
    same = all(not each.problems and face(each.document) == memory.faces.get(each.file) for each in parsed)
    if problems or not same or len(parsed) != len(files):
        return None
    return Bodies(
        tuple(Kept(each.key, each.document, each.text) for each in parsed), {each.file: each.key for each in parsed}
    )


def face(document: bytes) -> bytes:
    """Digest a pickled document.

    It is all of a text that other pages can see, and that its own page shows besides its text.
    """
    return blake2b(document, digest_size=12).digest()


def parsing_of(config: Config) -> Parsing:
    """Name the settings that parsing depends on."""
    return Parsing(str(config.root), config.settings.timezone, config.settings.untrusted)


def key_of(file: str, parsing: Parsing) -> str:
    """Name the parsed form of a file: a digest of its path and the settings, and one of its bytes."""
    return document_key(_key_start(file, parsing), (Path(parsing.root) / file).read_bytes())


def _key_start(file: str, parsing: Parsing) -> str:
    settings = f"{parsing.timezone}|{','.join(parsing.untrusted)}|{file}|"
    return blake2b(settings.encode(), digest_size=6).hexdigest()


def _key(file: str, config: Config, survey: Survey, memory: Memory) -> str:
    """Take the remembered key of a file whose stamp is the same, or look at its bytes."""
    stamp: Stamp = survey.files[file]
    before = memory.stamps.get(file)
    parsing = parsing_of(config)
    if before and before[0] == stamp and before[1].startswith(_key_start(file, parsing)):
        return before[1]
    return key_of(file, parsing)


def _parsed(texts: list[TextFile], config: Config, keys: Mapping[str, str], workers: FindWorkers) -> "Iterator[Parsed]":
    """Parse files in chunks, here or in the executor's processes; in the order given, however many there are."""
    if not texts:
        return
    from fanwire.read.texts import parse_texts  # it brings Markdown, which most rebuilds don't need

    chunks = [
        tuple((text, keys[text.file][:_PREFIX]) for text in texts[at : at + _CHUNK])
        for at in range(0, len(texts), _CHUNK)
    ]
    parsing = parsing_of(config)
    settings = (parsing.root, parsing.timezone, parsing.untrusted)
    executor = workers(len(texts), None)
    if executor is None:
        for chunk in chunks:
            yield from parse_texts(chunk, *settings)
        return
    for future in [executor.submit(parse_texts, chunk, *settings) for chunk in chunks]:
        yield from future.result()


def _text_of(file: str, config: Config, found: Found, problems: list[Problem]) -> str | None:
    """Read a data file; None where there is none, or where it isn't text."""
    return decoded((config.root / file).read_bytes(), file, problems) if file in found.data else None


def _sources(config: Config, found: Found, problems: list[Problem]) -> dict[str, SourceMatter]:
    file = "content/sources.yaml"
    text = _text_of(file, config, found, problems)
    tree = parse(text, file, 1, problems) if text is not None else None
    sources: dict[str, SourceMatter] = {}
    for name, value in (tree.value if tree else {}).items():
        if not isinstance(value, dict):
            where = (tree and tree.where(name)) or Where(file)
            problems.append(
                Problem(where, f"{name}: expected keys with values", f"write {name}: {{name: ..., tier: press}}")
            )
            continue
        inner = (
            Tree(value, {path[1:]: place for path, place in tree.places.items() if path[:1] == (name,)}, file)
            if tree
            else None
        )
        source = typed(SourceMatter, inner, file, config.zone, problems) if inner else None
        if source:
            sources[name] = source
    return sources


def _pictures(
    root: Path, found: Found, statics: Mapping[str, StaticFile], problems: list[Problem]
) -> dict[str, Picture]:
    """Measure every picture of content/ and of the static folders, by its path from the site's folder."""
    files = {file: root / file for file in found.pictures}
    files |= {f"static/{to}": Path(each.file) for to, each in statics.items() if Path(to).suffix.lower() in MEDIA_TYPES}
    measured = {file: picture(path, file, problems) for file, path in files.items()}
    return {file: each for file, each in measured.items() if each}
