"""What readers are told of a ledger: finished words, labels and addresses, so that no page needs the ledger itself.

A page depends on exactly the records it is given. None of them holds more than it shows, and none holds the day of the
build: what changes with time (an answer that lapses) changes the record on that day and no sooner.
"""

from datetime import date
from typing import Literal

from fanwire.records.link import Link
from fanwire.records.record import Record


class Label(Record, frozen=True):
    """How sure an answer is: `text` for readers, `Reported, disputed`; `style` for the style sheet, `reported`."""

    text: str
    style: str


class Voice(Record, frozen=True):
    """An answer and who gave it: "December 2026", rumoured, reports, 22 February 2026.

    `names` holds the people of a cast, with their pages; `value` says the same in words. `url` leads to where it can be
    read, `line` to the line of the ledger, `source` to the page of whoever said it; any of them may be missing.
    """

    value: str
    names: tuple[Link, ...]
    label: Label
    who: str
    source: Link | None
    said: str
    url: str
    line: str


class Fact(Record, frozen=True):
    """What is known on one question. `asked` is the question as readers ask it, `answer` the short answer.

    `voices` stand, the firmest first; none when nothing is known. `fallen` counts earlier answers that didn't hold.
    `lapses` is the day on which the best answer's time is up.
    """

    question: str
    asked: str
    answer: str
    told: bool
    """Whether the answer says the first voice's value itself.

    "Yes, in July 2025" does, "No official date" doesn't.
    """
    voices: tuple[Voice, ...]
    fallen: int
    lapses: date | None


class Step(Record, frozen=True):
    """A stage on the way of a season: `Step("Filming", "done", "July 2025", Label("Official", "official"))`."""

    title: str
    state: Literal["done", "now", "ahead"]
    when: str
    label: Label | None


class Saying(Record, frozen=True):
    """A line of the ledger in time: what, when. `iso` is the day for machines, `2024-04` if no more is known."""

    iso: str
    day: str
    asked: str
    voice: Voice
    struck: bool


class SayingYear(Record, frozen=True):
    """What was said in one year."""

    year: str
    sayings: tuple[Saying, ...]


class Fallen(Record, frozen=True):
    """An answer that didn't hold: on which question, how firm it `was`, what became of it, since when and why."""

    asked: str
    voice: Voice
    was: str
    since: date
    reason: str


class Bar(Record, frozen=True):
    """An answer of the chart: the day it was said and the time it promised, in hundredths of the chart's width."""

    voice: Voice
    dot: str
    start: str
    width: str
    struck: bool


class Tick(Record, frozen=True):
    """A year at the chart's foot, and where it begins."""

    at: str
    year: str


class Chart(Record, frozen=True):
    """How the release date moved: an answer for each bar, in the order in which they were given."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]


class SeasonTold(Record, frozen=True):
    """A season for its show's hub.

    `premiere` is the one day on which it comes or came out, `2022-01-28`, where that is official or has happened, else
    empty; None where the ledger has no line on it.
    """

    id: str
    title: str
    released: bool
    premiere: str | None
    way: tuple[Step, ...]
    facts: tuple[Fact, ...]
    years: tuple[SayingYear, ...]
    fallen: tuple[Fallen, ...]
    chart: Chart | None


class RecordedLine(Record, frozen=True):
    """A line of the whole record: `anchor` to jump to, `standing` of its answer today, and why it is so."""

    anchor: str
    iso: str
    voice: Voice
    claimed: str
    """What the line says of itself where its source can't carry that: "official", else empty."""
    standing: Label
    since: date
    reason: str
    struck: bool


class RecordedQuestion(Record, frozen=True):
    """All lines on one question, oldest first, and what they come to."""

    anchor: str
    asked: str
    overview: str
    lines: tuple[RecordedLine, ...]


class RecordedSeason(Record, frozen=True):
    """All questions of a season that have lines."""

    id: str
    title: str
    questions: tuple[RecordedQuestion, ...]


class LedgerRow(Record, frozen=True):
    """An answer of a line for machines, in the ledger's own words: `says` is `2026-12` or `lomon`, `standing` `open`.

    `counts_as` is less than `as_` where the source can't carry more. The desk's notes stay in the desk.
    """

    season: str
    question: str
    says: str
    as_: str
    counts_as: str
    date: str
    by: str
    source: str
    tier: str
    url: str
    replaces: str
    needs: str
    standing: str
    since: str
    reason: str


class LedgerEvent(Record, frozen=True):
    """A line of the ledger as news, for feeds: "Netflix, official: filming has begun (season 2)".

    `key` names the line by what it says, whatever its place in the file: `s2/filming-start/2025-07-23/netflix/2025-07`.
    `day` is when it became known; `text` says the same with its question and its source. `line` is its address in the
    whole record, `url` where it can be read, if anywhere.
    """

    key: str
    day: date
    headline: str
    text: str
    line: str
    url: str


class Waiting(Record, frozen=True):
    """A season that isn't out: how far it is, since when, and the firmest answer to when it comes."""

    show: Link
    season: str
    title: str
    stage: str
    since: str
    way: tuple[Step, ...]
    release: Fact


class ShowTold(Record, frozen=True):
    """A show whose ledger has something to tell.

    `ledger` is the address of the whole record, `events` are its lines as news, the newest first.
    """

    show: Link
    ledger: Link
    seasons: tuple[SeasonTold, ...]
    record: tuple[RecordedSeason, ...]
    rows: tuple[LedgerRow, ...]
    waiting: tuple[Waiting, ...]
    events: tuple[LedgerEvent, ...]


class Said(Record, frozen=True):
    """Something a source said, for its page, and how it held."""

    show: Link
    season: str
    asked: str
    voice: Voice
    standing: Label
    reason: str
    struck: bool


class Tally(Record, frozen=True):
    """What a source said of one kind, and how it held, in counts: "5 predictions: 2 did not hold, 3 are open"."""

    title: str
    words: str
    said: tuple[Said, ...]


class SourceTold(Record, frozen=True):
    """Who says things: what kind of source it is, in words, and everything it has said by kind."""

    link: Link
    outside: str
    kind: str
    weight: str
    total: int
    summary: str
    tallies: tuple[Tally, ...]


class KnownTable(Record, frozen=True):
    """`/// known | show s2`: what is known of a season, in a body."""

    title: str
    hub: Link
    facts: tuple[Fact, ...]
    kind: str = "known"


class Timeline(Record, frozen=True):
    """`/// timeline | show s2`: what was said of a season and when, in a body."""

    title: str
    hub: Link
    years: tuple[SayingYear, ...]
    kind: str = "timeline"


class ClaimNote(Record, frozen=True):
    """`[[claim: show s2 release]]`: the standing answer in a sentence, with its labels and sources.

    Its fields are those of `Fact`.
    """

    answer: str
    told: bool
    voices: tuple[Voice, ...]
    kind: str = "claim"


class Change(Record, frozen=True):
    """What an article said that was wrong already then (`correction`) or has changed since (`update`).

    `Change("update", "Release date", "2024 became impossible", "start of filming not before 2025: ...", ...)`.
    """

    kind: Literal["correction", "update"]
    asked: str
    text: str
    reason: str
    since: date
    hub: Link
