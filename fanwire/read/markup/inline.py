"""Our inline syntax: `[[id]]`, `[[id|text]]`, `[[claim: show s2 release]]` and `||hidden||`."""

import re
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from fanwire.read.markup.collected import Collected, RawBlock, RawLink, mark

_LINK = r"\[\[(?P<target>[^\[\]|#\n]+)(?:#(?P<fragment>[^\[\]|\n]*))?(?:\|(?P<text>[^\[\]\n]+))?\]\]"
_SPOILER = r"\|\|(?:(?P<scope>s\d+(?:e\d+)?)[ ]*:[ ]*)?(?P<text>[^|\n](?:[^|]|\|(?!\|))*)\|\|"
_CLAIM = r"\[\[claim:(?P<argument>[^\[\]\n]*)\]\]"
# After code spans (190) and escapes (180), before Markdown's own brackets (170).
_PRIORITY = 175


class NewsInline(Extension):
    """Registers links by id and inline spoilers; what they name is written to `collected`."""

    def __init__(self, collected: Collected) -> None:
        """Remember where to collect."""
        super().__init__()
        self.collected = collected

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Add the patterns; a claim looks like a link and comes first."""
        claim, link, spoiler = _Claim(_CLAIM, md), _LinkById(_LINK, md), _InlineSpoiler(_SPOILER, md)
        claim.collected = link.collected = spoiler.collected = self.collected
        md.inlinePatterns.register(claim, "fanwire-claim", _PRIORITY + 1)
        md.inlinePatterns.register(link, "fanwire-link", _PRIORITY)
        md.inlinePatterns.register(spoiler, "fanwire-spoiler", _PRIORITY - 1)


class _LinkById(InlineProcessor):
    collected: Collected
    direct = True  # so say all three to swiftmark: see its `guests`

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ET.Element, int, int]:  # type: ignore[override]  # noqa: N802, ARG002
        """`[[lomon|Park Solomon]]` becomes a link whose address is a mark; without words, so are they."""
        number = len(self.collected.links)
        self.collected.links.append(RawLink(m["target"].strip(), (m["fragment"] or "").strip()))
        element = ET.Element("a", {"href": mark(f"u{number}")})
        element.text = m["text"].strip() if m["text"] else AtomicString(mark(f"t{number}"))
        return element, m.start(0), m.end(0)


class _Claim(InlineProcessor):
    collected: Collected
    direct = True

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ET.Element, int, int]:  # type: ignore[override]  # noqa: N802, ARG002
        """`[[claim: show s2 release]]` becomes an empty span between marks."""
        number = len(self.collected.blocks)
        self.collected.blocks.append(RawBlock("claim", m["argument"].strip(), {"typed": m[0]}, inline=True))
        element = ET.Element("span", {"data-block": str(number)})
        element.text = AtomicString(mark(f"b{number}") + mark("e"))
        return element, m.start(0), m.end(0)


class _InlineSpoiler(InlineProcessor):
    collected: Collected
    direct = True

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ET.Element, int, int]:  # type: ignore[override]  # noqa: N802, ARG002
        """`||s1e12: hidden||` becomes a span whose content stands between marks."""
        number = len(self.collected.blocks)
        self.collected.blocks.append(RawBlock("spoiler", m["scope"] or "", {}, inline=True))
        element = ET.Element("span", {"data-block": str(number)})
        element.text = mark(f"b{number}") + m["text"] + mark("e")
        return element, m.start(0), m.end(0)
