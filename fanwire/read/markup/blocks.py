"""Our blocks, `/// name | argument` to `///`, in pymdown's own form.

A block leaves a `<div data-block>` around two marks; what stands between them is ordinary Markdown. Python-Markdown
asks for subclasses here, so the classes are made from a table.
"""

from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block, type_any, type_string

from fanwire.read.markup.collected import Collected, RawBlock, mark
from fanwire.read.markup.source_lines import BLOCK_OPTIONS

# Python-Markdown's inline processor has priority 20, prettify 10.
_AFTER_INLINE = 15


class NewsBlocks(BlocksExtension):
    """Registers every block of `BLOCK_OPTIONS`; what they hold is written to `collected`."""

    def __init__(self, collected: Collected) -> None:
        """Remember where to collect."""
        super().__init__()
        self.collected = collected

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802 - pymdown's name
        """Add our blocks to pymdown's manager."""
        for name, options in BLOCK_OPTIONS.items():
            block_mgr.register(_block_class(name, options), {"collected": self.collected})
        md.treeprocessors.register(_Marking(md, self.collected), "fanwire-blocks", _AFTER_INLINE)


def _block_class(name: str, options: tuple[str, ...]) -> type[Block]:
    # YAML reads a day as a date, which is text again in `on_create`.
    spec = {option: ("", type_any if option == "uploaded" else type_string) for option in options}
    return type(f"{name.title()}Block", (_MarkedBlock,), {"NAME": name, "ARGUMENT": None, "OPTIONS": spec})


class _MarkedBlock(Block):
    """A block that leaves nothing but its number and its content."""

    def on_create(self, parent: ET.Element) -> ET.Element:
        """Open the block's `<div>` and collect what it says."""
        collected: Collected = self.config["collected"]
        given = {key: str(value).strip() for key, value in self.options.items() if key != "attrs"}
        collected.blocks.append(RawBlock(self.NAME, (self.argument or "").strip(), given))
        return ET.SubElement(parent, "div", {"data-block": str(len(collected.blocks) - 1)})


class _Marking(Treeprocessor):
    """Puts the marks around each block's content once inline Markdown is done with it."""

    def __init__(self, md: Markdown, collected: Collected) -> None:
        super().__init__(md)
        self.collected = collected

    def idle(self) -> bool:
        """Tell `swiftmark` that there is nothing to do."""
        return all(block.inline for block in self.collected.blocks)

    def run(self, root: ET.Element) -> None:
        if self.idle():
            return
        for element in root.iter("div"):
            number = element.get("data-block")
            if number is None:
                continue
            element.text = mark(f"b{number}") + (element.text or "")
            if len(element):
                element[-1].tail = (element[-1].tail or "") + mark("e")
            else:
                element.text += mark("e")
