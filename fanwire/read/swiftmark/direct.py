"""The direct way: from ordinary Markdown straight to the text that the serializer would have written.

Python-Markdown builds a tree, walks it once for each tree processor, and writes it down. Of paragraphs, headings, plain
lists, quotations and tables in which nothing is unusual the result is known beforehand. A document made of nothing else
is converted without a tree; any other goes the old way as a whole.

    survey      is everything that is registered known?
    layout      the source, cut into blocks
    pieces      code, emphasis and links, taken out of all texts at once
    typography  quotes, dashes and dots in what is left
    contents    headings: ids, links to them, the table of contents
    notes       footnotes
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from . import known
from .contents import contents
from .guests import received
from .layout import Layout, Rules, layout
from .notes import ids, marks, note, tell
from .pieces import filled, spans
from .signs import PART, Unusual
from .source import prepared, stashed_block
from .survey import Setup, registries, survey
from .typography import dressed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown.core import Markdown
    from markdown.util import Registry


class Direct:
    """Converts for one Markdown object."""

    def __init__(self, md: Markdown, foreign: Sequence[str] = ()) -> None:
        """Work for this object; what is registered is looked at before the first document, and when it has changed.

        A text that has one of the strings `foreign` outside of code and addresses is not converted directly.
        """
        self.md = md
        self.foreign = foreign
        self.seen: tuple[object, ...] = ()
        self.setup: Setup | None = None
        self.rules: Rules | None = None

    def convert(self, source: str) -> str:
        """Do what `markdown.Markdown.convert` does."""
        html = self.directly(source)
        return _by_tree(self.md) if html is None else html

    def directly(self, source: str) -> str | None:
        """Convert, if that can be done without a tree."""
        if not source.strip():
            return ""
        source = prepared(self.md, str(source))
        setup = self._look()
        if setup is None or self.rules is None or not _at_rest(self.md, setup):
            return None
        if any(sign.search(source) for sign in setup.foreign):
            return None
        try:
            return _converted(setup, self.rules, source)
        except Unusual:
            return None

    def _look(self) -> Setup | None:
        md = self.md
        seen = (md.parser.blockprocessors, md.inlinePatterns, md.treeprocessors, md.postprocessors, md.serializer)
        if seen != self.seen:
            self.seen, self.setup = seen, survey(md, self.foreign)
            self.rules = _rules(self.setup) if self.setup else None
            for registry in registries(md):
                self._watch(registry)
        return self.setup

    def _watch(self, registry: Registry[Any]) -> None:
        """Look again when something is registered or taken out: asking each time whether it was costs too much."""
        for name in ("register", "deregister"):
            if name not in vars(registry):
                vars(registry)[name] = partial(self._changed, getattr(registry, name))

    def _changed(self, change: Callable[..., None], *arguments: object, **named: object) -> None:
        self.seen = ()
        change(*arguments, **named)


def _by_tree(md: Any) -> str:  # noqa: ANN401  (attributes that extensions add)
    """Do the rest of what `markdown.Markdown.convert` does, from the block parser on."""
    root = md.parser.parseDocument(md.lines).getroot()
    for treeprocessor in md.treeprocessors:
        new = treeprocessor.run(root)
        if new is not None:
            root = new
    output = str(md.serializer(root))
    if md.stripTopLevelTags:
        output = _inside(output, md.doc_tag)
    for postprocessor in md.postprocessors:
        output = postprocessor.run(output)
    return output.strip()


def _inside(output: str, tag: str) -> str:
    start, end = output.find(f"<{tag}>"), output.rfind(f"</{tag}>")
    if start != -1 and end != -1:
        return output[start + len(tag) + 2 : end].strip()
    if output.strip().endswith(f"<{tag} />"):
        return ""
    raise ValueError(f"Markdown failed to strip top-level tags. Document={output.strip()!r}")


def _at_rest(md: Markdown, setup: Setup) -> bool:
    """Say whether nothing is left of the document before: nobody has to call `reset` between two."""
    return not (md.references or any(getattr(thing, name) for thing, name in setup.memories)) and all(
        idle() for idle in setup.idle
    )


def _rules(setup: Setup) -> Rules:
    named = setup.named
    table = named.get(known.TABLES)
    by_attribute = table and table.config["use_align_attribute"]
    return Rules(
        end=setup.inline.end,
        lists_mix=known.LISTS[0] in named,
        quotes_join=known.QUOTES in named,
        tables=table is not None,
        aligns=('align="', '"') if by_attribute else ('style="text-align: ', ';"'),
        stashed=stashed_block(named[known.RAW_HTML]),
        note=partial(note, setup.notes) if setup.notes else None,
    )


def _converted(setup: Setup, rules: Rules, source: str) -> str:
    laid = layout(source, rules)
    extension = setup.notes if laid.notes else None
    if extension and extension.getConfig("PLACE_MARKER") in source:
        raise Unusual
    if extension and any("[^" in laid.texts[text] for text, _ in laid.headings):
        raise Unusual  # the contents leave out the marks of notes
    taken = spans(laid.texts, marks(extension, laid.notes) if extension else {}, setup.inline)
    restore = setup.named[known.RAW_HTML].run
    plain = dressed(taken.plain, setup.typography, restore, entities=taken.entities)
    # Nothing is unusual any more; the guests are told once and for all.
    guests = received(taken.visits, setup.inline.guests, laid.gaps, setup.serialize) if taken.visits else {}
    texts = filled(plain, taken.pieces | guests).split(PART)
    used = ids(extension, laid.notes, taken.notes) if extension else set[str]()
    _headings(laid, texts, setup, used)
    if extension:
        tell(extension, laid.notes, taken.notes)
    html = [""] * (2 * len(texts) + 1)
    html[::2], html[1::2] = laid.gaps, texts
    return "".join(html).strip()


def _headings(laid: Layout, texts: Sequence[str], setup: Setup, used: set[str]) -> None:
    """Put the headings' tags into the gaps around their texts."""
    stock = setup.named.get(known.TOC)
    inner = [(level, texts[text]) for text, level in laid.headings]
    tags = contents(stock, inner, used) if stock else [(f"<h{level}>", f"</h{level}>") for level, _ in inner]
    gaps = laid.gaps
    for (text, _), (before, after) in zip(laid.headings, tags, strict=True):
        gaps[text] += before
        gaps[text + 1] = after + gaps[text + 1]
