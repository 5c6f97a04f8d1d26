"""Reading content/published.yaml, the record of what was published; from the memory where its bytes are known."""

import pickle
from collections.abc import Callable
from datetime import tzinfo
from pathlib import Path

from fanwire.errors import Problem, SiteProblems, Where
from fanwire.read.front_matter import decoded
from fanwire.read.schema import typed
from fanwire.read.yaml_text import Tree, parse
from fanwire.records.memory import NO_TEXT, FindDocuments, Kept
from fanwire.records.packing import packed
from fanwire.records.published import FILE, GoneAddress, Known, Published, PublishedMatter, PublishedText
from fanwire.records.record import replace

_HINT = "`record` writes this file; git has its last good state"
_CONFLICT = ("<<<<<<< ", "=======\n", ">>>>>>> ")


def published(
    text: Callable[[], str | None], key: str, zone: tzinfo, recall: FindDocuments, problems: list[Problem]
) -> tuple[Published, tuple[Kept, ...]]:
    """Read the record, whose parsed form has the name `key`; gives it, and what the memory shall keep.

    `zone` is the time zone of dates that name none.
    """
    known = recall([key]) if key else {}
    if key in known:
        return pickle.loads(known[key]), ()  # noqa: S301 - our own memory, checked by its digest
    content = text()
    found = parsed_published(content, zone, problems) if content is not None else None
    return (found, (Kept(key, packed(found), NO_TEXT),)) if found else (Published(), ())


def parsed_published(text: str, zone: tzinfo, problems: list[Problem]) -> Published | None:
    """Read the text of the record; None, and every reason in `problems`, when it is damaged."""
    conflict = next((n for n, line in enumerate(text.splitlines(keepends=True), 1) if line.startswith(_CONFLICT)), 0)
    if conflict:
        hint = "keep the lines of both sides and take the marks out"
        problems.append(Problem(Where(FILE, conflict, 1), "a merge of two records was left unfinished", hint))
        return None
    found: list[Problem] = []
    tree = parse(text, FILE, 1, found)
    matter = typed(PublishedMatter, tree, FILE, zone, found) if tree else None
    problems += (replace(each, hint=each.hint or _HINT) for each in found)
    return _record(matter, tree) if tree and matter and not found else None


def recorded_authority(root: Path, zone: tzinfo) -> str:
    """Name the host that ids are minted under, `""` before the first `record`; raises SiteProblems."""
    problems: list[Problem] = []
    text = decoded((root / FILE).read_bytes(), FILE, problems) if (root / FILE).is_file() else None
    found = parsed_published(text, zone, problems) if text is not None else None
    if problems:
        raise SiteProblems(problems)
    return found.authority if found else ""


def _record(matter: PublishedMatter, tree: Tree) -> Published:
    return Published(
        authority=matter.authority,
        homes=matter.homes,
        articles=tuple(
            PublishedText(
                each.file,
                _known(each.addresses, tree, "articles", identity, "addresses"),
                identity,
                each.date,
                each.updated,
                each.seen,
            )
            for identity, each in matter.articles.items()
        ),
        texts=tuple(
            PublishedText(file, _known(addresses, tree, "texts", file)) for file, addresses in matter.texts.items()
        ),
        gone=tuple(
            GoneAddress(each.address, each.why, Where(FILE, *tree.places["gone", number]))
            for number, each in enumerate(matter.gone)
        ),
    )


def _known(addresses: tuple[str, ...], tree: Tree, *path: str) -> tuple[Known, ...]:
    return tuple(Known(address, Where(FILE, *tree.places[(*path, number)])) for number, address in enumerate(addresses))
