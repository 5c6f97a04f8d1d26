"""Joining a resolved body with its text: marks become addresses, numbers become strings."""

from html import escape

from fanwire.records.document import MARK_CLOSE, MARK_OPEN, Text
from fanwire.records.prose import Filling, Gallery, Piece, Pieces, Prose, Quote, Spoiler
from fanwire.records.record import replace


def filled(prose: Prose, text: Text) -> Pieces:
    """Put a body together: safe HTML as strings, blocks as records."""
    return _filled(prose.pieces, [_without_marks(string, prose.fillings) for string in text])


def _filled(pieces: Pieces, strings: list[str]) -> Pieces:
    made: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, int):
            made.append(strings[piece])
        elif isinstance(piece, (Spoiler, Gallery, Quote)):
            made.append(replace(piece, inner=_filled(piece.inner, strings)))
        else:
            made.append(piece)
    return tuple(made)


def _without_marks(string: str, fillings: tuple[Filling, ...]) -> str:
    """Replace every mark: `'<a href="(u0)">(t0)</a>' -> '<a href="/people/lomon/">Lomon</a>'`.

    A link that leads nowhere yet loses its attribute: `<a>` alone is valid HTML and reads as plain words.
    """
    first, *rest = string.split(MARK_OPEN)
    made = [first]
    for piece in rest:
        name, _, after = piece.partition(MARK_CLOSE)
        filling = fillings[int(name[1:])]
        if name[0] == "u" and not filling.url:
            made[-1] = made[-1].rpartition(" ")[0]
            after = after.removeprefix('"')
        made.append(
            escape(filling.url)
            if name[0] == "u"
            else escape(filling.words, quote=False)
            if name[0] == "t"
            else filling.size
        )
        made.append(after)
    return "".join(made)
