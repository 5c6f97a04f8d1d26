"""The ways in which an answer falls: one small function each, with a reason in words.

`OF_WORDS` are falls by what somebody said, `OF_TIME` those by the calendar and by the earlier stages of production. The
first thing that fells an answer names its standing, so a fallen answer keeps its reason for good.
"""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby

from fanwire.newsroom.case import Case, Fall, Scene, precedence, said_by, spell
from fanwire.newsroom.questions import agree
from fanwire.newsroom.vague_dates import is_past, lapse_day, words
from fanwire.records.ledger import (
    UNATTRIBUTED,
    Answer,
    Entry,
    Evidence,
    Question,
    QuestionState,
    Standing,
    VagueDate,
)
from fanwire.records.record import replace

Way = Callable[[Case, Scene], Fall | None]


def first_fall(case: Case, scene: Scene, ways: Sequence[Way]) -> Fall | None:
    """Give the earliest of the falls that `ways` find."""
    found = [fall for way in ways if (fall := way(case, scene))]
    return min(found, key=precedence) if found else None


def lost(entry: Entry, scene: Scene, same_source: Sequence[Entry]) -> Fall | None:
    """Tell whether an affirmation holds no more: its source says otherwise now, or what it needs fell."""
    taken_back = _taken_back(entry, scene.question, same_source) if len(same_source) > 1 else None
    undercut = _undercut(entry, scene) if entry.needs else None
    return min(taken_back, undercut, key=precedence) if taken_back and undercut else taken_back or undercut


def _taken_back(entry: Entry, question: Question, same_source: Sequence[Entry]) -> Fall | None:
    """Find the day from which the source's own words, up to its last, exclude this one. "Reports say" is no source."""
    if entry.source.id == UNATTRIBUTED or question.many:
        return None
    taken: Entry | None = None
    later = [word for word in same_source if word.counts_from > entry.counts_from]
    for _, of_day in groupby(reversed(later), key=lambda word: word.counts_from):
        said = list(of_day)
        if any(agree(question, word.says, entry.says) for word in said):
            break
        taken = said[-1]
    if not taken:
        return None
    return Fall(Standing.REPLACED, taken.counts_from, f"the same source said {spell(taken.says)}, {words(taken.dated)}")


def _undercut(entry: Entry, scene: Scene) -> Fall | None:
    need = entry.needs
    state = scene.states.get(need.question) if need else None
    fallen = next((a for a in state.fallen if need and a.key == need.key), None) if state else None
    if not state or not fallen:
        return None
    reason = f"it needed {spell(fallen.value)} as {state.question.title.lower()}: {fallen.standing.value}"
    return Fall(Standing.UNDERCUT, max(entry.counts_from, fallen.since), reason)


def denied(case: Case, _: Scene) -> Fall | None:
    """Find a denial. It stands until its tier or a higher one speaks again; one from a lower tier only disputes."""
    denials = [word for word in case.against if word.evidence is Evidence.DENIED]
    standing = [word for word in denials if not _answered(word, case) and not _outranked(word, case)]
    return _spoken_against(case, standing, Standing.DENIED)


def disputed(case: Case, _: Scene) -> Fall | None:
    """Find a dispute, or a denial from a lower tier. An official answer is in doubt only officially."""
    standing = [word for word in case.against if _weighs(word, case) and not _answered(word, case)]
    return _spoken_against(case, standing, Standing.DISPUTED)


def _spoken_against(case: Case, standing: Sequence[Entry], verdict: Standing) -> Fall | None:
    if not standing:
        return None
    word = standing[0]
    return Fall(verdict, max(word.counts_from, case.first), f"{verdict.value} by {said_by(word)}")


def lifted(case: Case) -> date | None:
    """Give the day on which the last word against an answer was answered by its tier, or by a higher one."""
    words_against = [word for word in case.against if _weighs(word, case)]
    answers = [answer for word in (*words_against, *case.replacing) if (answer := _answered(word, case))]
    return max((answer.counts_from for answer in answers), default=None)


def _weighs(word: Entry, case: Case) -> bool:
    """Tell whether a word against an answer at least puts it in doubt."""
    if not _outranked(word, case):
        return True
    return word.evidence is Evidence.DENIED and case.evidence < Evidence.OFFICIAL


def _answered(word: Entry, case: Case) -> Entry | None:
    """Find the first line that affirms an answer after a word against it, from the same tier or a higher one."""
    rank, day = word.source.rank, word.counts_from
    return next((entry for entry in case.said if entry.counts_from > day and entry.source.rank >= rank), None)


def _outranked(word: Entry, case: Case) -> bool:
    return any(entry.source.rank > word.source.rank for entry in case.said)


def replaced(case: Case, _: Scene) -> Fall | None:
    """Find a line with `replaces`. It counts until its tier or a higher one speaks for the old answer again."""
    word = next((word for word in case.replacing if not _answered(word, case)), None)
    if not word:
        return None
    reason = f"replaced by {spell(word.says)}: {said_by(word)}"
    return Fall(Standing.REPLACED, max(word.counts_from, case.first), reason)


def abandoned(case: Case, _: Scene) -> Fall | None:
    """Nobody holds the answer any more: what it needed fell, or its sources speak otherwise. The last loss counts."""
    if not case.lost:
        return None
    last = max(case.lost, key=lambda fall: fall.since)
    return last if last.since >= case.first else replace(last, since=case.first)


def impossible(case: Case, scene: Scene) -> Fall | None:
    """Find an earlier stage that could begin only after the answer ends, going by reports and firmer words.

    An official answer yields to official ones only.
    """
    if not isinstance(case.value, VagueDate):
        return None
    threshold = Evidence.OFFICIAL if case.evidence >= Evidence.OFFICIAL else Evidence.REPORTED
    falls = (_too_early_for(state, case, case.value, threshold) for state in scene.before)
    return min((fall for fall in falls if fall), key=precedence, default=None)


def _too_early_for(state: QuestionState, case: Case, value: VagueDate, threshold: Evidence) -> Fall | None:
    """Find that all firm answers to an earlier stage, those that merely lapsed included, begin after `value`."""
    firm = [a for a in (*state.answers, *state.fallen) if a.evidence >= threshold and isinstance(a.value, VagueDate)]
    bounds = [answer for answer in firm if not answer.standing.fell or answer.standing is Standing.LAPSED]
    bounds = [answer for answer in bounds if answer.standing is not Standing.DISPUTED]
    if not bounds or any(_begins(answer) <= value.last for answer in bounds):
        return None
    since = min(_firm_since(answer, threshold) for answer in bounds)
    cleared = (a.since for a in firm if a not in bounds and a.standing.fell and _begins(a) <= value.last)
    first = min(bounds, key=_begins)
    reason = f"{state.question.title.lower()} not before {spell(first.value)}: {said_by(first.affirmations[0])}"
    return Fall(Standing.IMPOSSIBLE, max(case.first, since, *cleared), reason)


def _begins(answer: Answer) -> date:
    return answer.value.first if isinstance(answer.value, VagueDate) else date.min


def _firm_since(answer: Answer, threshold: Evidence) -> date:
    return next(entry.counts_from for entry in answer.affirmations if entry.evidence >= threshold)


def lapsed(case: Case, scene: Scene) -> Fall | None:
    """Find that its time has passed, and nobody says in hindsight that it was so."""
    value = case.value
    if not isinstance(value, VagueDate) or value.last >= scene.today or not case.said:
        return None
    if any(is_past(value, entry.counts_from) for entry in case.live):
        return None
    if scene.reached and value.first <= scene.reached <= value.last:
        return None
    day = lapse_day(value)
    return Fall(Standing.LAPSED, day, f"{spell(value)} passed, and nothing confirms it") if day else None


OF_WORDS: tuple[Way, ...] = (denied, replaced, abandoned)
OF_TIME: tuple[Way, ...] = (impossible, lapsed)
