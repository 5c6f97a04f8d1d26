"""What a saved page claims, and what is wrong with it by the rules that need nothing but its text."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from fanwire.newsroom.answers import overview
from fanwire.newsroom.checks.passages import place, seasons_in, sentences
from fanwire.newsroom.checks.rules import RULES, examined
from fanwire.newsroom.checks.said_dates import said_dates
from fanwire.newsroom.vague_dates import is_day, vague_date
from fanwire.records.check import Audit, Passage, SaidClaim, Scraped, ShowFacts, Story
from fanwire.records.record import replace

_QUESTIONS = (
    ("renewed", r"renew\w*|greenlit|second season order"),
    ("filming-end", r"(?:filming|production|shooting)\s(?:has\s|had\s)?(?:wrap\w*|end\w*|finish\w*)|wrap\w*"),
    ("filming-start", r"film(?:ing|ed)|shoot(?:ing)?|cameras?|production"),
    ("cast", r"cast|joins?|stars?|reprises?|actors?|returns?\sfor"),
    ("release", r"releas\w*|premier\w*|comes?\sout|coming|arriv\w*|air(?:s|ed|ing)?|debut\w*|streams?|returns?|date"),
    ("episodes", r"episodes"),
)
_LEVELS = (
    ("denied", r"den(?:y|ies|ied)|not\strue|refut\w*|false"),
    ("rumoured", r"rumou?r\w*|whisper\w*|word\shas\sit"),
    (
        "speculated",
        r"speculat\w*|might|(?-i:may)|could|likely|expect\w*|predict\w*|guess\w*|probably|hop(?:es?|ed|ing)",
    ),
    ("reported", r"report\w*|according\sto|outlets?|sources?"),
    ("official", r"official\w*|announc\w*|confirm\w*"),
    ("on-record", r"said|says|told|stated|revealed|interview"),
)
_PLAIN = "said as a fact"
_NAME = r"(?P<who>[A-Z][\w&.'\u2019-]*(?:\s(?:of\s|the\s)?[A-Z][\w&'\u2019-]*){0,3})"
_SPEAKERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[Aa]ccording\sto\s(?:the\s|a\sreport\s(?:by|from|in)\s)?{_NAME}",
        rf"{_NAME}\s(?:has\s|had\s|have\s)?(?:officially\s)?(?:said|says|reported|reports|announced|announces|confirmed|confirms|told|stated|revealed|denied)",
        rf"(?:announced|confirmed|reported|said|revealed|renewed)\sby\s{_NAME}",
    )
)
_NO_SPEAKERS = {
    "It",
    "He",
    "She",
    "They",
    "We",
    "This",
    "That",
    "The",
    "Season",
    "Reports",
    "Rumours",
    "Rumors",
    "Fans",
}


def audited(page: Scraped, story: Story | None, known: Sequence[ShowFacts] = ()) -> Audit:
    """Tell what a page claims and what is wrong with it.

    With a `story`, the page is held against that site's data too; `known` are its shows as of today, for the answers
    that stand beside the claims.
    """
    page = replace(page, date=page.date or _day(page))
    alone = tuple(rule for rule in RULES if rule.alone)
    findings = examined(story) if story else examined(Story(page.manuscript), alone)
    about = [show for show in known if names_show(page, show)]
    return Audit(page, tuple(_claims(page, about)), findings)


def written_on(page: Scraped) -> date | None:
    """Give the day of a page, by its head or the first certain day in its opening lines."""
    match = re.match(r"\d{4}-\d\d-\d\d", page.date)
    day = vague_date(match[0] if match else _day(page))
    return day.first if day and is_day(day) else None


def names_show(page: Scraped, show: ShowFacts) -> bool:
    """Tell whether a page names a show by any of its names."""
    texts = [passage.text for passage in page.manuscript.passages]
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in show.names for text in texts)


def _day(page: Scraped) -> str:
    for passage in page.manuscript.passages[:4]:
        if len(passage.text) < 120:  # noqa: PLR2004 - a dateline, no paragraph
            for each in said_dates(passage.text):
                if is_day(each.date):
                    return each.date.text
    return ""


def _claims(page: Scraped, shows: Sequence[ShowFacts]) -> Iterable[SaidClaim]:
    for passage in page.manuscript.passages:
        for sentence in sentences(passage.text):
            words = " ".join(sentence.text.split()).strip("| ")
            seasons = seasons_in(words)
            question = next((name for name, words_of in _QUESTIONS if _has(words_of, words)), "")
            dates = [each.date.text for each in said_dates(words)]
            if seasons and (question or dates):
                line = _line(passage, sentence.start + len(sentence.text) - len(sentence.text.lstrip()))
                yield _claim(line, words, seasons[0], question or "release", dates, shows)


def _line(passage: Passage, offset: int) -> int:
    return place(passage, offset).line


def _claim(
    line: int, words: str, season: str, question: str, dates: Sequence[str], shows: Sequence[ShowFacts]
) -> SaidClaim:
    level = next((name for name, pattern in _LEVELS if _has(pattern, words)), _PLAIN)
    return SaidClaim(
        line, words, season, question, ", ".join(dates), level, _speaker(words), _known(season, question, shows)
    )


def _has(pattern: str, words: str) -> bool:
    return bool(re.search(rf"\b(?:{pattern})\b", words, re.IGNORECASE))


def _speaker(words: str) -> str:
    for pattern in _SPEAKERS:
        match = pattern.search(words)
        if match and match["who"].split()[0] not in _NO_SPEAKERS:
            return match["who"].rstrip(".")
    return ""


def _known(season: str, question: str, shows: Sequence[ShowFacts]) -> str:
    for show in shows:
        for state in show.states:
            asked = state.question(question) if state.id == season else None
            if asked:
                return overview(asked)
    return ""
