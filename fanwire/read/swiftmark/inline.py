"""Inline markup: does what `markdown.treeprocessors.InlineProcessor.run` does, trying only patterns that can match.

The tree is walked in the same order and the same handlers are called with the same texts, so that patterns with a
memory (footnotes, delimiters) see what they always saw. Three things are gone: the look-up of every pattern for every
text, the search of patterns that can't match, and the taking apart of texts that nothing matched in.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, cast
from xml.etree.ElementTree import Element

from markdown.util import ETX, INLINE_PLACEHOLDER_PREFIX, INLINE_PLACEHOLDER_RE, AtomicString

from .inline_plan import make_plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown.inlinepatterns import Pattern
    from markdown.treeprocessors import InlineProcessor

    from .inline_plan import Step

PREFIX_LENGTH = len(INLINE_PLACEHOLDER_PREFIX)
PLAIN = (str, AtomicString)  # the types of text that stay what they are when nothing in them is replaced
Placed = tuple[Element, list[str]]  # an element made of inline markup, and the tags above it


class SwiftInline:
    """Runs the patterns of one stock tree processor, whose attributes stay true for all who read them."""

    def __init__(self, stock: InlineProcessor) -> None:
        """Work for this processor; its patterns are read at each run, as extensions may add some."""
        self.stock = stock
        self.plan = make_plan([], [])

    def run(self, tree: Element, ancestors: Sequence[str] | None = None) -> Element:
        """Apply the inline patterns to all texts of the tree."""
        stock = self.stock
        self._refresh()
        stock.stashed_nodes = {}
        stock.parent_map = {}
        waiting: deque[Placed] = deque([(tree, [*(ancestors or ()), tree.tag.lower()])])
        while waiting:
            current, stock.ancestors = waiting.popleft()
            if current is not tree:
                stock.ancestors.append(current.tag.lower())
            self._children(current, waiting)
        return tree

    def _refresh(self) -> None:
        patterns = cast("list[Pattern]", list(self.stock.inlinePatterns))
        regexes = [pattern.getCompiledRegExp() for pattern in patterns]
        if patterns != self.plan.patterns or regexes != self.plan.regexes:
            self.plan = make_plan(patterns, regexes)

    def _children(self, current: Element, waiting: deque[Placed]) -> None:
        ancestors = self.stock.ancestors
        silent = self.plan.mark.search if self.plan.mark else _never_silent
        inserted: list[tuple[Element, list[Placed]]] = []
        for child in current:  # elements made of a tail are inserted here and visited in their turn
            text = child.text
            if text and (type(text) is not str or silent(text)) and not isinstance(text, AtomicString):
                self._text(child, text, waiting, inserted)
            tail = child.tail
            if tail and (type(tail) is not str or silent(tail)):
                self._tail(current, child, tail)
            if len(child):
                waiting.append((child, ancestors[:]))
        for element, placed in inserted:
            for index, (new, _) in enumerate(placed):
                element.insert(index, new)

    def _text(
        self, child: Element, text: str, waiting: deque[Placed], inserted: list[tuple[Element, list[Placed]]]
    ) -> None:
        self.stock.ancestors.append(child.tag.lower())
        changed = self._apply(text, 0)
        if changed is not text or type(text) is not str or INLINE_PLACEHOLDER_PREFIX in text:
            child.text = None
            placed = self._resolve(changed, child, is_text=True)
            waiting.extend(placed)
            inserted.append((child, placed))
        self.stock.ancestors.pop()

    def _tail(self, parent: Element, child: Element, tail: str) -> None:
        changed = tail if isinstance(tail, AtomicString) else self._apply(tail, 0)
        if changed is tail and type(tail) is str and INLINE_PLACEHOLDER_PREFIX not in tail:
            return
        holder = Element("d")
        child.tail = None
        placed = self._resolve(changed, holder, is_text=False)
        if holder.tail:
            child.tail = holder.tail
        position = list(parent).index(child) + 1
        for new, _ in reversed(placed):
            parent.insert(position, new)

    def _apply(self, data: str, first: int) -> str:
        """Replace all matches of the patterns from the `first` on by placeholders."""
        for step in self.plan.steps(data):
            if step.position < first or (step.refers and not self.stock.md.references):
                continue
            if step.excludes and not step.excludes.isdisjoint(self.stock.ancestors):
                continue
            if not step.modern:
                changed = self._apply_old(data, step)
                if changed is not data:  # an old pattern may return any text, so look again at what it needs
                    return self._apply(changed, step.position + 1)
                continue
            start: int | None = 0
            while start is not None:
                data, start = self._apply_once(data, step, start)
        return data

    def _apply_once(self, data: str, step: Step, start: int) -> tuple[str, int | None]:
        """Replace the next match; give the text and where to go on, None after the last match."""
        match = step.search(data, start)
        if match is None:
            return data, None
        node, begin, end = step.handle(match, data)
        if begin is None or end is None:
            others = step.finditer(data, start)
            next(others)
            for match in others:
                node, begin, end = step.handle(match, data)
                if begin is not None and end is not None:
                    break
            else:
                return data, None
        if node is None:
            return data, end
        placeholder = self._stash(node, step.position)
        return f"{data[:begin]}{placeholder}{data[end:]}", begin + len(placeholder)

    def _apply_old(self, data: str, step: Step) -> str:
        """Apply a pattern of the old kind, whose expression matches the whole text around what it means."""
        start = 0
        regex = step.pattern.getCompiledRegExp()
        while match := regex.match(data[start:]):
            node = step.pattern.handleMatch(match)
            if node is None:
                start = match.end(0)
                continue
            placeholder = self._stash(node, step.position)
            left = data[:start]
            data = f"{left}{match.group(1)}{placeholder}{match.groups()[-1]}"
            start = len(left) + len(match.group(1)) + len(placeholder)
        return data

    def _stash(self, node: Element | str, position: int) -> str:
        stashed = self.stock.stashed_nodes
        if not isinstance(node, str) and not isinstance(node.text, AtomicString):
            for child in (node, *node):
                if child.text:
                    self.stock.ancestors.append(child.tag.lower())
                    child.text = self._inner(child.text, position + 1)
                    self.stock.ancestors.pop()
                if child.tail:
                    child.tail = self._inner(child.tail, position)
        name = f"{len(stashed):04d}"
        stashed[name] = node
        return f"{INLINE_PLACEHOLDER_PREFIX}{name}{ETX}"

    def _inner(self, text: str, first: int) -> str:
        mark = self.plan.mark
        if (mark and not mark.search(text)) or isinstance(text, AtomicString):
            return text
        return self._apply(text, first)

    def _resolve(self, data: str, parent: Element, *, is_text: bool) -> list[Placed]:
        """Put text back into `parent`, and give the elements that stood for placeholders between it."""
        placed: list[Placed] = []
        stashed = self.stock.stashed_nodes
        start = 0
        while (index := data.find(INLINE_PLACEHOLDER_PREFIX, start)) != -1:
            match = INLINE_PLACEHOLDER_RE.search(data, index)
            node = stashed.get(match.group(1)) if match else None
            if match is None or node is None:  # not one of ours
                end = index + PREFIX_LENGTH
                _append(data[start:end], placed, parent, is_text=is_text)
                start = end
                continue
            if index > 0:
                _append(data[start:index], placed, parent, is_text=is_text)
            start = match.end()
            if isinstance(node, str):
                _append(node, placed, parent, is_text=is_text)
            else:
                self._resolve_inside(node)
                placed.append((node, self.stock.ancestors[:]))
        rest = data[start:]
        _append(AtomicString(rest) if isinstance(data, AtomicString) else rest, placed, parent, is_text=is_text)
        return placed

    def _resolve_inside(self, node: Element) -> None:
        for child in (node, *node):
            tail = child.tail
            if tail and (INLINE_PLACEHOLDER_PREFIX in tail or type(tail) not in PLAIN) and tail.strip():
                child.tail = None
                made = self._resolve(tail, child, is_text=False)
                position = 0 if node is child else list(node).index(child) + 1
                for new, _ in reversed(made):
                    node.insert(position, new)
            text = child.text
            if text and (INLINE_PLACEHOLDER_PREFIX in text or type(text) not in PLAIN) and text.strip():
                child.text = None
                for new, _ in reversed(self._resolve(text, child, is_text=True)):
                    child.insert(0, new)


def _append(text: str, placed: list[Placed], parent: Element, *, is_text: bool) -> None:
    """Add text after the last element placed, or at the start of the parent."""
    if not text:
        return
    if placed:
        last = placed[-1][0]
        last.tail = last.tail + text if last.tail else text
    elif is_text:
        parent.text = parent.text + text if parent.text else text
    else:
        parent.tail = parent.tail + text if parent.tail else text


def _never_silent(_text: str) -> bool:
    return True
