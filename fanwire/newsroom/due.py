"""What the desk should look at, and when: answers whose time runs out, lines and articles to come, weak lines."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from fanwire.errors import Problem, SiteProblems, Where
from fanwire.newsroom.answers import cited, overview, what_fell
from fanwire.newsroom.ledger_warnings import ledger_warnings
from fanwire.newsroom.ledgers import Cast, OpenLedger, open_ledgers
from fanwire.newsroom.vague_dates import lapse_day, words
from fanwire.newsroom.voices import capital
from fanwire.records.config import Config
from fanwire.records.document import Document, Documents, LedgerFile
from fanwire.records.ledger import Answer, Evidence, QuestionState, Standing, VagueDate
from fanwire.records.link import Link
from fanwire.records.matter import ArticleMatter, PersonMatter, ShowMatter
from fanwire.records.recipe import NEWS_AGE
from fanwire.records.record import replace
from fanwire.records.report import Due, Outlook, Weighed


def outlook(documents: Documents, config: Config, next_change: datetime | None) -> Outlook:
    """List everything that comes by itself, by day, and what is weak in the ledgers today.

    Raises SiteProblems when a ledger can't be read.
    """
    opened = open_all(documents.ledgers, documents, config)
    coming = [*_of_ledgers(opened), *_of_articles(documents.articles, config)]
    today = config.now.date()
    warnings = [warning for each in opened for warning in ledger_warnings(each.ledger, today)]
    return Outlook(next_change, tuple(sorted(coming)), tuple(warnings))


def weigh(documents: Documents, config: Config, changed: LedgerFile, season: str, question: str) -> Weighed:
    """Say what is known on a question by the ledgers as they are, and with `changed` in the place of one of them.

    Raises SiteProblems with everything that is wrong in the changed ledger.
    """
    others = [file for file in documents.ledgers if file.show != changed.show]
    before = [file for file in documents.ledgers if file.show == changed.show]
    now, then = (
        open_all([*others, *file], documents, config) for file in (before or [replace(changed, tree={})], [changed])
    )
    return Weighed(_known(now, changed.show, season, question), _known(then, changed.show, season, question))


def open_all(files: Sequence[LedgerFile], documents: Documents, config: Config) -> list[OpenLedger]:
    """Open ledgers as of today, for the desk; raises SiteProblems with what is wrong in them."""
    shows = {each.id: each.matter for each in documents.shows if isinstance(each.matter, ShowMatter)}
    people = {each.id: Link(each.matter.name, "") for each in documents.people if isinstance(each.matter, PersonMatter)}
    cast = Cast(
        shows={identity: Link(matter.title, "", identity) for identity, matter in shows.items()},
        seasons={identity: {name: name for name in matter.seasons} for identity, matter in shows.items()},
        people=people,
        sources=documents.sources,
    )
    problems: list[Problem] = []
    opened = open_ledgers(tuple(files), cast, config.home, config.now.date(), problems)
    if problems:
        raise SiteProblems(problems)
    return list(opened.values())


def _of_ledgers(opened: Sequence[OpenLedger]) -> Iterable[Due]:
    for each in opened:
        for season in each.states.values():
            for asked in season.questions:
                for answer in asked.answers:
                    day = _lapses(answer, each.today)
                    if day and isinstance(answer.value, VagueDate):
                        what = f"{each.show.title}, {season.id} {asked.question.name}: {words(answer.value)} lapses"
                        yield Due(day, what, cited(answer).where)
        for lines in each.ledger.seasons:
            for asked_lines in lines.questions:
                for entry in asked_lines.entries:
                    if entry.counts_from > each.today:
                        what = f"{each.show.title}, {lines.id} {asked_lines.question.name}: a line begins to count"
                        yield Due(entry.counts_from, what, entry.where)


def _lapses(answer: Answer, today: date) -> date | None:
    """Give the day on which an answer's time is up; what has come about, or is settled as a fact, doesn't lapse."""
    if not isinstance(answer.value, VagueDate) or answer.standing is Standing.CAME_TRUE:
        return None
    if answer.evidence is Evidence.HAPPENED:
        return None
    day = lapse_day(answer.value)
    return day if day and day > today else None


def _of_articles(articles: Sequence[Document], config: Config) -> Iterable[Due]:
    for document in articles:
        matter = document.matter
        if not isinstance(matter, ArticleMatter) or matter.draft:
            continue
        aged = matter.date + NEWS_AGE if matter.date and matter.date <= config.now else None
        for moment, what in (
            (matter.date, "appears"),
            (aged, "leaves the news sitemap"),
            (matter.updated, "is updated"),
            (matter.expires, "expires"),
        ):
            if moment and moment > config.now:
                yield Due(moment.astimezone(config.zone).date(), f"{matter.title}: {what}", Where(document.file))


def _known(opened: Sequence[OpenLedger], show: str, season: str, question: str) -> str:
    """Say what is known on a question: "No official date; rumour December 2026. Five earlier answers ..."."""
    each = next((each for each in opened if each.ledger.show == show), None)
    lines = each.states.get(season) if each else None
    state: QuestionState | None = lines.question(question) if lines else None
    if state is None:
        return "Not known"
    fell = what_fell(state)
    return ". ".join(capital(part) for part in (overview(state), fell) if part)
