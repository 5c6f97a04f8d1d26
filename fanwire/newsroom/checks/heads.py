"""Titles and deks that say more than the ledger knew on the text's day: a date, "confirmed", "delayed".

Only plain facts are held against it. Who names the speaker ("Star News: filming moves to 2025"), asks, doubts or denies
says no more than there is.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from fanwire.newsroom.answers import headline
from fanwire.newsroom.checks.passages import found, is_hedged, said, seasons_in, sentences
from fanwire.newsroom.checks.said_dates import SaidDate, said_dates
from fanwire.newsroom.vague_dates import within
from fanwire.records.check import Finding, Passage, ShowFacts, Story
from fanwire.records.ledger import Answer, Evidence, QuestionState, SeasonState, VagueDate

_WORK = r"(?:filming|production|shooting)"
_EVENTS = (
    (
        "filming-end",
        (
            rf"{_WORK}\s(?:has\s)?(?:wraps?|wrapped|ends?|ended|finishe[sd])"
            rf"|(?:wraps?|wrapped|ends?|ended|finishe[sd])\s{_WORK}"
        ),
    ),
    (
        "filming-start",
        (
            rf"{_WORK}\s(?:will\s)?(?:begins?|began|starts?|started|kicks?\soff)"
            rf"|(?:begins?|began|starts?|started|goes\sinto|went\sinto|enters?)\s{_WORK}"
        ),
    ),
    ("renewed", r"(?:(?:is|was|been)\s)?renewed|renews|renewal"),
    (
        "release",
        (
            r"(?:comes?|coming|came|is|will\sbe)\sout|(?:will\s)?(?:premieres?|premiered|arrives?|arrived|arriving"
            r"|releases|debuts?|drops?|lands?|airs?|streams?|launches|returns?|hits\snetflix|back)"
            r"|(?:is|be|been|was)\sreleased|(?:release|premiere|air|launch)(?:\sdate)?(?:\sis|\sset\sfor)?"
        ),
    ),
)
_DATED = tuple(
    (name, re.compile(rf"\b(?:{words})\b(?:\s(?:globally|worldwide|on\snetflix|to\snetflix|to\sscreens|here))*"
                      r"[\s:]+(?:(?:on|in|for|by|this|from)\s)?$", re.IGNORECASE))
    for name, words in _EVENTS
)  # fmt: skip
_FIRM = r"(?:confirmed|official|announced|set|locked\sin|revealed)"
_NOUNS = (
    ("release", r"(?:release|premiere|air|launch)(?:\sdate)?"),
    ("filming-end", r"(?:filming\swrap|end\sof\sfilming|wrap)"),
    ("filming-start", r"(?:start\sof\s(?:filming|production)|filming(?:\s(?:start|date))?|production\sstart)"),
    ("renewed", r"(?:renewal|renewed)"),
    ("episodes", r"(?:episode\scount|number\sof\sepisodes)"),
)
_CONFIRMED = tuple(
    (name, re.compile(
        rf"\b{noun}\s(?:(?:is|are|was|has\sbeen|now|finally|officially)\s)*{_FIRM}\b|\bofficially\s{noun}\b"
        rf"|\b(?:confirms?|confirmed|announces|official|officially\sconfirms?):?\s(?:(?:the|its|a|new|season\s\d+)\s)*{noun}\b",
        re.IGNORECASE))
    for name, noun in _NOUNS
)  # fmt: skip
_NEAR = 80  # characters in front of a date, in which its word of production stands
_DELAYED = re.compile(r"\b(?:delay(?:s|ed)?|postpon(?:e|es|ed)|pushed\sback)\b", re.IGNORECASE)
_FILMING = re.compile(r"\b(?:film(?:ing|ed)?|shoot(?:ing)?|production|cameras?)\b", re.IGNORECASE)
_ALWAYS_KEPT = ("release", "filming-start")
_PLAIN = {"release": Evidence.OFFICIAL, "episodes": Evidence.OFFICIAL}


def delayed(story: Story) -> Iterable[Finding]:
    """Find "delayed" in a title although no date had been announced by then that something could be late for."""
    for passage in _heads(story, "title"):
        text = said(passage.text)
        match = _DELAYED.search(text)
        if not match or is_hedged(text):
            continue
        asked = "filming-start" if _FILMING.search(text) else "release"
        needed = Evidence.ON_RECORD if asked == "filming-start" else Evidence.OFFICIAL
        seasons = list(_seasons(story, passage))
        if seasons and not any(_was_given(state.question(asked), needed) for state in seasons):
            message = f'"{match[0]}", but no date of the {_word(asked)} had been announced by then'
            hint = 'say what is known: "still no date", or who had given which date'
            yield found(passage, match.start(), "FW201", message, hint)


def _was_given(state: QuestionState | None, needed: Evidence) -> bool:
    answers = (*state.answers, *state.fallen) if state else ()
    return any(answer.evidence >= needed for answer in answers)


def dated(story: Story) -> Iterable[Finding]:
    """Find a date that a title or a dek gives as a fact, where the ledger had none, a vaguer one or a weaker word."""
    for passage, sentence in _plain_sentences(story):
        if _is_somebodys(sentence):
            continue
        for asked, day in _events(sentence):
            needed = _PLAIN.get(asked, Evidence.REPORTED)
            yield from _unsupported(
                story,
                passage,
                asked,
                "FW202",
                f'"{day.words}" as the {_word(asked)}',
                lambda answer, day=day, needed=needed: _says(answer, day) and answer.evidence >= needed,  # type: ignore[misc]
            )


def _events(text: str) -> Iterator[tuple[str, SaidDate]]:
    """Yield the dates that stand right behind a word of production, with the question that they answer."""
    for day in said_dates(text):
        before = text[max(0, day.start - _NEAR) : day.start]
        name = next((name for name, pattern in _DATED if pattern.search(before)), None)
        if name:
            yield name, day


def _says(answer: Answer, day: SaidDate) -> bool:
    return isinstance(answer.value, VagueDate) and within(answer.value, day.date, tolerance=0)


def confirmed(story: Story) -> Iterable[Finding]:
    """Find "release date confirmed" in a title or a dek where the ledger had nothing official by then."""
    for passage, sentence in _plain_sentences(story):
        for asked, pattern in _CONFIRMED:
            match = pattern.search(sentence)
            if match:
                yield from _unsupported(
                    story,
                    passage,
                    asked,
                    "FW203",
                    f'"{" ".join(match[0].split())}"',
                    lambda answer: answer.evidence >= Evidence.OFFICIAL,
                )


def _plain_sentences(story: Story) -> Iterator[tuple[Passage, str]]:
    """Yield the sentences of titles and deks that say something without a hedge."""
    for passage in _heads(story, "title", "dek"):
        for sentence in sentences(said(passage.text)):
            if not is_hedged(sentence.text):
                yield passage, sentence.text


def _unsupported(
    story: Story, passage: Passage, asked: str, code: str, what: str, supports: Callable[[Answer], bool]
) -> Iterator[Finding]:
    """Report what no season's standing answer supports; seasons that no ledger knows have nothing to say."""
    seasons = list(_seasons(story, passage))
    names = ("renewed", "status") if asked == "renewed" else (asked,)
    states = [state for season in seasons for name in names if (state := season.question(name))]
    if not seasons or any(supports(answer) for state in states for answer in state.answers):
        return
    if not states and asked not in _ALWAYS_KEPT:  # a ledger needn't keep every question
        return
    known = headline(states[-1]) if states else "nothing"
    message = f"{what} is more than the ledger knew by then: {known}"
    hint = "say who says so and how firmly, or add the line to the ledger first"
    yield found(passage, 0, code, message, hint)


def _heads(story: Story, *kinds: str) -> Iterator[Passage]:
    return (passage for passage in story.manuscript.passages if passage.kind in kinds)


def _seasons(story: Story, passage: Passage) -> Iterator[SeasonState]:
    """Yield the seasons that a head speaks of, by its own words or else the title's; all where neither names one."""
    titles = [each.text for each in story.manuscript.passages if each.kind == "title"]
    named = seasons_in(passage.text) or seasons_in(" ".join(titles))
    for show in _shows(story.shows):
        for state in show.states:
            if not named or state.id in named:
                yield state


def _shows(shows: Sequence[ShowFacts]) -> Sequence[ShowFacts]:
    return [show for show in shows if show.states]


def _is_somebodys(text: str) -> bool:
    """Tell whether a speaker stands in front: `"Star News: filming moves to 2025"`."""
    speaker = re.match(r"^\s*(?P<who>[A-Z][\w.&'\u2019 -]{2,40}):\s", text)
    return speaker is not None and not re.search(r"\bseason\b|\d", speaker["who"], re.IGNORECASE)


def _word(asked: str) -> str:
    words = {"filming-start": "start of filming", "filming-end": "end of filming", "renewed": "renewal"}
    return words.get(asked, asked)
