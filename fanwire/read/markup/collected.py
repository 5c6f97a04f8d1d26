"""What our Markdown syntax leaves for the finishing step while one document is converted."""

from fanwire.records.document import MARK_CLOSE, MARK_OPEN
from fanwire.records.record import Record, field


class RawBlock(Record, frozen=True):
    """A block as it was written: `RawBlock("spoiler", "s1e12", {"safe": "..."})`. `inline` for `||hidden||`."""

    name: str
    argument: str
    options: dict[str, str]
    inline: bool = False


class RawLink(Record, frozen=True):
    """`[[target#fragment]]`, as it was written."""

    target: str
    fragment: str


class Collected(Record, frozen=True):
    """Blocks and links of one document in the order in which they were met; emptied before the next."""

    blocks: list[RawBlock] = field(default_factory=list)
    links: list[RawLink] = field(default_factory=list)

    def clear(self) -> None:
        """Forget the last document."""
        self.blocks.clear()
        self.links.clear()


def mark(name: str) -> str:
    """Make a mark, text that no writer can type: `"u2"` -> U+FDD0 u2 U+FDD1."""
    return f"{MARK_OPEN}{name}{MARK_CLOSE}"
