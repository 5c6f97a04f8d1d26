"""What is registered with a Markdown object: known in every part, or else nothing is converted directly.

An inline pattern that isn't known can't do anything in a document without the strings that it needs; so these are
collected, and documents with one of them go the old way. A tree processor that isn't known may say of itself, by a
method `idle`, that it has nothing to do. Any other stranger, and all documents go the old way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from markdown.blockparser import BlockParser
from markdown.core import Markdown
from markdown.inlinepatterns import Delimiter, InlineProcessor
from markdown.util import BLOCK_LEVEL_ELEMENTS, Registry

from . import contents, known, typography
from .guests import Guest
from .inline_plan import needs_of
from .known import name
from .pieces import Rules
from .serializer import SWIFT, swift_html
from .signs import GUESTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from xml.etree.ElementTree import Element

    from markdown.extensions.footnotes import FootnoteExtension
    from markdown.inlinepatterns import Pattern

USED_INLINE = frozenset({"a", "br", "code", "em", "img", "strong", "sup"})


class Setup(NamedTuple):
    """What was found."""

    named: dict[str, Any]  # the known objects by the names of their classes
    notes: FootnoteExtension | None
    foreign: tuple[re.Pattern[str], ...]  # what no document may contain
    inline: Rules
    serialize: Callable[[Element], str]
    typography: typography.Typography
    memories: tuple[tuple[object, str], ...]  # objects and their attributes that must be empty between two documents
    idle: tuple[Callable[[], bool], ...]  # must all say yes


def registries(md: Markdown) -> list[Registry[Any]]:
    """Give all registries that decide what is done after the preprocessors, those of tree processors too."""
    own = [vars(processor)["inlinePatterns"] for processor in md.treeprocessors if "inlinePatterns" in vars(processor)]
    return [md.parser.blockprocessors, md.inlinePatterns, md.treeprocessors, md.postprocessors, *own]


def survey(md: Markdown, foreign_marks: Sequence[str] = ()) -> Setup | None:
    """Look at everything that is registered; None when something is there that nothing is known about."""
    patterns = list(md.inlinePatterns)
    usual = [p for p in patterns if (name(p), p.pattern) in {(n.lstrip("*"), regex) for n, regex in known.PATTERNS}]
    marks = [p for p in patterns if name(p) == known.OTHER_MARKS]
    guests = list(_guests(patterns))
    strangers = [p for p in patterns if p not in usual and p not in marks and p not in [g.pattern for g in guests]]
    foreign = [needs_of(p, p.getCompiledRegExp()) for p in strangers]
    needed = [p for p in md.treeprocessors if name(p) not in known.NEVER_NEEDED and not hasattr(p, "idle")]
    processors = [*md.parser.blockprocessors, *patterns, *md.treeprocessors, *md.postprocessors]
    smart = next((p for p in md.treeprocessors if _tree_name(p, md) == known.SMARTY), None)
    dressing = typography.NONE if smart is None else typography.typography(smart)  # type: ignore[arg-type]
    if (
        not _usual(md)
        or not all(foreign)
        or any(" " in need or "\n" in need for needs in foreign for need in needs)
        or not _stand([name(p) for p in md.parser.blockprocessors], known.BLOCKS)
        or not _stand([name(p) for p in usual], [n for n, _ in known.PATTERNS])
        or not _stand([_tree_name(p, md) for p in needed], known.TREE)
        or not _stand([name(p) for p in md.postprocessors], known.POST)
        or not all(_untouched(p) for p in processors)
        or dressing is None
    ):
        return None
    named = {name(p): p for p in processors} | {known.SMARTY: smart}
    return _checked(
        Setup(
            named,
            notes=next((p.footnotes for p in md.treeprocessors if name(p) == known.NOTES), None),  # type: ignore[attr-defined]
            foreign=_shortest([*{need for needs in foreign for need in needs}, *_signs(named)]),
            inline=Rules(
                end=">" if SWIFT.get(md.serializer, md.serializer) is swift_html else " />",
                marks=(*foreign_marks, *(_mark(d) for p in marks for d in p.delimiters.values())),  # type: ignore[attr-defined]
                escaped=md.ESCAPED_CHARS,
                guests=tuple(guests),
            ),
            serialize=md.serializer,
            typography=dressing,
            memories=tuple(_memories(processors)),
            idle=tuple(p.idle for p in md.treeprocessors if hasattr(p, "idle")),
        )
    )


def _guests(patterns: Sequence[Pattern]) -> Iterator[Guest]:
    """Give those that want to take part and can: they come after escapes, before links, and are few enough."""
    names = [name(p).rpartition(".")[2] for p in patterns]
    if not {"EscapeInlineProcessor", "ReferenceInlineProcessor"} <= set(names):
        return
    between = patterns[names.index("EscapeInlineProcessor") : names.index("ReferenceInlineProcessor")]
    willing = [p for p in between if getattr(p, "direct", False) is True and isinstance(p, InlineProcessor)]
    for pattern, sign in zip(willing, GUESTS, strict=False):
        needs = needs_of(pattern, pattern.getCompiledRegExp())
        if needs and not pattern.ANCESTOR_EXCLUDES:
            yield Guest(pattern, needs, sign)


def _checked(setup: Setup) -> Setup | None:
    """Check the settings of what is known."""
    named = setup.named
    emphasis = named[known.EMPHASIS]
    table = named.get(known.TOC)
    quotes = {known.QUOTES, known.OTHER_QUOTES} & named.keys()
    lists = {*known.LISTS, *known.SANE_LISTS} & named.keys()
    if (
        len(quotes) != 1
        or lists not in (set(known.LISTS), set(known.SANE_LISTS))
        or list(emphasis.delimiters) != ["*", "_"]
        or not _same_delimiter(emphasis.delimiters["*"], Delimiter("*", "strong,em", smart=False, double=False))
        or not _same_delimiter(emphasis.delimiters["_"], Delimiter("_", "strong,em", smart=True, double=False))
        or (table is not None and not contents.simple(table))
        or (setup.notes is not None and setup.notes.getConfig("SUPERSCRIPT_TEXT") != "{}")
    ):
        return None
    return setup


def _signs(named: dict[str, Any]) -> list[str]:
    """Give the strings in a document on which extensions would act that are left out."""
    signs = ["{"] if known.ATTRIBUTES in named else []
    if table := named.get(known.TOC):
        signs += [table.marker] if table.marker else []
    return signs


def _memories(processors: Iterable[Any]) -> Iterator[tuple[object, str]]:
    for thing in processors:
        for owner in (thing, getattr(thing, "footnotes", thing)):
            for attribute in ("regions", "stack", "inline_stack", "abbrs", "footnotes", "used_refs"):
                if isinstance(getattr(owner, attribute, None), list | dict | set):
                    yield owner, attribute


def _shortest(signs: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    """Leave out strings that contain another one."""
    return tuple(
        re.compile(re.escape(one)) for one in signs if not any(other in one and other != one for other in signs)
    )


def _usual(md: Markdown) -> bool:
    levels = set(md.block_level_elements)
    return (
        type(md) is Markdown
        and type(md.parser) is BlockParser
        and md.serializer in {*SWIFT, *SWIFT.values()}
        and md.stripTopLevelTags
        and md.doc_tag == "div"
        and md.tab_length == 4  # noqa: PLR2004  (the usual)
        and levels.issuperset(BLOCK_LEVEL_ELEMENTS)
        and not levels & USED_INLINE
    )


def _tree_name(processor: object, md: Markdown) -> str:
    own = getattr(processor, "inlinePatterns", md.inlinePatterns)
    return name(processor) if own is md.inlinePatterns else known.SMARTY


def _stand(given: Sequence[str], expected: Iterable[str]) -> bool:
    """Say whether these are the ones that are expected, in order, and all with a star are there."""
    there = [wanted.lstrip("*") for wanted in expected if wanted.startswith("*") or wanted in given]
    return list(given) == there


def _untouched(processor: object) -> bool:
    """Say whether nobody but this package has replaced a method of the object; the table of contents is asked."""
    return all(
        getattr(value, "__module__", "").startswith(__package__ or "-") or key == "build_toc_div"
        for key, value in vars(processor).items()
        if callable(value) and callable(getattr(type(processor), key, None))
    )


def _mark(delimiter: Any) -> str:  # noqa: ANN401  (an object of pymdownx, which this package doesn't import)
    return str(delimiter.token) * (2 if delimiter.double else 1)


def _same_delimiter(given: object, usual: Delimiter) -> bool:
    compared = ("boundary", "tags", "tag_count", "double", "max_size")
    return type(given) is Delimiter and all(getattr(given, one) == getattr(usual, one) for one in compared)
