"""Entries of calendars, in words: for each date question of a season what is official, and apart from that what isn't.

An entry is a question, so a date that moves moves the entry in a reader's calendar. Release of season 2 in late 2026:

    uid       all-of-us-are-dead.s2.release.unofficial
    summary   Rumoured: All of Us Are Dead, season 2: release (December 2026)
    text      December 2026. Rumoured: reports, 22 February 2026. Also said: 2027, uncertain (speculated: India TV, ...
"""

from collections.abc import Iterable, Mapping
from datetime import date

from fanwire.newsroom.answers import LABELS, near_days, spoken_of
from fanwire.newsroom.dated import Dated, official_date, unofficial_date
from fanwire.newsroom.ledgers import OpenLedger
from fanwire.newsroom.questions import status_place
from fanwire.newsroom.releases import Release, release_entry
from fanwire.newsroom.vague_dates import is_day, month_words, period_words, range_words, words
from fanwire.newsroom.voices import by_line, capital, label_of
from fanwire.records.calendar import CalendarEntry
from fanwire.records.ledger import Answer, AnswerInWords, Entry, Evidence, Kind, QuestionState, SeasonLines, Standing
from fanwire.records.record import Record

_TOPICS: Mapping[str, str] = {
    "renewed": "renewal",
    "filming-start": "start of filming",
    "filming-end": "end of filming",
    "release": "release",
}


def calendar(ledgers: Mapping[str, OpenLedger], releases: Iterable[Release], today: date) -> tuple[CalendarEntry, ...]:
    """Give all entries in time: by the end of what they stand under, days before their month, months before the year.

    A release that only the show's own data name is as good as official once it is over; the ledger's has precedence.
    """
    told = {entry.uid: entry for opened in ledgers.values() for entry in _of_ledger(opened)}
    for release in releases:
        if release.uid not in told and release.date.last <= today:
            told.pop(f"{release.uid}.unofficial", None)
            told[release.uid] = release_entry(release)
    return tuple(sorted(told.values(), key=_in_time))


def _in_time(entry: CalendarEntry) -> tuple[int, int, date, date, str]:
    first, last = (day.year * 12 + day.month for day in (entry.first, entry.last))
    return (last, -first, entry.first, entry.last, entry.uid)


class _Subject(Record, frozen=True):
    """A question of a season on a day; `uid` names it, or one of its answers where many can hold at once."""

    opened: OpenLedger
    lines: SeasonLines
    asked: QuestionState
    uid: str


def _of_ledger(opened: OpenLedger) -> Iterable[CalendarEntry]:
    for lines in opened.ledger.seasons:
        season = opened.states[lines.id]
        for asked in season.questions:
            for uid, answers in _sharing(opened, lines, asked):
                subject = _Subject(opened, lines, asked, uid)
                found = official_date(season, asked, answers), unofficial_date(season, asked, answers)
                yield from (_entry(subject, dated) for dated in found if dated)


def _sharing(opened: OpenLedger, lines: SeasonLines, asked: QuestionState) -> Iterable[tuple[str, tuple[Answer, ...]]]:
    """Yield the answers that share an entry under its id: all of a question, or each where many can hold at once."""
    if asked.question.kind is not Kind.DATE:
        return
    alone = not opened.titles and len(opened.ledger.seasons) == 1  # a film: its block may have any name
    uid = ".".join([opened.ledger.show, *([] if alone else [lines.id]), asked.question.name])
    answers = (*asked.answers, *asked.fallen)
    if asked.question.many:
        yield from ((f"{uid}.{answer.key}", (answer,)) for answer in answers)
    else:
        yield uid, answers


def _entry(subject: _Subject, dated: Dated) -> CalendarEntry:
    opened, asked, end = subject.opened, subject.asked, dated.end
    spoken = spoken_of(asked, dated.answer)
    speaking = opened.speaking[subject.lines.id]
    first, last, period, when = _days(subject, dated)
    official = dated.kind != "unofficial"
    certain = official and is_day(dated.value) and dated.answer.standing is not Standing.DISPUTED
    topic = _TOPICS.get(asked.question.name, asked.question.title)
    title = f"{opened.in_sentence(subject.lines.id)}: {topic}"
    word = end.word if end else "" if official else capital(spoken.label)
    return CalendarEntry(
        uid=subject.uid if official else f"{subject.uid}.unofficial",
        kind=dated.kind,
        status="CANCELLED" if dated.kind == "withdrawn" else "CONFIRMED" if certain else "TENTATIVE",
        show=opened.show,
        url=f"{opened.show.url}#known-{subject.lines.id}",
        topic=capital(topic),
        title=title,
        summary=(f"{word}: " if word else "") + title + ("" if first == last else f" ({when})"),
        text=_text(asked, dated, spoken, when),
        period=period,
        when=when,
        first=first,
        last=last,
        sequence=_sequence(subject),
        changed=_changed(subject),
        label=(end.label if end else None) or label_of(dated.answer),
        voice=speaking.of_answer(asked.question, spoken),
        note=f"{end.note}." if end else "",
        others=tuple(speaking.of_answer(asked.question, spoken_of(asked, each)) for each in dated.others),
    )


def _days(subject: _Subject, dated: Dated) -> tuple[date, date, str, str]:
    """Give first and last day, the heading and the words: 1 and 31 December, "December 2026", "December 2026".

    Days that are near enough to be one answer are one entry, but for an official one: no rumour may stretch that.
    """
    best = dated.answer is subject.asked.best
    near = near_days(subject.asked) if best and dated.kind == "unofficial" else None
    if not near:
        return dated.value.first, dated.value.last, period_words(dated.value), words(dated.value)
    first, last = near
    period = month_words(first) if month_words(first) == month_words(last) else range_words(first, last)
    return first, last, period, range_words(first, last)


def _text(asked: QuestionState, dated: Dated, spoken: AnswerInWords, when: str) -> str:
    """Say who said it, when and how firmly, and what became of it."""
    firmness = LABELS[dated.answer.evidence] if dated.answer.standing.fell else spoken.label
    parts = [f"{capital(when)}. {capital(firmness)}: {spoken.who}, {spoken.said}."]
    if dated.end:
        parts.append(f"{dated.end.note}.")
    if dated.kind == "unofficial":
        parts.append("Not official.")
    others = [spoken_of(asked, answer) for answer in dated.others]
    if others:
        said = "; ".join(f"{each.value} ({each.label}: {each.who}, {each.said})" for each in others)
        parts.append(f"Also said: {said}.")
    return " ".join(parts) + (f"\n{spoken.url}" if spoken.url else "")


def _sequence(subject: _Subject) -> int:
    """Count the lines on the question up to now, and the status lines since the season was first given up.

    It only grows, as lines are only ever added (RFC 5545, section 3.8.7.4).
    """
    return len(by_line(_lines_on(subject, subject.asked.question.name))) + len(by_line(_giving_up(subject)))


def _changed(subject: _Subject) -> date:
    """Give the day of the latest line that counts, or on which an answer fell by itself since.

    Of two entries with one SEQUENCE the later is right (RFC 5546, section 2.1.5).
    """
    entries = [*_lines_on(subject, subject.asked.question.name), *_giving_up(subject)]
    answers = (*subject.asked.answers, *subject.asked.fallen)
    return max(*(answer.since for answer in answers), *(entry.counts_from for entry in entries))


def _lines_on(subject: _Subject, name: str) -> list[Entry]:
    asked = (each for each in subject.lines.questions if each.question.name == name)
    return [entry for lines in asked for entry in lines.entries if entry.counts_from <= subject.opened.today]


def _giving_up(subject: _Subject) -> list[Entry]:
    """List what is said of the status from the first official word on that leads off the way."""
    said = _lines_on(subject, "status")
    off = (n for n, entry in enumerate(said) if entry.evidence >= Evidence.OFFICIAL and status_place(entry.says) < 0)
    return said[next(off, len(said)) :]
