"""Reading content/: every file on its own, all problems of all files together.

A file whose bytes were read before comes from the memory; the others are parsed, in as many processes as there are.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fanwire.errors import Problem, SiteProblems, Where
from fanwire.read.bodies import face
from fanwire.read.folders import Found, TextFile, content_files, irregular_files, static_files
from fanwire.read.front_matter import decoded
from fanwire.read.keys import Parsing, key_of, key_start, parsing_of, remembered_keys
from fanwire.read.ledgers import ledgers as read_ledgers
from fanwire.read.pictures import MEDIA_TYPES
from fanwire.read.pictures import pictures as measured
from fanwire.read.published import published as read_published
from fanwire.read.schema import typed
from fanwire.read.yaml_text import Tree, parse
from fanwire.records.config import Config
from fanwire.records.document import Document, Documents, StaticFile
from fanwire.records.look import Stamp
from fanwire.records.matter import SourceMatter
from fanwire.records.memory import FindDocuments, KeepDocument, Kept, Memory, Survey
from fanwire.records.published import FILE
from fanwire.records.record import Record, replace
from fanwire.records.running import FindWorkers, Progress
from fanwire.records.stored import restored

if TYPE_CHECKING:
    from fanwire.read.texts import Parsed

_CHUNK = 24
_TRIED = 8


class Reading(Record, frozen=True):
    """What reading gives besides documents: the key and the face of each file."""

    keys: Mapping[str, str]
    faces: Mapping[str, bytes]


def documents(
    config: Config,
    survey: Survey,
    memory: Memory,
    recall: FindDocuments,
    keep: KeepDocument,
    workers: FindWorkers,
    progress: Progress = lambda *_: None,
    meanwhile: Callable[[], None] = lambda: None,
    closed: Collection[str] = (),
) -> tuple[Documents, Reading]:
    """Read all of content/ and list the static files.

    `recall` finds parsed documents of earlier builds by key, `keep` takes those that are parsed now, as they come;
    `workers` offers processes, `progress` is told how many texts are parsed, `meanwhile` is called once the workers, if
    any, have started. Files that are `closed` are left out of the documents: they are as they were. Raises SiteProblems
    with everything that is wrong in any file.
    """
    problems: list[Problem] = []
    if not (config.root / "content").is_dir():
        raise SiteProblems([Problem(Where("content"), "the folder is missing", "writers' files belong there")])
    problems += irregular_files(survey)
    opened = {file: stamp for file, stamp in survey.files.items() if file not in closed} if closed else survey.files
    found = content_files(replace(survey, files=opened), problems)
    parsing = parsing_of(config)
    remembered = remembered_keys(survey, parsing, memory)
    keys, known = _keys(found.texts, remembered, parsing, recall)
    due = [text for text in found.texts if keys[text.file] not in known]
    made: dict[str, Document] = {}
    faces: dict[str, bytes] = {}
    parsed = _parsed(due, parsing, workers)
    meanwhile()
    for number, each in enumerate(parsed, 1):
        problems += each.problems
        progress("read", number, len(due))
        keys[each.file] = each.key
        if each.document:
            keep(Kept(each.key, each.document, each.text))
            made[each.file] = restored(each.document)
            faces[each.file] = face(each.document)
    by_kind: dict[str, list[Document]] = {"articles": [], "pages": [], "shows": [], "people": [], "authors": []}
    for text in found.texts:
        file = text.file
        if blob := known.get(keys[file]):
            made[file] = restored(blob)
            faces[file] = (file in remembered and memory.faces.get(file)) or face(blob)
        if file in made:
            by_kind[text.kind].append(made[file])

    def key(file: str) -> str:
        return remembered.get(file) or key_of(file, parsing)

    ledgers, fresh_ledgers, ledger_keys = read_ledgers(found.ledgers, config.root, key, recall, problems)
    record_key = key(FILE) if FILE in found.data else ""
    published, fresh_record = read_published(
        lambda: _text_of(FILE, config, found, problems), record_key, config.zone, recall, problems
    )
    sources = _sources(config, found, problems)
    statics = static_files(survey, config.root, config.theme)
    pictures, fresh_pictures, picture_keys = measured(_pictures(survey, config, found, statics), recall, problems)
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
    for kept in (*fresh_ledgers, *fresh_record, *fresh_pictures):
        keep(kept)
    keys |= {**ledger_keys, **({FILE: record_key} if record_key else {}), **picture_keys}
    keys |= {file: remembered[file] for file in closed}
    faces |= {file: memory.faces[file] for file in closed}
    return read, Reading(keys, faces)


def _keys(
    texts: Sequence[TextFile], remembered: Mapping[str, str], parsing: Parsing, recall: FindDocuments
) -> tuple[dict[str, str], Mapping[str, bytes]]:
    """Find the key of each text, and the documents that are known by these keys.

    Where nothing is remembered and none of the first keys is known, the store is empty: then a text has no key before
    it is parsed, and isn't read twice.
    """
    first = {text.file: key_of(text.file, parsing) for text in texts[:_TRIED]} if not remembered else {}
    if first and not recall(list(first.values())):
        return {text.file: "" for text in texts}, {}
    keys = {text.file: remembered.get(text.file) or key_of(text.file, parsing) for text in texts}
    return keys, recall(list(keys.values()))


def _parsed(texts: list[TextFile], parsing: Parsing, workers: FindWorkers) -> "Iterator[Parsed]":
    """Parse files in chunks, here or in the executor's processes; in the order given, however many there are."""
    if not texts:
        return iter(())
    from fanwire.read.texts import parse_texts  # it brings Markdown, which most rebuilds don't need

    settings = (parsing.root, parsing.timezone, parsing.untrusted)
    starts = [(text, key_start(text.file, parsing)) for text in texts]
    chunks = [starts[at : at + _CHUNK] for at in range(0, len(starts), _CHUNK)]
    executor = workers(len(texts), None)
    if executor is None:
        return (each for chunk in chunks for each in parse_texts(chunk, *settings))
    futures = deque([executor.submit(parse_texts, chunk, *settings) for chunk in chunks])
    return (each for _ in chunks for each in futures.popleft().result())  # what is done with is not kept


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
    survey: Survey, config: Config, found: Found, statics: Mapping[str, StaticFile]
) -> Mapping[str, tuple[Path, Stamp]]:
    """List every picture of content/ and of the static folders, by its path from the site's folder."""
    inside = {file: (config.root / file, survey.files[file]) for file in found.pictures}
    shown = ((to, each) for to, each in statics.items() if Path(to).suffix.lower() in MEDIA_TYPES)
    return inside | {f"static/{to}": (Path(each.file), each.stamp) for to, each in shown}
