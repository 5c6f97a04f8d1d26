"""Where something in a document stands, found only when somebody asks."""

import re

from fanwire.errors import Where
from fanwire.records.record import Record


class Places(Record, frozen=True):
    """The source of one document. `first_line` is the line of the file in which the body begins."""

    source: str
    file: str
    first_line: int
    block_lines: tuple[tuple[str, int], ...] = ()

    def of(self, text: str) -> Where:
        """Find the first place of `text` in the source; the body's first line when it isn't there as typed."""
        at = self.source.find(text)
        if at < 0:
            return Where(self.file, self.first_line)
        return Where(self.file, self.first_line + self.source.count("\n", 0, at), at - self.source.rfind("\n", 0, at))

    def of_attribute(self, name: str) -> Where:
        """Find an attribute as it was typed, in whatever case."""
        match = re.search(rf"(?<![\w-]){re.escape(name)}\s*=", self.source, re.IGNORECASE)
        return self.of(match[0] if match else name)

    def of_block(self, name: str, argument: str) -> Where:
        """Find the line that opens a block."""
        lines = self.source.split("\n")
        for opened, line in self.block_lines:
            if opened == name and argument in lines[line - self.first_line]:
                return Where(self.file, line, 1)
        return self.of(argument or name)
