"""The whole record of a show: every line of its ledger that counts by now, and where its answer stands today."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from fanwire.newsroom.answers import LABELS, known, what_fell, written
from fanwire.newsroom.voices import Speaking, by_line, capital, machine_date, standing_label
from fanwire.records.ledger import (
    Answer,
    Entry,
    Question,
    QuestionLines,
    QuestionState,
    SeasonLines,
    SeasonState,
    Standing,
)
from fanwire.records.told import LedgerRow, RecordedLine, RecordedQuestion, RecordedSeason


def recorded(lines: SeasonLines, state: SeasonState, title: str, speaking: Speaking, today: date) -> RecordedSeason:
    """List a season's lines by question, oldest first."""
    made = []
    for asked in lines.questions:
        settled = state.question(asked.question.name)
        if settled:
            made.append(_question(asked, settled, state.id, speaking, today))
    return RecordedSeason(state.id, title, tuple(made))


def rows(lines: SeasonLines, state: SeasonState, today: date) -> Iterable[LedgerRow]:
    """Yield each answer of each line that counts by now, for machines."""
    for asked in lines.questions:
        settled = state.question(asked.question.name)
        answers = {answer.key: answer for answer in (*settled.answers, *settled.fallen)} if settled else {}
        for entry in asked.entries:
            if entry.counts_from <= today:
                yield _row(lines.id, asked.question, entry, answers[entry.key])


def _row(season: str, question: Question, entry: Entry, answer: Answer) -> LedgerRow:
    return LedgerRow(
        season=season,
        question=question.name,
        says=written(entry.says),
        as_=entry.claimed.word,
        counts_as=entry.evidence.word,
        date=entry.dated.text,
        by=entry.source.id,
        source=entry.source.name,
        tier=entry.source.tier.value,
        url=entry.url,
        replaces=written(entry.replaces) if entry.replaces is not None else "",
        needs=f"{entry.needs.question} {entry.needs.key}" if entry.needs else "",
        standing=answer.standing.value,
        since=answer.since.isoformat(),
        reason=answer.reason,
    )


def _question(
    asked: QuestionLines, state: QuestionState, season: str, speaking: Speaking, today: date
) -> RecordedQuestion:
    names = {identity: link.title for identity, link in speaking.people.items()}
    fell = what_fell(state, speaking.spell) if state.answers else ""
    overview = known(state, names).sentence + (f" {capital(fell)}." if fell else "")
    answers = {answer.key: answer for answer in (*state.answers, *state.fallen)}
    shown = [
        line
        for entries in by_line(entry for entry in asked.entries if entry.counts_from <= today)
        for line in _lines(asked.question, entries, answers, speaking)
    ]
    return RecordedQuestion(f"{season}-{asked.question.name}", asked.question.title, overview, tuple(shown))


def _lines(
    question: Question, entries: list[Entry], answers: dict[str, Answer], speaking: Speaking
) -> Iterable[RecordedLine]:
    """Show a line; one on several people falls apart where their answers stand differently."""
    anchor = speaking.anchor(question.name, entries[0])
    ordered = sorted(entries, key=lambda entry: (answers[entry.key].since, answers[entry.key].standing.value))
    for (standing, since, reason), group in groupby(ordered, key=lambda entry: _fate(answers[entry.key])):
        same = list(group)
        first = same[0]
        yield RecordedLine(
            anchor=anchor,
            iso=machine_date(first.dated),
            voice=speaking.of_line(question, same),
            claimed=LABELS[first.claimed] if first.claimed > first.evidence else "",
            standing=standing_label(answers[first.key]),
            since=since,
            reason=reason,
            struck=standing.fell and first.evidence > 0,
        )
        anchor = ""


def _fate(answer: Answer) -> tuple[Standing, date, str]:
    return answer.standing, answer.since, answer.reason
