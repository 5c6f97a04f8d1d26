"""The ledger: what has been said about a show, by whom and when; and what is derived from it for one day.

The first part is what writers wrote (`Evidence` ... `Ledger`), the second what follows from it on a day
(`Standing` ... `SeasonState`), the third what readers are told (`Stage` ... `Amendment`). docs/ledger.md explains the
rules with a real case.
"""

from datetime import date
from enum import Enum, IntEnum
from typing import Literal

from fanwire.errors import Where
from fanwire.records.record import Record


class Evidence(IntEnum):
    """How firmly something is said; more is firmer. Below zero: it speaks against the answer."""

    DENIED = -2
    DISPUTED = -1
    SPECULATED = 1
    RUMOURED = 2
    REPORTED = 3
    ON_RECORD = 4
    OFFICIAL = 5
    HAPPENED = 6

    @property
    def word(self) -> str:
        """As writers type it: `on-record`."""
        return self.name.lower().replace("_", "-")


class Tier(Enum):
    """What kind of source speaks. `rank` orders them; `cap` is the firmest that its word can count as."""

    OFFICIAL = "official"
    PRODUCER = "producer"
    AGENCY = "agency"
    TALENT = "talent"
    PRESS = "press"
    AGGREGATOR = "aggregator"
    UNSOURCED = "unsourced"

    @property
    def rank(self) -> int:
        """4 for official down to 0; producers, agencies and the people themselves are level."""
        return {"official": 4, "press": 2, "aggregator": 1, "unsourced": 0}.get(self.value, 3)

    @property
    def cap(self) -> Evidence:
        """The firmest evidence a source of this kind can give; a denial or a dispute is never capped."""
        return (Evidence.RUMOURED, Evidence.RUMOURED, Evidence.REPORTED, Evidence.ON_RECORD, Evidence.HAPPENED)[
            self.rank
        ]


class Source(Record, frozen=True):
    """Who says things: an entry of sources.yaml. `rank` is its tier's, kept here because it is asked for often."""

    id: str
    name: str
    tier: Tier
    rank: int


UNATTRIBUTED = "unattributed"
"""The source id for "reports say": nobody's prediction, and no origin of its own."""


class VagueDate(Record, frozen=True):
    """A date as exactly as it is known: `2026`, `2026-H2`, `2026-12`, `2024-05/2024-08`, `2027?`, `XXXX-12-06`.

    It may be any day from `first` to `last`. A `yearless` date returns every year; its `first` and `last` are the ends
    of the calendar.
    """

    text: str
    first: date
    last: date
    uncertain: bool = False
    yearless: bool = False


Value = VagueDate | str
"""What an answer says: a date for date questions, the id of a person for the cast, text for the others."""


class Kind(Enum):
    """What the answers to a question are made of. A `STAGE` is text in the known order of a production's life."""

    DATE = "date"
    TEXT = "text"
    PEOPLE = "people"
    STAGE = "stage"


class Question(Record, frozen=True):
    """Something readers ask about a season. `many` answers can hold at once; dates within `tolerance` days are one."""

    name: str
    title: str
    kind: Kind
    many: bool = False
    tolerance: int = 0


class Need(Record, frozen=True):
    """The answer that another one rests on: `needs: "filming-start 2024"` -> `Need("filming-start", "2024")`."""

    question: str
    key: str


class Entry(Record, frozen=True):
    """One line of the ledger (one person of it, where a line names several).

    `key` tells answers apart (`2026-12`, `roh-yoon-seo`). `claimed` is what the line says of itself, `evidence` what
    its source's tier leaves of it. A line counts from `counts_from`, the last day of its date: `2024-04` is known on
    30 April.
    """

    says: Value
    key: str
    claimed: Evidence
    evidence: Evidence
    dated: VagueDate
    counts_from: date
    source: Source
    url: str
    note: str
    replaces: Value | None
    needs: Need | None
    where: Where


class QuestionLines(Record, frozen=True):
    """All that was ever said on one question, by the day it counts from."""

    question: Question
    entries: tuple[Entry, ...]


class SeasonLines(Record, frozen=True):
    """The questions of one season, in the order in which production answers them, then by name."""

    id: str
    questions: tuple[QuestionLines, ...]


class Ledger(Record, frozen=True):
    """All lines of one show. `questions` are the standard ones and the show's own."""

    show: str
    questions: tuple[Question, ...]
    seasons: tuple[SeasonLines, ...]


class Standing(Enum):
    """Where an answer stands on a day. The first four stand, the others fell."""

    OPEN = "open"
    SETTLED = "settled"
    CAME_TRUE = "came true"
    DISPUTED = "disputed"
    WRONG = "wrong"
    DENIED = "denied"
    REPLACED = "replaced"
    UNDERCUT = "undercut"
    IMPOSSIBLE = "impossible"
    LAPSED = "lapsed"

    @property
    def fell(self) -> bool:
        """Whether nobody should count on the answer any more."""
        return self not in (Standing.OPEN, Standing.SETTLED, Standing.CAME_TRUE, Standing.DISPUTED)


class Answer(Record, frozen=True):
    """An answer on a day: what it says, every line about it, how firm it is, where it stands since when, and why."""

    value: Value
    key: str
    entries: tuple[Entry, ...]
    evidence: Evidence
    standing: Standing
    since: date
    reason: str

    @property
    def affirmations(self) -> tuple[Entry, ...]:
        """The lines that say so; empty when the ledger knows the answer only from its denial."""
        return tuple(entry for entry in self.entries if entry.evidence > 0)

    @property
    def origins(self) -> tuple[Source, ...]:
        """Who said so first-hand, each once, in order. Pages that relay one source are one origin, "reports" none."""
        named = (entry.source for entry in self.affirmations if entry.source.id != UNATTRIBUTED)
        return tuple(dict.fromkeys(named))


class QuestionState(Record, frozen=True):
    """A question on a day: `answers` that stand, best first, and those that fell, in the order they were given."""

    question: Question
    answers: tuple[Answer, ...]
    fallen: tuple[Answer, ...]

    @property
    def best(self) -> Answer | None:
        """The answer to print, if any stands."""
        return self.answers[0] if self.answers else None


class SeasonState(Record, frozen=True):
    """A season on a day; a question that nobody has answered by then is not there."""

    id: str
    questions: tuple[QuestionState, ...]

    def question(self, name: str) -> QuestionState | None:
        """Look a question up by its name: `release`."""
        return next((state for state in self.questions if state.question.name == name), None)


class Stage(Enum):
    """How far a season has come."""

    RENEWED = "renewed"
    FILMING = "filming"
    POST_PRODUCTION = "post-production"
    DATED = "dated"
    RELEASED = "released"


class AnswerInWords(Record, frozen=True):
    """An answer for readers: "December 2026", labelled "rumoured", who "reports", said "22 February 2026"."""

    value: str
    label: str
    who: str
    said: str
    url: str
    answer: Answer


class Known(Record, frozen=True):
    """What is known on a question on a day. `sentence` says it whole; `best` is None when nothing stands."""

    question: Question
    sentence: str
    best: AnswerInWords | None
    others: tuple[AnswerInWords, ...]
    fallen: tuple[AnswerInWords, ...]


class Claim(Record, frozen=True):
    """An answer that an article gave: `Claim("s2", "release", VagueDate("2023", ...), "2023")`."""

    season: str
    question: str
    says: Value
    key: str


class Amendment(Record, frozen=True):
    """What became of a claim: a correction when it was wrong already then, an update when that came later.

    `standing` is the claim's (for a correction: on the article's day) since `since`; `right` is the question's best
    answer, for a correction as it was known then.
    """

    kind: Literal["correction", "update"]
    claim: Claim
    question: Question
    standing: Standing
    since: date
    right: Answer | None
