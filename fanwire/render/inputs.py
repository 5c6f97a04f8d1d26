"""What the bytes of an output depend on: a name and a digest for each input of its recipe.

The recipe is the dependency list, so this is all there is to know: equal digests, equal bytes. The input whose digest
differs is the reason why a page is made anew.
"""

from collections.abc import Callable, Mapping
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from struct import pack
from typing import cast
from zlib import crc32

from fanwire.records.feed import FeedAuthor, FeedFrame, FeedItem, FeedLink
from fanwire.records.library import Article, Author, Card, Filling, Image, Link, Person, Prose, Show
from fanwire.records.memory import FindKey
from fanwire.records.pages import Head, Pager
from fanwire.records.recipe import Recipe, SitemapEntry, TemplateRecipe
from fanwire.records.record import Record

SIZE = 16
"""Bytes of a recipe's digest."""
MARK = 4
"""Bytes of the checksum of each input, which follow: they only name the one that changed."""

_OPENED = (Article, Author, Person, Show)
_NO_INPUTS = frozenset({"path", "source"})  # where an output goes and who asked for it is not in its bytes
# Python writes these well by itself, and there is no body in them: a test looks.
WITHOUT_BODIES = frozenset({FeedAuthor, FeedFrame, FeedLink, Filling, Head, Image, Link, Pager, SitemapEntry})
_PLAIN = frozenset({str, int, bool, type(None)}) | WITHOUT_BODIES
_SHARED = (Author, Card, FeedItem)  # they stand in many recipes

DigestInputs = Callable[[Recipe], tuple[bytes, tuple[str, ...]]]
"""Gives the digest of a recipe with the checksums of its inputs, and the files whose bodies it shows."""

_Values = Callable[[object], tuple[object, ...]]


def input_digester(shared: Mapping[str, str], templates: Mapping[str, str], find_key: FindKey) -> DigestInputs:
    """Make a function that digests recipes: `(b"...", ("content/articles/wrap.md", "content/authors/desk.md"))`.

    `shared` holds what every page sees, by name; `templates` the digest of each template with all it brings in;
    `find_key` tells which text a body has now. Some records are known by their identity, as one stands in many recipes:
    so the recipes have to stay in memory as long as the function is used.
    """
    known: dict[int, tuple[str, list[str]]] = {}
    settled = _digest("|".join(f"{name}={shared[name]}" for name in sorted(shared)))

    def told(value: object, bodies: list[str]) -> str:
        """Write a value so that no other value is written alike; add the files of the bodies in it to `bodies`."""
        kind = type(value)
        if kind in _PLAIN:
            return repr(value)
        if kind is tuple:
            return f"({','.join([told(each, bodies) for each in cast('tuple[object, ...]', value)])})"
        text, found = known.get(id(value)) or written(value)
        bodies += found
        return text

    def written(value: object) -> tuple[str, list[str]]:
        if not isinstance(value, Record):
            return repr(value), []
        bodies: list[str] = []
        values = [told(getattr(value, name), bodies) for name in value.__struct_fields__]
        text = f"{type(value).__name__}({','.join(values)})"
        if isinstance(value, Prose):
            bodies.append(value.file)
            text += find_key(value.file)
        if isinstance(value, _SHARED):
            known[id(value)] = _digest(text), bodies
        return known.get(id(value), (text, bodies))

    def digest(recipe: Recipe) -> tuple[bytes, tuple[str, ...]]:
        bodies: list[str] = []
        _, values = _inputs_of(recipe)
        made = [told(value, bodies) for value in values(recipe)]
        if isinstance(recipe, TemplateRecipe):
            made.append(templates.get(recipe.template, ""))
        made.append(settled)
        return _digests(made), tuple(dict.fromkeys(bodies))

    return digest


def _digests(inputs: list[str]) -> bytes:
    encoded = list(map(_encoded, inputs))
    return _digested(b"\0".join(encoded)) + pack(f">{len(inputs)}I", *map(crc32, encoded))


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:  # names of files may hold what is no Unicode
        return text.encode("utf-8", "surrogatepass")


def _digest(text: str) -> str:
    return _digested(_encoded(text)).hex()


def _digested(text: bytes) -> bytes:
    return blake2b(text, digest_size=SIZE).digest()


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
    names, _ = _inputs_of(recipe)
    shown = [name.removeprefix("page.") for name in names]
    if isinstance(recipe, TemplateRecipe):
        shown.append(f"template {recipe.template}")
    return [*shown, "the site's settings"]


def _inputs_of(recipe: Recipe) -> tuple[list[str], _Values]:
    if isinstance(recipe, TemplateRecipe):
        return _named_inputs(type(recipe.page), "page.")
    return _named_inputs(type(recipe), "")


@cache
def _named_inputs(kind: type[Record], prefix: str) -> tuple[list[str], _Values]:
    """Name a kind of output's own inputs, and make a function that lists their values.

    Those of an article, author, person or show have each a name: `page.article.related`.
    """
    names = []
    for name in kind.__struct_fields__:
        opened = kind.__annotations__[name]
        if opened in _OPENED:
            names += [f"{prefix}{name}.{inner}" for inner in opened.__struct_fields__]
        elif prefix or name not in _NO_INPUTS:
            names.append(prefix + name)
    if len(names) > 1:
        return names, cast("_Values", attrgetter(*names))
    only = attrgetter(*names)  # it gives one value bare
    return names, lambda record: (only(record),)
