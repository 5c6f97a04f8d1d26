"""Which date of a question belongs into a calendar, and why: what is official, or was, and apart from that what isn't.

"release", officially 2026-12-18 and denied by the same source later: that date, `withdrawn`, "Denied by Netflix, ...".
"""

from collections.abc import Sequence
from typing import Literal

from fanwire.newsroom.answers import is_implied, spoken_of
from fanwire.newsroom.facts import has_come_about, is_over
from fanwire.newsroom.vague_dates import is_past
from fanwire.newsroom.voices import capital
from fanwire.records.ledger import Answer, Entry, Evidence, QuestionState, SeasonState, Standing, VagueDate
from fanwire.records.record import Record
from fanwire.records.told import Label

_MAY_COME = frozenset({Standing.OPEN, Standing.DISPUTED})


class End(Record, frozen=True):
    """Why a date isn't ahead any more: a sentence without its full stop; what to print before and beside the date."""

    note: str
    word: str = ""
    label: Label | None = None


class Dated(Record, frozen=True):
    """A date for a calendar, where it stands, and for one that isn't official what others say."""

    answer: Answer
    value: VagueDate
    kind: Literal["coming", "past", "withdrawn", "unofficial"]
    end: End | None = None
    others: tuple[Answer, ...] = ()


def official_date(season: SeasonState, asked: QuestionState, answers: Sequence[Answer]) -> Dated | None:
    """Find the date that is official, or where none is any more, the last that was.

    What has come about stays for good. A season that was officially given up, and a source that takes its word back,
    withdraw a date; the passing of its day doesn't.
    """
    once = [(each, value) for each in answers if (value := _date(each)) and official_words(each)]
    stands = next((pair for pair in once if _is_official(pair[0])), None)
    found = stands or max(once, key=lambda pair: (official_words(pair[0])[-1].counts_from, pair[0].key), default=None)
    if found is None:
        return None
    answer, value = found
    if _has_come(answer, value, season, asked):
        return Dated(answer, value, "past")
    given_up = _given_up(season)
    if given_up:
        return Dated(answer, value, "withdrawn", given_up)
    if answer.standing is Standing.LAPSED:
        return Dated(answer, value, "past", End(capital(answer.reason)))
    if not stands:
        note = capital(answer.reason) or "No official source stands by it any more"
        return Dated(answer, value, "withdrawn", End(note, "Withdrawn"))
    return Dated(answer, value, "coming")


def unofficial_date(season: SeasonState, asked: QuestionState, answers: Sequence[Answer]) -> Dated | None:
    """Find the firmest open date that was never official and says more than what is.

    A season that was given up has none.
    """
    if is_over(season):
        return None
    told = [
        (answer, value)
        for answer in answers
        if (value := _date(answer))
        and answer.standing in _MAY_COME
        and answer.evidence > 0
        and not official_words(answer)
        and not is_implied(answer, asked)
    ]
    return Dated(*told[0], "unofficial", others=tuple(answer for answer, _ in told[1:])) if told else None


def official_words(answer: Answer) -> tuple[Entry, ...]:
    """List the lines that say so officially, oldest first."""
    return tuple(entry for entry in answer.affirmations if entry.evidence >= Evidence.OFFICIAL)


def _date(answer: Answer) -> VagueDate | None:
    """Give the days of an answer; a day of an unknown year is none."""
    return answer.value if isinstance(answer.value, VagueDate) and not answer.value.yearless else None


def _is_official(answer: Answer) -> bool:
    return not answer.standing.fell and answer.evidence >= Evidence.OFFICIAL


def _has_come(answer: Answer, value: VagueDate, season: SeasonState, asked: QuestionState) -> bool:
    """Tell whether a date is behind us for all we know: borne out, passed by the season, or said in hindsight."""
    if answer.standing.fell or answer.standing is Standing.CAME_TRUE:
        return not answer.standing.fell
    if answer is asked.best and has_come_about(season, asked.question.name):
        return True
    return any(
        is_past(value, entry.counts_from) or (entry.evidence is Evidence.HAPPENED and value.first <= entry.counts_from)
        for entry in official_words(answer)
    )


def _given_up(season: SeasonState) -> End | None:
    """Find an official status that leads off the way, such as `cancelled` or `on hold`."""
    status = season.question("status")
    if not status or not status.best or status.best.evidence < Evidence.OFFICIAL or not is_over(season):
        return None
    spoken = spoken_of(status, status.best)
    word = capital(spoken.value)
    return End(f"{word}, {spoken.label}: {spoken.who}, {spoken.said}", word, Label(word, "denied"))
