"""The lines of a ledger as news: "Netflix, official: filming has begun", one for each line, newest first.

What was said is news once and stays what it was; what became of it since is told on the show's pages.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from fanwire.newsroom.answers import LABELS, written
from fanwire.newsroom.vague_dates import is_past, words
from fanwire.newsroom.voices import Speaking, by_line, capital
from fanwire.records.ledger import Entry, Question, SeasonLines, VagueDate
from fanwire.records.told import LedgerEvent

_STATUSES: Mapping[str, str] = {
    "renewed": "it is renewed",
    "pre-production": "preparations have begun",
    "filming": "filming has begun",
    "post-production": "filming is finished",
    "released": "it is out",
    "cancelled": "it is cancelled",
    "on hold": "it is on hold",
}
_COME_ABOUT: Mapping[str, str] = {
    "renewed": "it was renewed",
    "filming-start": "filming began",
    "filming-end": "filming ended",
    "release": "it came out",
}
_AHEAD: Mapping[str, str] = {
    "renewed": "it is to be renewed",
    "filming-start": "filming is to begin",
    "filming-end": "filming is to end",
    "release": "it is to come out",
}
_OTHERS: Mapping[str, str] = {
    "platform": "to be seen on {}",
    "episodes": "{} episodes",
    "delay-cause": "the reason for the delay: {}",
}
_PART_OF_A_YEAR = re.compile("-[HQ]")
_FEW = 3  # names that a headline has room for


def events(lines: SeasonLines, title: str, speaking: Speaking, today: date) -> Iterator[LedgerEvent]:
    """Tell every line that counts by now; `title` names the season and is empty where there is only one."""
    told: Counter[str] = Counter()
    for asked in lines.questions:
        for entries in by_line(entry for entry in asked.entries if entry.counts_from <= today):
            key = _key(lines.id, asked.question, entries)
            told[key] += 1
            unique = key if told[key] == 1 else f"{key}/{told[key]}"
            yield _event(unique, asked.question, entries, title, speaking)


def newest_first(all_events: Iterable[LedgerEvent]) -> tuple[LedgerEvent, ...]:
    """Sort by the day on which a line became known."""
    return tuple(sorted(all_events, key=lambda event: event.day, reverse=True))


def _key(season: str, question: Question, entries: list[Entry]) -> str:
    """Name a line by what it says, wherever it stands in the file: "s2/filming-start/2025-07-23/netflix/2025-07"."""
    first = entries[0]
    says = ",".join(sorted(written(entry.says) for entry in entries))
    return f"{season}/{question.name}/{first.dated.text}/{first.source.id}/{says}"


def _event(key: str, question: Question, entries: list[Entry], title: str, speaking: Speaking) -> LedgerEvent:
    first, voice = entries[0], speaking.of_line(question, entries)
    season = f" ({_in_a_sentence(title)})" if title else ""
    headline = f"{capital(voice.who)}, {LABELS[first.evidence]}: {_headline(question, entries, speaking)}{season}"
    text = f"{question.title}: {voice.value}. {voice.label.text}: {voice.who}, {voice.said}."
    return LedgerEvent(key, first.counts_from, headline, text, voice.line, voice.url)


def _headline(question: Question, entries: list[Entry], speaking: Speaking) -> str:
    """Say what was said in few words. What the story is about may give it away, so a headline doesn't say that."""
    first = entries[0]
    if isinstance(first.says, VagueDate):
        return _dated(question, first.says, first.counts_from)
    spelled = [speaking.spell(entry.says) for entry in entries]
    match question.name:
        case "status":
            return _STATUSES.get(first.key, spelled[0])
        case "cast":
            return f"{_few(spelled)} in the cast"
        case "plot":
            return "something about the plot"
        case name if name in _OTHERS:
            return _OTHERS[name].format(spelled[0])
    return f"{_in_a_sentence(question.title)}: {', '.join(spelled)}"


def _dated(question: Question, says: VagueDate, said: date) -> str:
    """Say a date as seen from the day it was given on: "it is to come out in December 2026".

    Within the time that is named, such as 2024 in April 2024, nobody can tell whether the line looks back or ahead.
    """
    vague = says.uncertain or says.yearless or "/" in says.text
    if question.name not in _AHEAD or vague or (says.first <= said and not is_past(says, said)):
        return f"{_in_a_sentence(question.title)}: {words(says)}"
    preposition = "on" if says.first == says.last else "in the" if _PART_OF_A_YEAR.search(says.text) else "in"
    verbs = _COME_ABOUT if is_past(says, said) else _AHEAD
    return f"{verbs[question.name]} {preposition} {words(says)}"


def _few(names: list[str]) -> str:
    """List names, of many only the first: "Cho Yi-hyun, Kim Si-eun and 6 more"."""
    return ", ".join(names) if len(names) <= _FEW else f"{', '.join(names[:2])} and {len(names) - 2} more"


def _in_a_sentence(title: str) -> str:
    return title[:1].lower() + title[1:]
