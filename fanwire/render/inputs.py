"""What the bytes of an output depend on: a name and a digest for each input of its recipe.

The recipe is the dependency list, so this is all there is to know: equal digests, equal bytes. The input whose digest
differs is the reason why a page is made anew.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from struct import pack
from types import UnionType
from typing import cast, get_args, get_origin
from zlib import crc32

from fanwire.records.cards import Card
from fanwire.records.config import Config
from fanwire.records.feed import FeedItem, KeptItem
from fanwire.records.library import Article, Author, Person, Show
from fanwire.records.listed import Closed
from fanwire.records.memory import FindKey
from fanwire.records.pages import SiteView
from fanwire.records.recipe import FeedOutline, KeptPage, Planned, Recipe, TemplateRecipe
from fanwire.records.record import Record, written
from fanwire.render.shown_bodies import FindBodies, body_finder, hints_of

SIZE = 16
"""Bytes of a recipe's digest."""
MARK = 4
"""Bytes of the checksum of each input, which follow: they only name the one that changed."""

_OPENED = (Article, Author, Person, Show)
_SHARED = (Card, FeedItem, FeedItem | KeptItem)
"""What many outputs show: it is digested once, and that digest stands for it."""
_NO_INPUTS = frozenset({"path", "source"})  # where an output goes and who asked for it is not in its bytes

FindSettled = Callable[[Planned], bytes]
"""Finds the checksums with which the digest of a recipe ends, those of its template and of what all pages share."""

Inputs = tuple[bytes, tuple[str, ...]]
"""The digest of a recipe with the checksums of its inputs, and the files whose bodies it shows."""

DigestInputs = Callable[[Recipe | FeedOutline], Inputs]

DigestRecord = Callable[[object], bytes]
"""Digests a card, or another record that many outputs show."""

_Values = Callable[[object], tuple[object, ...]]
_Write = Callable[[object], bytes]


def input_digester(
    shared: Mapping[str, str], templates: Mapping[str, str], find_key: FindKey, digest_record: DigestRecord
) -> DigestInputs:
    """Make a function that digests recipes: `(b"...", ("content/articles/wrap.md", "content/authors/desk.md"))`.

    `shared` holds what every page sees, by name; `templates` the digest of each template with all it brings in;
    `find_key` tells which text a body has now; `digest_record` is from `record_digester`.
    """
    settings = _settings(shared)

    @cache
    def writers(kind: type[Record]) -> list[_Write]:
        return [_writer(hint, digest_record) for hint in _inputs(kind).hints]

    def digest(recipe: Recipe | FeedOutline) -> Inputs:
        kind = _kind(recipe)
        inputs = _inputs(kind)
        bodies = tuple(dict.fromkeys(inputs.find_bodies(recipe)))
        made = [write(value) for write, value in zip(writers(kind), inputs.values(recipe), strict=True)]
        made.append("|".join(map(find_key, bodies)).encode())
        if isinstance(recipe, TemplateRecipe):
            made.append(templates.get(recipe.template, "").encode())
        made.append(settings)
        marks = pack(f">{len(made)}I", *map(crc32, made))
        return blake2b(b"\0".join(made), digest_size=SIZE).digest() + marks, bodies

    return digest


def settled_marks(shared: Mapping[str, str], templates: Mapping[str, str]) -> FindSettled:
    """Make a function that tells how a recipe's digest ends: with another end it is due, whatever else is in it."""
    settings = pack(">I", crc32(_settings(shared)))
    ends = {name: pack(">I", crc32(digest.encode())) + settings for name, digest in templates.items()}
    missing = pack(">I", crc32(b"")) + settings

    def settled(recipe: Planned) -> bytes:
        return ends.get(recipe.template, missing) if isinstance(recipe, TemplateRecipe | KeptPage) else settings

    return settled


def changed_inputs(recipe: Recipe, before: bytes, now: bytes) -> list[str]:
    """Name the inputs whose checksums differ, of two digests of one length: `["article.prose", "article.related"]`."""
    places = range(SIZE, len(now), MARK)
    return [
        name
        for name, at in zip(input_names(recipe), places, strict=True)
        if before[at : at + MARK] != now[at : at + MARK]
    ]


def input_names(recipe: Recipe) -> list[str]:
    """Name the inputs of a recipe: `["head", "article.card", ..., "template article.html", "the site's settings"]`."""
    shown = [*(name.removeprefix("page.") for name in _inputs(_kind(recipe)).names), "the text"]
    if isinstance(recipe, TemplateRecipe):
        shown.append(f"template {recipe.template}")
    return [*shown, "the site's settings"]


def record_digester(articles: Iterable[Closed] = ()) -> DigestRecord:
    """Make a function that digests a record that many outputs show, once however many do.

    The digests of closed articles' cards are known, as are those of items that stand for others.
    """
    known: dict[int, tuple[object, bytes]] = {id(each.known.card): (each.known.card, each.digest) for each in articles}

    def digest(record: object) -> bytes:
        if isinstance(record, KeptItem):
            return record.digest
        if id(record) not in known:  # while the record is here, nothing else has its identity
            known[id(record)] = (record, blake2b(written(record), digest_size=SIZE).digest())
        return known[id(record)][1]

    return digest


def shared_inputs(site: SiteView, config: Config) -> dict[str, str]:
    """Name what every output may depend on besides its own recipe."""
    return {
        "site": repr(site),
        "words": repr(config.words),
        "base_url": config.base_url,
        "settings": repr(config.settings),
    }


def _settings(shared: Mapping[str, str]) -> bytes:
    settled = "|".join(f"{name}={shared[name]}" for name in sorted(shared))
    return blake2b(settled.encode("utf-8", "surrogatepass")).digest()


class _Named(Record, frozen=True):
    """A kind of output's own inputs: the name and the type of each, and functions that find their values and bodies."""

    names: list[str]
    hints: list[object]
    values: _Values
    find_bodies: FindBodies


def _kind(recipe: Recipe | FeedOutline) -> type[Record]:
    return type(recipe.page) if isinstance(recipe, TemplateRecipe) else type(recipe)


@cache
def _inputs(kind: type[Record]) -> _Named:
    """List the inputs of a kind of page, which are found in its recipe as `page.head`, or of a kind of recipe.

    Those of an article, author, person or show have each a name: `page.article.related`.
    """
    prefix = "" if kind in {*get_args(Recipe), FeedOutline} else "page."
    hints: dict[str, object] = {}
    for name, hint in hints_of(kind).items():
        if hint in _OPENED:
            hints |= {f"{prefix}{name}.{inner}": within for inner, within in hints_of(cast("type", hint)).items()}
        elif prefix or name not in _NO_INPUTS:
            hints[prefix + name] = hint
    names = list(hints)
    values: _Values = attrgetter(*names) if len(names) > 1 else _alone(attrgetter(*names))
    find = body_finder(kind, frozenset()) or (lambda _: [])
    found: FindBodies = (lambda recipe: find(cast("TemplateRecipe", recipe).page)) if prefix else find
    return _Named(names, list(hints.values()), values, found)


def _alone(get: Callable[[object], object]) -> _Values:
    return lambda record: (get(record),)


def _writer(hint: object, shared: _Write) -> _Write:
    """Choose how the values of a type are written, so that no two values of it are written alike."""
    if hint in _SHARED:
        return shared
    kinds = get_args(hint)
    if get_origin(hint) is tuple and kinds[0] in _SHARED:
        return lambda value: b"".join(map(shared, cast("tuple[object]", value)))
    if get_origin(hint) is UnionType and kinds[0] in _SHARED:
        return lambda value: shared(value) if value else b""
    return written
