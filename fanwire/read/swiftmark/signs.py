"""Signs that stand in the texts of the direct way for what was taken out of them; no text contains one."""

from markdown.util import STX

PART = STX  # between two texts
CODE_AT, LINK_AT, SPOT, ESCAPED = "\x04", "\x05", "\x07", "\x0e"  # for each of these there is a list of pieces
GUESTS = "\x0f\x10\x11\x12"  # and for each of these, one for each pattern that `guests` knows
SIGNS = CODE_AT + LINK_AT + SPOT + ESCAPED + GUESTS
# smarty takes each of these for the beginning or the end of a text; `<` and `>` are those of tags without attributes,
# which stand in the text already, as what was typed is `&lt;` and `&gt;` by then.
EDGES = PART + CODE_AT + LINK_AT + SPOT + GUESTS + "<>"


class Unusual(Exception):
    """Nothing is certain about this document."""
