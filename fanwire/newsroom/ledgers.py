"""Opening the ledgers: every show's file becomes a ledger, what stands today, and what readers are told of it."""

from collections.abc import Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from fanwire.errors import Problem, did_you_mean
from fanwire.newsroom.answers import stage
from fanwire.newsroom.events import events, newest_first
from fanwire.newsroom.facts import fact, is_over
from fanwire.newsroom.ledger_lines import Register, ledger_from
from fanwire.newsroom.names import show_and_season
from fanwire.newsroom.recorded import recorded, rows
from fanwire.newsroom.seasons_told import season_told, way
from fanwire.newsroom.standing import next_change, season_state
from fanwire.newsroom.voices import Speaking, anchors, source_links
from fanwire.records.document import LedgerFile
from fanwire.records.ledger import Ledger, Question, SeasonLines, SeasonState, Stage
from fanwire.records.link import Link
from fanwire.records.matter import SourceMatter
from fanwire.records.record import Record
from fanwire.records.told import SeasonTold, ShowTold, Waiting

_OF_SEASONS = frozenset({"renewed", "episodes"})


class Cast(Record, frozen=True):
    """What ledgers may name: shows and people with their pages, each show's seasons with their titles, sources."""

    shows: Mapping[str, Link]
    seasons: Mapping[str, Mapping[str, str]]
    people: Mapping[str, Link]
    sources: Mapping[str, SourceMatter]


class OpenLedger(Record, frozen=True):
    """A show's ledger as of a day: its lines, where every season stands, and how to show them."""

    ledger: Ledger
    show: Link
    titles: Mapping[str, str]
    states: Mapping[str, SeasonState]
    speaking: Mapping[str, Speaking]
    today: date

    def title(self, season: str) -> str:
        """Name a season: `s2` -> "Season 2"; nothing for a show without seasons, such as a film."""
        return self.titles.get(season, season if self.titles else "")

    def in_sentence(self, season: str) -> str:
        """Name the show and a season: "All of Us Are Dead, season 2"."""
        return show_and_season(self.show.title, self.title(season))

    @property
    def questions(self) -> tuple[Question, ...]:
        """What readers ask about a season; nobody asks whether a film is renewed, or for its episodes."""
        return tuple(each for each in self.ledger.questions if self.titles or each.name not in _OF_SEASONS)

    def question(self, name: str) -> Question | None:
        """Find one of its questions."""
        return next((each for each in self.ledger.questions if each.name == name), None)


def open_ledgers(
    files: tuple[LedgerFile, ...], cast: Cast, home: str, today: date, problems: list[Problem]
) -> dict[str, OpenLedger]:
    """Open every show's ledger as of a day, by the show's id; what is wrong with its lines goes to `problems`."""
    opened = {}
    for file in files:
        show = cast.shows.get(file.show)
        if show is None:
            near = did_you_mean(file.show, cast.shows)
            message = f'no show has the id "{file.show}"{near}'
            problems.append(Problem(file.where, message, f"write content/shows/{file.show}/index.md"))
            continue
        titles = cast.seasons.get(file.show, {})
        ledger, found = ledger_from(
            file.show, file.tree, file.positions, Register(cast.sources, cast.people, titles or None)
        )
        problems += found
        opened[file.show] = _opened(ledger, show, titles, cast.people, home, today)
    return opened


def _opened(
    ledger: Ledger, show: Link, titles: Mapping[str, str], people: Mapping[str, Link], home: str, today: date
) -> OpenLedger:
    sources, record = source_links(ledger, home), f"{show.url}ledger/"
    return OpenLedger(
        ledger=ledger,
        show=show,
        titles=titles,
        states={lines.id: season_state(lines, today) for lines in ledger.seasons},
        speaking={lines.id: Speaking(record, people, sources, anchors(lines)) for lines in ledger.seasons},
        today=today,
    )


def show_told(opened: OpenLedger) -> ShowTold:
    """Tell readers what a ledger comes to: its seasons, the newest first, and the whole record."""
    order = list(opened.titles)
    known = [lines for lines in opened.ledger.seasons if opened.states[lines.id].questions]
    known.sort(key=lambda lines: order.index(lines.id) if lines.id in order else len(order), reverse=True)
    return ShowTold(
        show=opened.show,
        ledger=Link("The whole record", f"{opened.show.url}ledger/"),
        seasons=tuple(_season(lines, opened) for lines in known),
        record=tuple(
            recorded(lines, opened.states[lines.id], opened.title(lines.id), opened.speaking[lines.id], opened.today)
            for lines in known
        ),
        rows=tuple(row for lines in known for row in rows(lines, opened.states[lines.id], opened.today)),
        waiting=tuple(each for each in (_waiting(lines, opened) for lines in known) if each),
        events=newest_first(
            event
            for lines in known
            for event in events(lines, opened.title(lines.id), opened.speaking[lines.id], opened.today)
        ),
    )


def _season(lines: SeasonLines, opened: OpenLedger) -> SeasonTold:
    return season_told(
        lines,
        opened.states[lines.id],
        opened.title(lines.id),
        opened.questions,
        opened.speaking[lines.id],
        opened.today,
    )


def _waiting(lines: SeasonLines, opened: OpenLedger) -> Waiting | None:
    """Tell of a season that isn't out how far it is; None for one that is out or was given up."""
    state, speaking = opened.states[lines.id], opened.speaking[lines.id]
    reached = stage(state)
    if reached is Stage.RELEASED or is_over(state):
        return None
    release = next(each for each in opened.ledger.questions if each.name == "release")
    steps = way(state, reached)
    now = next((step for step in steps if step.state == "now"), None)
    return Waiting(
        show=opened.show,
        season=lines.id,
        title=opened.title(lines.id),
        stage=now.title if now else "Not renewed",
        since=now.when if now else "",
        way=steps,
        release=fact(release, state, speaking, opened.today),
    )


def change_of(opened: Mapping[str, OpenLedger], today: date, zone: ZoneInfo) -> datetime | None:
    """Find the next midnight of the site's zone at which a ledger's state differs although nobody writes a line."""
    days = (next_change(each.ledger, today) for each in opened.values())
    day = min((day for day in days if day), default=None)
    return midnight(day, zone) if day else None


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Give the moment at which a day begins."""
    return datetime.combine(day, time.min, zone)
