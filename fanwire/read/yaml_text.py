"""YAML with every scalar as the text that the writer typed, and the line of every value.

`no`, `20:15`, `2026` and `on:` stay what they are: typing is the schema's business. Most heads are plain, and the quick
reader of `yaml_plain` knows them; all others, and everything that is wrong in any way, is read by PyYAML.
"""

from fanwire.errors import Problem, Where
from fanwire.read.yaml_plain import plain_mapping
from fanwire.records.record import Record, field

Value = str | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]
Place = tuple[int, int]
"""A line and a column, both counted from 1."""


class Tree(Record, frozen=True):
    """A YAML mapping as plain text values, and where each of them stands: `("image", "src") -> (7, 8)`.

    The place of a key itself is under its path with `""` at the end: `("image", "src", "") -> (7, 3)`.
    """

    value: dict[str, Value]
    places: dict[Path, Place] = field(default_factory=dict)
    file: str = ""

    @property
    def positions(self) -> dict[Path, Where]:
        """The places with their file: `("image", "src") -> Where(file, 7, 8)`."""
        return {path: Where(self.file, line, column) for path, (line, column) in self.places.items()}

    def where(self, *path: str | int) -> Where | None:
        """Tell where one value stands, if it was written."""
        place = self.places.get(path)
        return Where(self.file, *place) if place else None


def parse(text: str, file: str, first_line: int, problems: list[Problem]) -> Tree | None:
    """Read a YAML mapping that begins at line `first_line` of `file`; add what is wrong to `problems`.

    Returns None when nothing sensible can be read: broken syntax, no mapping, a tag, an alias, too deep, too large.
    A key given twice is a problem too, but the tree comes back (with the first value) so that other problems are found.
    A key without a value (`title:`, `title: ~`) is left out.
    """
    plain = plain_mapping(text, first_line)
    if plain:
        return Tree(*plain, file)
    from fanwire.read.yaml_events import parse_events  # PyYAML costs 20 ms, and most builds do without

    found = parse_events(text, file, first_line, problems)
    return Tree(*found, file) if found else None
