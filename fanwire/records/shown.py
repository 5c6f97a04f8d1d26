"""What a body shows to everybody: a spoiler's inside is left out."""

from collections.abc import Iterator

from fanwire.records.prose import Gallery, Piece, Pieces, Quote
from fanwire.records.told import ClaimNote, KnownTable, Timeline, Voice


def shown_blocks(pieces: Pieces) -> Iterator[Piece]:
    """Yield the blocks of a body, also those inside galleries and quotes."""
    for piece in pieces:
        if isinstance(piece, Gallery | Quote):
            yield from shown_blocks(piece.inner)
        elif not isinstance(piece, int | str):
            yield piece


def shown_voices(pieces: Pieces) -> Iterator[Voice]:
    """Yield the answers of ledgers that a body shows, each with whoever gave it."""
    for piece in shown_blocks(pieces):
        if isinstance(piece, ClaimNote):
            yield from piece.voices
        elif isinstance(piece, KnownTable):
            yield from (voice for fact in piece.facts for voice in fact.voices)
        elif isinstance(piece, Timeline):
            yield from (saying.voice for year in piece.years for saying in year.sayings)
