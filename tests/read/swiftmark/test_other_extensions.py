"""What other extensions bring keeps its own code, its place in the order and its view of Python-Markdown."""

import ast
import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

import markdown
import pytest
from markdown.blockprocessors import BlockProcessor, ParagraphProcessor
from markdown.inlinepatterns import InlineProcessor, LinkInlineProcessor, Pattern
from markdown.postprocessors import RawHtmlPostprocessor
from markdown.treeprocessors import InlineProcessor as InlineTree
from markdown.treeprocessors import PrettifyTreeprocessor, Treeprocessor

from fanwire.read import swiftmark

Prepare = Callable[[markdown.Markdown], object]


def both(prepare: Prepare, text: str, extensions: Sequence[str] = ()) -> tuple[str, str]:
    """Convert with and without acceleration, after `prepare` has registered what it wants in each."""
    stock, swift = markdown.Markdown(extensions=extensions), markdown.Markdown(extensions=extensions)
    prepare(stock)
    prepare(swift)
    assert swiftmark.accelerate(swift)
    return stock.convert(text), swift.convert(text)


class OldStar(Pattern):
    """A pattern of the old kind, whose expression matches all of the text."""

    def handleMatch(self, m: re.Match[str]) -> ET.Element | None:  # noqa: N802  (the name that is called)
        """Make an element, but refuse one word."""
        if m.group(2) == "no":
            return None
        element = ET.Element("old")
        element.text = m.group(2)
        return element


def test_a_pattern_of_the_old_kind_works() -> None:
    def prepare(md: markdown.Markdown) -> None:
        md.inlinePatterns.register(OldStar(r"%(\w+)%", md), "old", 65)

    stock, swift = both(prepare, "a %b% *c %d% e* %no% %f% [%g%](/x) `%h%`\n\n- %i% %j%")
    assert swift == stock
    assert "<old>b</old>" in swift


class Moody(InlineProcessor):
    """A pattern whose expression changes with every match, and that looks at what is above it."""

    mood = False

    def getCompiledRegExp(self) -> re.Pattern[str]:  # noqa: N802
        """Give the expression of the moment."""
        return re.compile("@" if self.mood else "%")

    def handleMatch(  # type: ignore[override]  # noqa: N802  (the name that is called)
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element, int, int]:
        """Write down the tags above."""
        self.mood = not self.mood
        above = cast("InlineTree", self.md.treeprocessors["inline"]).ancestors
        element = ET.Element("i", {"above": "/".join(above), "in": data})
        return element, m.start(), m.end()


def test_a_changing_expression_is_asked_each_time_and_sees_the_tags_above() -> None:
    def prepare(md: markdown.Markdown) -> None:
        md.inlinePatterns.register(Moody("%", md), "moody", 62)

    for text in ("x % y @\n\n- a % *b @ c*\n\n> # h %\n> **x *y @ z*** % %", "[a % b](/x) @\n@ %"):
        stock, swift = both(prepare, text)
        assert swift == stock
        assert "<i above=" in swift


class Kept(str):
    """Text of a type of its own, as some extensions mark what they have seen."""

    __slots__ = ()


class Framed(InlineProcessor):
    """Frames its text, counts its calls, refuses every third and in the end all."""

    calls = 0

    def handleMatch(  # type: ignore[override]  # noqa: N802  (the name that is called)
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        """Make a frame around the text, with marks for other patterns in every place."""
        self.calls += 1
        if self.calls % 3 == 0 or self.calls > 20:
            return None, None, None
        frame = ET.Element("frame", {"call": str(self.calls), "type": type(data).__name__})
        inner = ET.SubElement(frame, "inner")
        frame.text = Kept(f"*a* {m.group(1)} `b` {{c}} ![d](/e)")
        inner.text = Kept("[f](/g) {h} ![i](/j)")
        inner.tail = Kept("{k} *l* `m` [n](/o) ![p](/q)")
        return frame, m.start(), m.end()


@pytest.mark.parametrize("priority", [195, 155, 70, 55])
def test_elements_within_elements_are_handled_from_the_right_pattern_on(priority: int) -> None:
    def prepare(md: markdown.Markdown) -> None:
        md.inlinePatterns.register(Framed(r"\{(\w*)\}", md), "framed", priority)

    stock, swift = both(prepare, "{r} {s} {t} *{u}* [{v}](/w {x}) `{y}`\n\n- **{z}** {} {a}\n- {b} {c}", ["smarty"])
    assert swift == stock
    assert swift.count("<frame") > 3


class Quiet(LinkInlineProcessor):
    """A subclass of a stock pattern."""

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802
        """Read the text as always, but in capitals."""
        text, end, handled = super().getText(data, index)
        return text.upper(), end, handled


def test_a_subclass_of_a_stock_class_keeps_its_own_code() -> None:
    def prepare(md: markdown.Markdown) -> None:
        md.inlinePatterns.register(Quiet(r"(?<!\!)\[", md), "link", 160)
        md.postprocessors.register(Bold(md), "raw_html", 30)
        md.treeprocessors.register(Flat(md), "prettify", 10)

    stock, swift = both(prepare, "[a *b*](/x) <b>c</b>\n\n<div>d</div>\n\n- e\n- f")
    assert swift == stock
    assert '<a href="/x">A <em>B</em></a> !<b>c!</b>' in swift
    assert "<ul><li>e</li><li>f</li></ul>" in swift


class Bold(RawHtmlPostprocessor):
    """Changes how stashed HTML comes back."""

    def stash_to_string(self, text: str) -> str:
        """Put a mark before it."""
        return f"!{text}"


class Flat(PrettifyTreeprocessor):
    """Breaks no lines."""

    def run(self, root: ET.Element) -> None:
        """Do nothing."""


class Greedy(BlockProcessor):
    """A block processor that wants some plain paragraphs, and changes its mind about others."""

    def test(self, parent: ET.Element, block: str) -> bool:
        """Want all that has an x."""
        return "x" in block and parent is not None

    def run(self, parent: ET.Element, blocks: list[str]) -> bool:
        """Take it, unless it has a y too."""
        if "y" in blocks[0]:
            return False
        ET.SubElement(parent, "pre").text = blocks.pop(0)
        return True


@pytest.mark.parametrize("priority", [5, 12, 55, 200])
def test_a_block_processor_is_asked_about_every_block_that_reaches_it(priority: int) -> None:
    def prepare(md: markdown.Markdown) -> None:
        md.parser.blockprocessors.register(Greedy(md.parser), "greedy", priority)

    stock, swift = both(
        prepare, "plain x\n\nplain\n\n# head x\n\n- item x\n- item xy\n\nx y\n\n> quote x\n\n    code x"
    )
    assert swift == stock


def test_what_is_registered_after_accelerating_is_run_too() -> None:
    stock, swift = markdown.Markdown(), markdown.Markdown()
    swiftmark.accelerate(swift)
    for md in (stock, swift):
        md.convert("warm up *em* [a](/b)")
        md.inlinePatterns.register(Moody("%", md), "moody", 62)
        md.parser.blockprocessors.register(Greedy(md.parser), "greedy", 55)
        assert md.delimiters
        md.delimiters.add("+", "ins", double=True)
    text = "a % b\n\nan x\n\n*a* ++b++ *c ++d++* [e ++f++](/g)"
    assert swift.reset().convert(text) == stock.reset().convert(text)
    assert "<ins>b</ins>" in swift.reset().convert(text)


class Inserter(Treeprocessor):
    """Puts things into the tree that no Markdown makes."""

    def run(self, root: ET.Element) -> ET.Element:
        """Return another root, with a text of its own, an odd tag and texts of special types."""
        new = ET.Element("div")
        new.text = 'root\'s "text"'
        new.extend(list(root))
        for element in root.iter():
            element.set("text", type(element.text).__name__)
            element.set("tail", type(element.tail).__name__)
        ET.SubElement(new, "br").tail = "tail \x0242\x03 *"
        odd = ET.SubElement(new, "Section", {"id": "\x0243\x03"})
        odd.text = markdown.util.AtomicString("atomic *x* \x0244\x03 'q'")
        ET.SubElement(odd, "h2").text = "Inner 'heading'"
        ET.SubElement(ET.SubElement(new, "h3"), "h4").text = "nested"
        ET.SubElement(new, "code").text = "\x0245\x03 \x02wzxhzdk:99\x03"
        ET.SubElement(ET.SubElement(new, "pre"), "p").text = "\x02wzxhzdk:99\x03"
        return new


@pytest.mark.parametrize("priority", [60, 15, 7, 5.5, 1, -1])
def test_a_tree_that_was_changed_on_the_way_gives_the_same_output(priority: float) -> None:
    def prepare(md: markdown.Markdown) -> None:
        md.treeprocessors.register(Inserter(md), "inserter", priority)

    text = "# A \\* 'b'\n\nc *d* <i>e</i> \\[f\\] {.g}\n\n[TOC]"
    stock, swift = both(prepare, text, ["toc", "smarty", "attr_list"])
    assert swift == stock


def test_the_stock_objects_stay_where_they_are() -> None:
    md = markdown.Markdown(extensions=["smarty", "toc"])
    swiftmark.accelerate(md)
    assert type(md.treeprocessors["inline"]) is InlineTree
    assert type(md.parser.blockprocessors["paragraph"]) is ParagraphProcessor
    md.convert("_a_")
    assert list(md.treeprocessors["inline"].stashed_nodes) == ["0000"]


def test_accelerating_twice_changes_nothing() -> None:
    md = markdown.Markdown(extensions=["tables", "smarty"])
    assert swiftmark.accelerate(md)
    before = [vars(processor).get("run") for processor in md.treeprocessors]
    assert swiftmark.accelerate(md)
    assert [vars(processor).get("run") for processor in md.treeprocessors] == before


def test_another_version_of_python_markdown_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "__version_info__", (3, 12, 0, "final", 0))
    md = markdown.Markdown(extensions=["smarty"])
    assert not swiftmark.accelerate(md)
    assert not any("run" in vars(processor) for processor in md.treeprocessors)


def test_without_pythons_expression_parser_every_pattern_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a private module of Python, so it may go."""
    monkeypatch.setitem(sys.modules, "re._parser", None)
    stock, swift = both(lambda _: None, "*a* [b](/c) 'd' -- `e`[^1]\n\n[^1]: f", extensions=["smarty", "footnotes"])
    assert swift == stock


def test_the_package_stands_alone() -> None:
    """It may be published by itself one day: it imports the standard library, markdown and its own modules."""
    for file in Path(str(swiftmark.__file__)).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_bytes())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [str(node.module)]
            for name in names:
                assert name.partition(".")[0] in {*sys.stdlib_module_names, "markdown"}, file.name
