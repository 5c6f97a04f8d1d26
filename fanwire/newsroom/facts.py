"""What is known on each question of a season, in a fixed order; "not known" is an answer too."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

from fanwire.newsroom.answers import is_implied, known, no_official, stage
from fanwire.newsroom.questions import status_place
from fanwire.newsroom.vague_dates import lapse_day
from fanwire.newsroom.voices import Speaking, capital, label_of
from fanwire.records.ledger import (
    AnswerInWords,
    Evidence,
    Kind,
    Question,
    QuestionState,
    SeasonState,
    Stage,
    Standing,
    VagueDate,
)
from fanwire.records.told import Fact, Voice

_ASKED: Mapping[str, tuple[str, str]] = {
    "status": ("How far is it?", "How far is it?"),
    "renewed": ("Is it renewed?", "When was it renewed?"),
    "filming-start": ("Has filming begun?", "When did filming begin?"),
    "filming-end": ("Is filming finished?", "When did filming end?"),
    "release": ("When does it come out?", "When did it come out?"),
    "cast": ("Who is in it?", "Who is in it?"),
    "platform": ("Where can it be seen?", "Where can it be seen?"),
    "episodes": ("How many episodes?", "How many episodes?"),
    "delay-cause": ("Why does it take so long?", "Why did it take so long?"),
    "plot": ("What is it about?", "What is it about?"),
}
_ALWAYS = frozenset({"renewed", "filming-start", "filming-end", "release", "cast", "episodes"})
_YES = frozenset({"renewed", "filming-start", "filming-end"})
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
_ORDER = tuple(Stage)
_REACHED = {
    "renewed": Stage.RENEWED,
    "filming-start": Stage.FILMING,
    "filming-end": Stage.POST_PRODUCTION,
    "release": Stage.RELEASED,
}
_YEAR, _MONTH = len("2026"), len("2026-02")


def facts(season: SeasonState, questions: Iterable[Question], speaking: Speaking, today: date) -> tuple[Fact, ...]:
    """Answer the questions of a season in their order.

    What nobody has answered is said of a season that people wait for, on the questions that everybody asks and on the
    show's own. How far such a season is (`status`) is its way and stands elsewhere; one given up says so first.
    """
    over = is_over(season)
    waiting = not over and stage(season) is not Stage.RELEASED
    return tuple(
        fact(question, season, speaking, today)
        for question in questions
        if (over or question.name != "status")
        and (season.question(question.name) or (waiting and (question.name in _ALWAYS or question.name not in _ASKED)))
    )


def is_over(state: SeasonState) -> bool:
    """Tell whether a firm status leads off the way: `cancelled`, `on hold`."""
    status = state.question("status")
    best = status.best if status else None
    return best is not None and best.evidence >= Evidence.REPORTED and status_place(best.value) < 0


def fact(question: Question, season: SeasonState, speaking: Speaking, today: date) -> Fact:
    """Answer one question: "No official date", with the rumours that stand and a count of those that fell."""
    released = stage(season) is Stage.RELEASED
    asked = _ASKED.get(question.name, (question.title, question.title))[released]
    state = season.question(question.name)
    if state is None:
        nothing = "No official date" if question.name == "release" else "Not known"
        return Fact(question.name, asked, nothing, False, (), 0, None)  # noqa: FBT003 - read in the record
    voices = tuple(_voices(question, state, speaking))
    over = has_come_about(season, question.name)
    lapses = None if over else _lapses(state, today)
    answer = _instead(question, state, voices)
    if answer:
        return Fact(question.name, asked, answer, False, voices, len(state.fallen), lapses)  # noqa: FBT003 - as above
    answer = _value(question, state, voices[0].value, over=over)
    return Fact(question.name, asked, answer, True, voices, len(state.fallen), lapses)  # noqa: FBT003 - as above


def has_come_about(season: SeasonState, name: str) -> bool:
    """Tell whether the season has passed the stage that a date question asks for, and its date is reported or firmer.

    Filming that was announced in July 2025 has begun in July 2025, though the month wasn't over.
    """
    reached, state = stage(season), season.question(name)
    firm = state is not None and state.best is not None and state.best.evidence >= Evidence.REPORTED
    return firm and name in _REACHED and reached is not None and _ORDER.index(reached) >= _ORDER.index(_REACHED[name])


def _voices(question: Question, state: QuestionState, speaking: Speaking) -> Iterable[Voice]:
    """Show each answer that stands and that a firmer, closer one doesn't imply; people of one line together."""
    names = {identity: link.title for identity, link in speaking.people.items()}
    told = known(state, names)
    spoken = [told.best, *told.others] if told.best else []
    own = [each for each in spoken if not is_implied(each.answer, state)]
    if question.kind is Kind.PEOPLE:
        for _, group in groupby(own, key=_line):
            yield speaking.together(question, list(group))
    else:
        yield from (speaking.of_answer(question, each) for each in own)


def _line(spoken: AnswerInWords) -> tuple[str, str, str, str]:
    return label_of(spoken.answer).text, spoken.who, spoken.said, spoken.url


def _instead(question: Question, state: QuestionState, voices: tuple[Voice, ...]) -> str:
    """Say what comes instead of a value, where something does: "No official date", "Eight people", "Not known"."""
    if not voices:
        return capital(no_official(state)) or "Not known"
    if question.kind is Kind.PEOPLE:
        return _people(len(voices[0].names) or 1)
    return capital(no_official(state))


def _value(question: Question, state: QuestionState, spelled: str, *, over: bool) -> str:
    """Say the value itself: "Yes, in July 2025", "December 2026"."""
    value = state.best.value if state.best else None
    return f"Yes, {_in(value, spelled)}" if over and question.name in _YES and isinstance(value, VagueDate) else spelled


def _people(count: int) -> str:
    number = _NUMBERS[count] if count < len(_NUMBERS) else f"{count}"
    return "One person" if count == 1 else f"{number} people"


def _in(value: VagueDate, spelled: str) -> str:
    """Put the right word before a date: "on 6 June 2022", "in July 2025", else none."""
    if value.uncertain or "\N{EN DASH}" in spelled:
        return spelled
    if value.first == value.last:
        return f"on {spelled}"
    return f"in {spelled}" if len(value.text) in {_YEAR, _MONTH} and "/" not in value.text else spelled


def _lapses(state: QuestionState, today: date) -> date | None:
    """Give the day on which the best answer's time is up, if nothing has confirmed it."""
    best = state.best
    if not best or not isinstance(best.value, VagueDate) or best.standing is Standing.CAME_TRUE:
        return None
    day = lapse_day(best.value)
    return day if day and day > today else None
