"""What is known now, for readers: each question's answer in words, how firm it is, who said it when, and what fell.

"release" of a season, as of 2026-11-20:

    sentence    "December 2026, rumoured: reports, 22 February 2026; no official date."
    headline    "December 2026, rumoured"
    overview    "no official date; rumour December 2026; speculation 2027"
    what_fell   "five earlier answers did not hold: 2022-12-06 and 2023 lapsed, 2024 impossible, ..."
"""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import groupby
from types import MappingProxyType

from fanwire.newsroom.questions import STAGES, implies, status_place
from fanwire.newsroom.vague_dates import bare_words, is_day, is_past, range_words, words
from fanwire.records.ledger import (
    UNATTRIBUTED,
    Answer,
    AnswerInWords,
    Entry,
    Evidence,
    Kind,
    Known,
    QuestionState,
    SeasonState,
    Stage,
    Standing,
    VagueDate,
    Value,
)

LABELS = {
    Evidence.SPECULATED: "speculated",
    Evidence.RUMOURED: "rumoured",
    Evidence.REPORTED: "reported",
    Evidence.ON_RECORD: "on record",
    Evidence.OFFICIAL: "official",
    Evidence.HAPPENED: "happened",
    Evidence.DENIED: "denied",
    Evidence.DISPUTED: "disputed",
}
"""How firm an answer is, as its label says it."""

_NOUNS = {Evidence.SPECULATED: "speculation", Evidence.RUMOURED: "rumour", Evidence.REPORTED: "report"}
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_BY_STATUS = (Stage.RENEWED, Stage.RENEWED, Stage.FILMING, Stage.POST_PRODUCTION, Stage.RELEASED)
_BY_DATE = tuple(zip(STAGES, (Stage.RENEWED, Stage.FILMING, Stage.POST_PRODUCTION, Stage.RELEASED), strict=True))


def known(state: QuestionState, names: Mapping[str, str]) -> Known:
    """Put a question's state into words. `names` spells the people of a cast: `lomon` -> "Lomon"."""
    voices = [spoken_of(state, answer, names) for answer in state.answers]
    fallen = tuple(spoken_of(state, answer, names) for answer in state.fallen)
    if not voices:
        sentence = "; ".join(part for part in ("no answer stands", no_official(state), what_fell(state)) if part) + "."
    elif state.question.many:
        sentence = " ".join(_together(list(group)) for _, group in groupby(voices, key=_voice))
    else:
        sentence = "; ".join(part for part in (_one(voices[0]), no_official(state)) if part) + "."
    return Known(state.question, _capital(sentence), voices[0] if voices else None, tuple(voices[1:]), fallen)


def spoken_of(state: QuestionState, answer: Answer, names: Mapping[str, str] = MappingProxyType({})) -> AnswerInWords:
    """Put one answer of a question into words, with the line that is cited for it."""
    entry = cited(answer)
    value = _range(state) if answer is state.best else None
    who = "reports" if entry.source.id == UNATTRIBUTED else entry.source.name
    spelled = value or _spell(answer.value, names)
    return AnswerInWords(spelled, label(answer), who, words(entry.dated), entry.url, answer)


def cited(answer: Answer) -> Entry:
    """Pick the line to cite: the first of the firmest that say so, or the first that denies it."""
    said = answer.affirmations or answer.entries
    return max(said, key=lambda entry: entry.evidence)  # the first of several


def _range(state: QuestionState) -> str | None:
    near = near_days(state)
    return range_words(*near) if near else None


def near_days(state: QuestionState) -> tuple[date, date] | None:
    """Give the first and the last of the days that the question's tolerance makes one with the best answer's."""
    values = [answer.value for answer in state.answers if isinstance(answer.value, VagueDate) and is_day(answer.value)]
    best = state.best.value if state.best else None
    if not state.question.tolerance or best not in values or not isinstance(best, VagueDate):
        return None
    near = [value.first for value in values if abs((value.first - best.first).days) <= state.question.tolerance]
    return min(near), max(near)


def _spell(value: Value, names: Mapping[str, str]) -> str:
    return words(value) if isinstance(value, VagueDate) else names.get(value, value)


def label(answer: Answer) -> str:
    """Say how sure an answer is: "rumoured", "on record", "reported, disputed", "lapsed"."""
    firmness = LABELS[answer.evidence]
    if answer.standing.fell:
        return answer.standing.value
    return f"{firmness}, disputed" if answer.standing is Standing.DISPUTED and answer.evidence > 0 else firmness


def _voice(voice: AnswerInWords) -> tuple[str, str, str]:
    return voice.label, voice.who, voice.said


def _together(voices: list[AnswerInWords]) -> str:
    """Say answers that hold at once and have one source as one sentence."""
    return f"{_listed([voice.value for voice in voices])}, {voices[0].label}: {voices[0].who}, {voices[0].said}."


def _one(voice: AnswerInWords) -> str:
    return f"{voice.value}, {voice.label}: {voice.who}, {voice.said}"


def _listed(items: list[str], join: str = " and ") -> str:
    """Join words: "a", "a and b", "a, b and c"."""
    return join.join(part for part in (", ".join(items[:-1]), items[-1]) if part)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def no_official(state: QuestionState) -> str:
    """Say that no official release date is known, where that is so; or that one was, and has passed without news."""
    if state.question.name != "release" or any(answer.evidence >= Evidence.OFFICIAL for answer in state.answers):
        return ""
    passed = [a for a in state.fallen if a.evidence >= Evidence.OFFICIAL and a.standing is Standing.LAPSED]
    if passed and isinstance(passed[-1].value, VagueDate):
        return f"the official date, {words(passed[-1].value)}, passed unconfirmed"
    return "no official date"


def headline(state: QuestionState) -> str:
    """Say the best answer and how firm it is: "2024, on record"; "nothing stands" when nothing does."""
    if not state.best:
        return "nothing stands"
    return f"{_range(state) or _spell(state.best.value, {})}, {label(state.best)}"


def overview(state: QuestionState) -> str:
    """Say every voice that stands, the firmest first: "no official date; rumour December 2026; speculation 2027".

    An answer that a firmer and closer one implies is left out: 2026 beside December 2026.
    """
    join = " and " if state.question.many else " or "
    best, near = state.best, _range(state)
    own = [answer for answer in state.answers if not is_implied(answer, state)]
    own.sort(key=lambda answer: -answer.evidence)
    voices = [
        f"{_noun(evidence)} {_listed([near if near and answer is best else _bare(answer) for answer in group], join)}"
        for evidence, group in groupby(own, key=lambda answer: answer.evidence)
    ]
    return "; ".join(part for part in (no_official(state), *voices) if part) or headline(state)


def _noun(evidence: Evidence) -> str:
    return _NOUNS.get(evidence, LABELS[evidence])


def _bare(answer: Answer) -> str:
    spelled = bare_words(answer.value) if isinstance(answer.value, VagueDate) else answer.value
    return f"{spelled} (disputed)" if answer.standing is Standing.DISPUTED else spelled


def is_implied(answer: Answer, state: QuestionState) -> bool:
    """Tell whether the best answer says it too: the month of its day, a status passed, a near day."""
    best, question = state.best, state.question
    if not best or best is answer or question.many or best.standing is Standing.DISPUTED:
        return False
    firmer = best.evidence >= answer.evidence or question.kind is Kind.STAGE
    return firmer and implies(question, best.value, answer.value)


def what_fell(state: QuestionState, spell: Callable[[Value], str] = lambda value: _spell(value, {})) -> str:
    """Say what became of the answers that fell: "two earlier answers did not hold: 2022-12-06 and 2023 lapsed"."""
    if not state.fallen:
        return ""
    count, plural = len(state.fallen), "s" * (len(state.fallen) > 1)
    groups: dict[Standing, list[str]] = {}
    for answer in state.fallen:
        groups.setdefault(answer.standing, []).append(spell(answer.value))
    fates = ", ".join(f"{_listed(values)} {standing.value}" for standing, values in groups.items())
    number = _COUNTS[count] if count < len(_COUNTS) else str(count)
    return f"{number} earlier answer{plural} did not hold: {fates}"


def written(value: Value) -> str:
    """Spell an answer as it is written in the ledger: `2024-05/2024-08`; for tables and machines."""
    return value.text if isinstance(value, VagueDate) else value


def firm_date(state: QuestionState) -> date | None:
    """Give the one day that may stand in structured data and sitemaps: settled, official, a certain day."""
    best = state.best
    if not best or best.standing is not Standing.SETTLED or best.evidence < Evidence.OFFICIAL:
        return None
    return best.value.first if isinstance(best.value, VagueDate) and is_day(best.value) else None


def stage(season: SeasonState) -> Stage | None:
    """Tell how far a season has come, by what is reported or firmer; None while not even its renewal is.

    A status beside the path, such as `cancelled`, ends it: None again.
    """
    status = season.question("status")
    now = status.best if status else None
    firm = now if now and now.evidence >= Evidence.REPORTED else None
    if firm and status_place(firm.value) < 0:
        return None
    release = season.question("release")
    reached = [_BY_STATUS[status_place(firm.value)]] if firm else []
    reached += [stage for name, stage in _BY_DATE if has_come(season.question(name))]
    if release and firm_date(release):
        reached.append(Stage.DATED)
    return max(reached, key=list(Stage).index, default=None)


def has_come(state: QuestionState | None) -> bool:
    """Tell whether the best answer to a date question looks back, as reported or firmer."""
    best = state.best if state else None
    value = best.value if best else None
    return (
        best is not None
        and isinstance(value, VagueDate)
        and any(
            entry.evidence >= Evidence.REPORTED and is_past(value, entry.counts_from) for entry in best.affirmations
        )
    )
