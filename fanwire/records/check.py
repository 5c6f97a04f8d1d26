"""What `check` looks at and what it finds: texts with their lines, what is known about their shows, and findings."""

from collections.abc import Mapping
from typing import Literal

from fanwire.errors import Where
from fanwire.records.ledger import SeasonState
from fanwire.records.record import Record, field

Severity = Literal["error", "warning"]
"""An error keeps the site from being built; a warning is for the desk to judge."""


class Finding(Record, frozen=True, order=True):
    """One thing to look at: `FW301` in `content/articles/wrap.md:12:8`, what was found, and what would be better."""

    where: Where
    code: str
    message: str
    hint: str = ""
    severity: Severity = "warning"


class Silence(Record, frozen=True):
    """A writer's word that codes are right to be ignored: `%% fw: ignore FW301 because ... %%`.

    It covers findings from the line it begins in to `until`, the next line with text; those of a title or a
    description wherever it stands.
    """

    where: Where
    codes: tuple[str, ...]
    reason: str
    until: int


class Passage(Record, frozen=True):
    """A piece of text that belongs together: a title, a dek, a heading, a paragraph, a table, a list.

    Code, private notes and addresses are blanked, so that every character stands where the writer put it.
    `linked` tells whether the passage cites something: a link or a footnote.
    """

    kind: Literal["title", "dek", "heading", "text"]
    text: str
    where: Where
    linked: bool = False


class CastCall(Record, frozen=True):
    """A block `/// cast | s1`, and the heading that it stands under."""

    show: str
    season: str
    heading: str
    where: Where


class OutsideLink(Record, frozen=True):
    """An address outside the site, and where it is written."""

    address: str
    where: Where


class Manuscript(Record, frozen=True):
    """A text as its writer sees it: passages in order, title and dek first, blocks with casts, silences, links out."""

    file: str
    passages: tuple[Passage, ...]
    casts: tuple[CastCall, ...] = ()
    silences: tuple[Silence, ...] = ()
    links: tuple[OutsideLink, ...] = ()


class Part(Record, frozen=True):
    """Who plays whom in a season: `Part("s1", "lomon", "Lee Su-hyeok")`; a film's season is empty."""

    season: str
    person: str
    character: str


class ShowFacts(Record, frozen=True):
    """What is known about a show on a text's day. `names` begins with its title; `states` are its ledger's seasons."""

    id: str
    names: tuple[str, ...]
    not_titles: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    states: tuple[SeasonState, ...] = ()


class Story(Record, frozen=True):
    """A text and what it can be held against: its shows, and everybody's names by id.

    `spellings` are the names that a slip may have been meant to be, `others` those that are right as well: aliases.
    `not_titles` maps a wrong title to the right one, for all shows of the site.
    """

    manuscript: Manuscript
    shows: tuple[ShowFacts, ...] = ()
    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spellings: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    not_titles: Mapping[str, str] = field(default_factory=dict)


class Subscribers(Record, frozen=True):
    """How many items feed readers will show as new, as updated, and a second time, compared with what is recorded."""

    new: int
    updated: int
    again: int


class CheckReport(Record, frozen=True):
    """What `check` found, by file and line; how many texts and ledgers it read; how many findings are silenced.

    `subscribers` is None where nothing is recorded yet.
    """

    findings: tuple[Finding, ...]
    files: int
    silenced: int
    subscribers: Subscribers | None = None

    @property
    def errors(self) -> int:
        """How many findings keep the site from being built."""
        return sum(finding.severity == "error" for finding in self.findings)


class SaidClaim(Record, frozen=True):
    """A sentence of somebody's page that may belong into a ledger: season, question, date, who is named, how firmly."""

    line: int
    sentence: str
    season: str
    question: str
    says: str
    level: str
    by: str
    known: str = ""


class Scraped(Record, frozen=True):
    """A page that somebody saved: its elements, and its text as passages whose lines are those of the file."""

    headline: str
    dek: str
    date: str
    byline: str
    tables: int
    links: tuple[str, ...]
    manuscript: Manuscript


class Audit(Record, frozen=True):
    """What `audit` tells of a saved page: what is in it, what it claims, and what is wrong with it."""

    scraped: Scraped
    claims: tuple[SaidClaim, ...]
    findings: tuple[Finding, ...]
