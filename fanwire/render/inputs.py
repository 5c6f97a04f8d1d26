"""What the bytes of an output depend on: a name and a digest for each input of its recipe.

The recipe is the dependency list, so this is all there is to know: equal digests, equal bytes. The input whose digest
differs is the reason why a page is made anew.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from typing import cast

from fanwire.records.feed import FeedItem
from fanwire.records.library import Article, Author, Card, Image, Link, Person, Prose, Show
from fanwire.records.memory import FindKey
from fanwire.records.pages import Head, Pager
from fanwire.records.recipe import CopyRecipe, FeedRecipe, Recipe, SitemapRecipe, TemplateRecipe, TextRecipe

SIZE = 8
"""Bytes of each input's digest."""

_OPENED = (Article, Author, Person, Show)
_WITHOUT_BODIES = frozenset({Card, Link, Image, Head, Pager})
DigestInputs = Callable[[Recipe], bytes]


def input_digester(shared: Mapping[str, str], templates: Mapping[str, str], find_key: FindKey) -> DigestInputs:
    """Make a function that digests a recipe's inputs, joined in the order of `input_names`.

    `shared` holds what every page sees, by name; `templates` the digest of each template with all it brings in;
    `find_key` tells which text a body has now.
    """
    known: dict[int, str] = {}
    settings = "|".join(shared[name] for name in sorted(shared))

    def text(value: object) -> str:
        kind = type(value)
        if kind is Card or kind is Article or kind is FeedItem:  # they stand in many recipes
            if id(value) not in known:
                inner = repr(value) if kind is Card else _joined(text(each) for _, each in _fields(value))
                known[id(value)] = blake2b(inner.encode(), digest_size=12).hexdigest()
            return known[id(value)]
        if kind is Prose:
            return repr(value) + find_key(value.file)  # type: ignore[attr-defined]  # mypy doesn't follow `kind`
        if kind is Author:
            return _joined(text(each) for _, each in _fields(value))
        if kind is tuple and value and is_dataclass(value[0]):  # type: ignore[index]  # the same
            return _joined(map(text, value))  # type: ignore[call-overload]  # the same
        return repr(value)

    def digest(recipe: Recipe) -> bytes:
        made = [blake2b(text(value).encode(), digest_size=SIZE).digest() for _, value in _inputs(recipe)]
        if isinstance(recipe, TemplateRecipe):
            made.append(blake2b(templates.get(recipe.template, "").encode(), digest_size=SIZE).digest())
        made.append(blake2b(settings.encode(), digest_size=SIZE).digest())
        return b"".join(made)

    return digest


def _joined(parts: Iterable[str]) -> str:
    """Join so that nothing can move from one place to the next unseen."""
    return f"({','.join(parts)})"


def bodies_of(recipe: Recipe) -> tuple[str, ...]:
    """List the files whose bodies an output shows: `("content/articles/wrap.md", "content/authors/desk.md")`."""
    if isinstance(recipe, TemplateRecipe):
        return tuple(dict.fromkeys(_bodies(recipe.page)))
    items = recipe.items if isinstance(recipe, FeedRecipe) else ()
    return tuple(each.prose.file for each in items if each.prose)


def _bodies(value: object) -> Iterator[str]:
    if isinstance(value, Prose):
        yield value.file
    elif type(value) is tuple:
        if value and is_dataclass(value[0]) and type(value[0]) not in _WITHOUT_BODIES:
            for each in value:
                yield from _bodies(each)
    elif is_dataclass(value) and type(value) not in _WITHOUT_BODIES:
        for _, each in _fields(value):
            yield from _bodies(each)


def input_names(recipe: Recipe) -> list[str]:
    """Name the inputs of a recipe: `["head", "article.card", ..., "template article.html", "the site's settings"]`."""
    names = [name for name, _ in _inputs(recipe)]
    if isinstance(recipe, TemplateRecipe):
        names.append(f"template {recipe.template}")
    return [*names, "the site's settings"]


def _inputs(recipe: Recipe) -> Iterator[tuple[str, object]]:
    match recipe:
        case TemplateRecipe():
            for name, value in _fields(recipe.page):
                if isinstance(value, _OPENED):
                    yield from ((f"{name}.{inner}", each) for inner, each in _fields(value))
                else:
                    yield name, value
        case FeedRecipe():
            yield "feed", (recipe.title, recipe.description, recipe.url, recipe.page_url, recipe.frame, recipe.updated)
            yield "articles", recipe.items
        case SitemapRecipe():
            yield "addresses", recipe.entries
        case TextRecipe():
            yield "text", recipe.text
        case CopyRecipe():
            yield "file", (recipe.file, recipe.stamp)


def _fields(record: object) -> Iterator[tuple[str, object]]:
    for name in _names_of(cast("Hashable", type(record))):
        yield name, getattr(record, name)


@cache
def _names_of(kind: Hashable) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))  # type: ignore[arg-type]  # only dataclasses come here
