"""A season for its show's hub: how far it is, what was said when, what didn't hold."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from fanwire.newsroom.answers import LABELS, firm_date, known, stage
from fanwire.newsroom.facts import facts, has_come_about, is_over
from fanwire.newsroom.moved import chart
from fanwire.newsroom.vague_dates import words
from fanwire.newsroom.voices import Speaking, by_line, label_of, machine_date
from fanwire.records.ledger import (
    Answer,
    Entry,
    Question,
    QuestionLines,
    SeasonLines,
    SeasonState,
    Stage,
)
from fanwire.records.told import Fallen, Saying, SayingYear, SeasonTold, Step

STAGE_TITLES = {
    Stage.RENEWED: "Renewed",
    Stage.FILMING: "Filming",
    Stage.POST_PRODUCTION: "Post-production",
    Stage.DATED: "Dated",
    Stage.RELEASED: "Released",
}
_DATED_BY = ("renewed", "filming-start", "filming-end", "release", "release")


def season_told(
    lines: SeasonLines, state: SeasonState, title: str, questions: tuple[Question, ...], speaking: Speaking, today: date
) -> SeasonTold:
    """Tell a season as of a day."""
    reached = stage(state)
    return SeasonTold(
        id=state.id,
        title=title,
        released=reached is Stage.RELEASED,
        premiere=_premiere(state),
        way=way(state, reached),
        facts=facts(state, questions, speaking, today),
        years=years(lines, state, speaking, today),
        fallen=tuple(_fallen(state, speaking)),
        chart=chart(state, speaking),
    )


def _premiere(state: SeasonState) -> str | None:
    asked = state.question("release")
    day = firm_date(asked) if asked else None
    return day.isoformat() if day else "" if asked else None


def way(state: SeasonState, reached: Stage | None) -> tuple[Step, ...]:
    """Tell how far a season has come: five stages with their days; none for a season that is out or was given up."""
    if reached is Stage.RELEASED or is_over(state):
        return ()
    place = list(Stage).index(reached) if reached else -1
    return tuple(
        _step(stage, number - place, state, name)
        for number, (stage, name) in enumerate(zip(Stage, _DATED_BY, strict=True))
    )


def _step(stage: Stage, distance: int, state: SeasonState, name: str) -> Step:
    """Make one stage; `distance` is 0 where the season is now, negative before, positive ahead."""
    title = STAGE_TITLES[stage]
    if distance > 0:
        return Step(title, "ahead", "not yet", None)
    asked = state.question(name)
    answer = asked.best if asked and (has_come_about(state, name) or stage is Stage.DATED) else None
    if not asked or not answer:
        answer = _status(state, title)
        day = words(answer.affirmations[-1].dated) if answer else ""
    else:
        spoken = known(asked, {}).best
        day = spoken.value if spoken else ""
    since = "since " if distance == 0 and day and stage is not Stage.DATED else ""
    return Step(title, "done" if distance else "now", since + day, label_of(answer) if answer else None)


def _status(state: SeasonState, title: str) -> Answer | None:
    status = state.question("status")
    return next((each for each in status.answers if each.key == title.lower()), None) if status else None


def years(lines: SeasonLines, state: SeasonState, speaking: Speaking, today: date) -> tuple[SayingYear, ...]:
    """Tell what was said, oldest first, by the year in which it was said."""
    fallen = {(each.question.name, answer.key) for each in state.questions for answer in each.fallen}
    said = [
        (entries[0], _saying(asked, entries, fallen, speaking))
        for asked in lines.questions
        for entries in by_line(entry for entry in asked.entries if entry.counts_from <= today)
    ]
    said.sort(key=lambda pair: (pair[0].dated.first, pair[0].counts_from))
    return tuple(
        SayingYear(str(year), tuple(saying for _, saying in group))
        for year, group in groupby(said, key=lambda pair: pair[0].dated.first.year)
    )


def _saying(asked: QuestionLines, entries: list[Entry], fallen: set[tuple[str, str]], speaking: Speaking) -> Saying:
    struck = all((asked.question.name, entry.key) in fallen for entry in entries) and entries[0].evidence > 0
    dated = entries[0].dated
    return Saying(
        machine_date(dated), words(dated), asked.question.title, speaking.of_line(asked.question, entries), struck
    )


def _fallen(state: SeasonState, speaking: Speaking) -> Iterable[Fallen]:
    names = {identity: link.title for identity, link in speaking.people.items()}
    for asked in state.questions:
        for spoken in known(asked, names).fallen:
            voice = speaking.of_answer(asked.question, spoken)
            yield Fallen(
                asked.question.title, voice, LABELS[spoken.answer.evidence], spoken.answer.since, spoken.answer.reason
            )
