"""What a desk should look at in a ledger, though the site can be built: `check` and `due` print it.

A source that claims more than its tier carries, a line without an address, firm answers that contradict each other or
the order of production, `needs` and `replaces` that point at nothing, lines dated ahead.
"""

from collections.abc import Iterable
from datetime import date
from itertools import combinations

from fanwire.errors import Problem, did_you_mean
from fanwire.newsroom.answers import LABELS, written
from fanwire.newsroom.case import said_by, spell
from fanwire.newsroom.questions import agree, covers, earlier_stages
from fanwire.newsroom.standing import rests_on, season_state
from fanwire.records.ledger import (
    Answer,
    Entry,
    Evidence,
    Ledger,
    QuestionLines,
    QuestionState,
    SeasonLines,
    SeasonState,
    Standing,
    VagueDate,
)

OVER_TIER, NO_ADDRESS, CONTRADICTION, OUT_OF_ORDER, WEAK_LINE = "FW101", "FW102", "FW103", "FW104", "FW105"
"""What kind of warning it is, as `check` names it; docs/check.md explains each one."""


def ledger_warnings(ledger: Ledger, today: date) -> tuple[Problem, ...]:
    """Give all warnings about a ledger as of a day, in the order of the file."""
    return tuple(problem for problem, _ in coded_warnings(ledger, today))


def coded_warnings(ledger: Ledger, today: date) -> tuple[tuple[Problem, str], ...]:
    """Give the same, each with its code: `((Problem(..., "the line has no address"), "FW102"), ...)`."""
    found: list[tuple[Problem, str]] = []
    for season in ledger.seasons:
        for lines in season.questions:
            found += _of_lines(lines, season, today)
        state = season_state(season, today)
        for question in state.questions:
            found += ((problem, CONTRADICTION) for problem in _contradictions(question))
            found += ((problem, OUT_OF_ORDER) for problem in _out_of_order(question, state))
    return tuple(sorted(set(found)))


def _of_lines(lines: QuestionLines, season: SeasonLines, today: date) -> Iterable[tuple[Problem, str]]:
    for entry in lines.entries:
        if entry.claimed > entry.evidence:
            yield _over_tier(entry), OVER_TIER
        if not entry.url:
            yield Problem(entry.where, "the line has no address", "add url: where readers can check it"), NO_ADDRESS
        yield from ((problem, WEAK_LINE) for problem in _weak(entry, lines, season, today))


def _weak(entry: Entry, lines: QuestionLines, season: SeasonLines, today: date) -> Iterable[Problem]:
    if entry.counts_from > today:
        until = f"the line counts only from {entry.counts_from.isoformat()}"
        yield Problem(entry.where, until, "give the day on which it was said" if entry.dated.first <= today else "")
    if entry.evidence is Evidence.HAPPENED and _lies_ahead(entry):
        yield Problem(entry.where, f"{spell(entry.says)} had not happened when the line was written", "write official")
    if entry.replaces is not None and not _is_said(lines, entry):
        yield Problem(entry.where, f'replaces "{spell(entry.replaces)}", which no line says')
    if entry.needs:
        yield from _need(entry, lines, season)


def _over_tier(entry: Entry) -> Problem:
    said, counted = LABELS[entry.claimed], LABELS[entry.evidence]
    tier = entry.source.tier.value
    return Problem(
        entry.where,
        f'"{said}" is more than {entry.source.name} can say ({tier}); it counts as {counted}',
        "name the first speaker in `by`, or say it as firmly as the source can",
    )


def _lies_ahead(entry: Entry) -> bool:
    return isinstance(entry.says, VagueDate) and not entry.says.yearless and entry.says.first > entry.counts_from


def _is_said(lines: QuestionLines, entry: Entry) -> bool:
    wide = entry.replaces
    return wide is not None and any(
        other.key != entry.key and other.evidence > 0 and covers(wide, other.says) for other in lines.entries
    )


def _need(entry: Entry, lines: QuestionLines, season: SeasonLines) -> Iterable[Problem]:
    need = entry.needs
    if not need:
        return
    name = f'needs "{need.question} {need.key}"'
    target = next((other for other in season.questions if other.question.name == need.question), None)
    said = sorted({other.key for other in target.entries}) if target else []
    if need.key not in said:
        yield Problem(entry.where, f"{name}, which no line says{did_you_mean(need.key, said)}")
    elif lines.question.name in _foundations(need.question, season):
        hint = f"{lines.question.name} is settled first; the need is not looked at"
        yield Problem(entry.where, f"{name}, which rests on {lines.question.name} in its turn", hint)


def _foundations(name: str, season: SeasonLines) -> set[str]:
    """Name all questions that a question rests on, itself included."""
    by_name = {lines.question.name: lines for lines in season.questions}
    found, waiting = {name}, [name]
    while waiting:
        lines = by_name.get(waiting.pop())
        new = {other for other in rests_on(lines) if other not in found} if lines else set()
        found |= new
        waiting += new
    return found


def _contradictions(state: QuestionState) -> Iterable[Problem]:
    """Find answers that exclude each other although both are reported or firmer; differing guesses are none."""
    firm = [answer for answer in state.answers if _is_firm(answer)]
    for one, other in combinations(firm, 2):
        if not agree(state.question, one.value, other.value):
            earlier, later = sorted((_firm_line(one), _firm_line(other)), key=lambda entry: entry.counts_from)
            yield Problem(
                later.where,
                f"{_quoted(later)} contradicts {_quoted(earlier)}, line {earlier.where.line}",
                f"if it takes its place, add replaces: {written(earlier.says)}",
            )


def _is_firm(answer: Answer) -> bool:
    return answer.evidence >= Evidence.REPORTED and answer.standing is not Standing.DISPUTED


def _firm_line(answer: Answer) -> Entry:
    return next(entry for entry in answer.affirmations if entry.evidence >= Evidence.REPORTED)


def _quoted(entry: Entry) -> str:
    return f'"{spell(entry.says)}" ({LABELS[entry.evidence]}: {said_by(entry)})'


def _out_of_order(state: QuestionState, season: SeasonState) -> Iterable[Problem]:
    """Find what stands although it ends before an earlier stage could begin: known facts that can't all be true."""
    for name in earlier_stages(state.question):
        before = season.question(name)
        for early in before.answers if before else ():
            for late in state.answers:
                if _is_firm(early) and _is_firm(late) and _ends_before(late, early):
                    line, other = _firm_line(late), _firm_line(early)
                    message = (
                        f"{_quoted(line)} ends before {name} could begin, {_quoted(other)}, line {other.where.line}"
                    )
                    yield Problem(line.where, message, "one of the two lines is wrong")


def _ends_before(late: Answer, early: Answer) -> bool:
    return (
        isinstance(late.value, VagueDate) and isinstance(early.value, VagueDate) and late.value.last < early.value.first
    )
