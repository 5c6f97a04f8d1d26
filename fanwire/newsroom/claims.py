"""What articles say of the ledger: answers that a body shows, answers that an article gave, and what became of them.

An article that shows what is known shows today's answers; what it told its readers on its own day are the answers of
that day, and they are claims like those of its front matter.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from fanwire.errors import Problem, Where, did_you_mean
from fanwire.newsroom.facts import fact, facts
from fanwire.newsroom.ledgers import OpenLedger
from fanwire.newsroom.seasons_told import years
from fanwire.newsroom.since import amendments, claim_from, in_short
from fanwire.newsroom.standing import season_state
from fanwire.newsroom.vague_dates import lapse_day
from fanwire.newsroom.voices import Speaking
from fanwire.records.document import ClaimMark, Document, KnownBlock, TimelineBlock, parts_within
from fanwire.records.ledger import Amendment, Claim, SeasonLines, SeasonState, Standing, VagueDate
from fanwire.records.link import Link
from fanwire.records.matter import ArticleMatter
from fanwire.records.record import Record
from fanwire.records.told import Change, ClaimNote, KnownTable, Timeline

LedgerPart = KnownBlock | TimelineBlock | ClaimMark


class Telling(Record, frozen=True):
    """Resolves what bodies ask of the ledgers."""

    ledgers: Mapping[str, OpenLedger]
    shows: Mapping[str, Link]
    problems: list[Problem]

    def tell(self, part: LedgerPart, shows: tuple[str, ...]) -> KnownTable | Timeline | ClaimNote | None:
        """Make what stands for a block or an inline claim; an unknown show, season or question is a problem."""
        opened = self._opened(part, shows)
        if not opened:
            return None
        season = opened.states[part.season]
        speaking = opened.speaking[part.season]
        title = opened.in_sentence(part.season)
        hub = Link(opened.show.title, f"{opened.show.url}#known-{part.season}", opened.show.id)
        if isinstance(part, KnownBlock):
            return KnownTable(title, hub, facts(season, opened.questions, speaking, opened.today))
        if isinstance(part, TimelineBlock):
            return Timeline(title, hub, years(_lines(opened, part.season), season, speaking, opened.today))
        return self._claim(part, opened, season, speaking)

    def _claim(self, part: ClaimMark, opened: OpenLedger, season: SeasonState, speaking: Speaking) -> ClaimNote | None:
        question = opened.question(part.question)
        if not question:
            near = did_you_mean(part.question, (each.name for each in opened.ledger.questions))
            self.problems.append(Problem(part.where, f'claim: unknown question "{part.question}"{near}'))
            return None
        found = fact(question, season, speaking, opened.today)
        return ClaimNote(found.answer, found.told, found.voices)

    def _opened(self, part: LedgerPart, shows: tuple[str, ...]) -> OpenLedger | None:
        """Find the ledger that a part asks; without a show's id in it, the text's first show is meant."""
        name = part.name
        show = part.show or (shows[0] if shows else "")
        if show not in self.shows:
            message = (
                f'{name}: no show has the id "{show}"{did_you_mean(show, self.shows)}'
                if show
                else f"{name}: which show?"
            )
            self.problems.append(Problem(part.where, message, "name the show's id, or name shows: in the head"))
            return None
        opened = self.ledgers.get(show)
        if not opened:
            hint = f"write content/shows/{show}/ledger.yaml"
            self.problems.append(Problem(part.where, f"{name}: {show} has no ledger", hint))
            return None
        if part.season not in opened.states:
            known = ", ".join(opened.states) or "none"
            message = f'{name}: the ledger of {show} has no season "{part.season}"'
            self.problems.append(Problem(part.where, message, f"its seasons: {known}"))
            return None
        return opened


def _lines(opened: OpenLedger, season: str) -> SeasonLines:
    return next(each for each in opened.ledger.seasons if each.id == season)


class Amended(Record, frozen=True):
    """What became of an article's answers, and the first day after today on which that changes by itself."""

    changes: tuple[Change, ...]
    next_change: date | None


def amended(document: Document, matter: ArticleMatter, written: date, telling: Telling) -> Amended:
    """Compare everything that an article said with the ledgers, as of its own day and of today."""
    changes: list[Change] = []
    days: list[date] = []
    for show, claims in _claims(document, matter, written, telling).items():
        opened = telling.ledgers[show]
        changes += _changes(opened, claims, written, opened.today)
        days += _days(opened, claims, written)
    changes.sort(key=lambda change: (change.kind, change.since))
    return Amended(tuple(changes), min(days, default=None))


def _changes(opened: OpenLedger, claims: Sequence[Claim], written: date, today: date) -> Iterable[Change]:
    for amendment in amendments(opened.ledger, claims, written, today):
        speaking = opened.speaking[amendment.claim.season]
        season = amendment.claim.season
        hub = Link(opened.show.title, f"{opened.show.url}#known-{season}", opened.show.id)
        text, title = in_short(amendment, speaking.spell), amendment.question.title
        yield Change(amendment.kind, title, text, _reason(opened, amendment), amendment.since, hub)


def _reason(opened: OpenLedger, amendment: Amendment) -> str:
    """Say why an answer fell or is in doubt, where a line of the ledger gives it."""
    if amendment.kind == "correction" or not (amendment.standing.fell or amendment.standing is Standing.DISPUTED):
        return ""
    state = opened.states[amendment.claim.season].question(amendment.claim.question)
    answers = (*state.answers, *state.fallen) if state else ()
    return next((answer.reason for answer in answers if answer.key == amendment.claim.key), "")


def _days(opened: OpenLedger, claims: Sequence[Claim], written: date) -> Iterable[date]:
    """Yield days on which a claim that no line repeats lapses; the ledger itself knows all others."""
    now = amendments(opened.ledger, claims, written, opened.today)
    for claim in claims:
        day = lapse_day(claim.says) if isinstance(claim.says, VagueDate) else None
        if day and day > opened.today and amendments(opened.ledger, claims, written, day) != now:
            yield day


def _claims(document: Document, matter: ArticleMatter, written: date, telling: Telling) -> dict[str, list[Claim]]:
    """Gather an article's claims by show: those of its head, and what its body showed on its day."""
    found: dict[str, dict[Claim, None]] = {}
    for number, given in enumerate(matter.claims):
        where = document.where("claims", number)
        opened = telling.ledgers.get(given.show)
        claim = (
            claim_from(opened.ledger, given.season, given.question, given.says, where)
            if opened
            else _no_ledger(given.show, where, telling)
        )
        if isinstance(claim, Problem):
            telling.problems.append(claim)
        else:
            found.setdefault(given.show, {})[claim] = None
    for part in parts_within(document.body.parts):
        if isinstance(part, KnownBlock | ClaimMark):
            show = part.show or (matter.shows[0] if matter.shows else "")
            opened = telling.ledgers.get(show)
            if opened and part.season in opened.states:
                found.setdefault(show, {}).update(dict.fromkeys(_shown(part, opened, written)))
    return {show: list(claims) for show, claims in found.items()}


def _no_ledger(show: str, where: Where, telling: Telling) -> Problem:
    if show in telling.shows:
        return Problem(where, f"claims: {show} has no ledger", f"write content/shows/{show}/ledger.yaml")
    return Problem(where, f'claims: no show has the id "{show}"{did_you_mean(show, telling.shows)}')


def _shown(part: KnownBlock | ClaimMark, opened: OpenLedger, written: date) -> Iterable[Claim]:
    """Yield the answers that a part of the body showed on the article's day."""
    then = season_state(_lines(opened, part.season), written)
    for asked in then.questions:
        if isinstance(part, ClaimMark) and asked.question.name != part.question:
            continue
        shown = asked.answers if asked.question.many else asked.answers[:1]
        yield from (Claim(part.season, asked.question.name, answer.value, answer.key) for answer in shown)
