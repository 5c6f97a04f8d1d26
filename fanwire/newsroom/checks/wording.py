"""Words that a later reader can't place: "this year", and a source that is named but not linked."""

import re
from collections.abc import Iterable

from fanwire.newsroom.checks.passages import found, said, sentences
from fanwire.records.check import Finding, Passage, Story

_RELATIVE = re.compile(
    r"\b(?:(?:earlier|later|sometime|somewhere)[ \n]+)?(?:this|last|next)[ \n]+(?:year|month|week)(?:['\u2019]s)?\b",
    re.IGNORECASE,
)
# "this week's episode of a year", "the last week of May", "for the last year": these are no days of a calendar.
_NO_DAY_BEFORE = re.compile(r"\b(?:the|over|during|very|every|each|your|our|its)[ \n]+$", re.IGNORECASE)
_DAY_ALL_THE_SAME = re.compile(r"^(?:earlier|later|sometime|this|next)", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LINKED_WORDS = re.compile(r"\[[^\[\]]*$")
_ACCORDING = re.compile(
    r"\b(?:[Aa]ccording[ \n]+to|[Aa]s[ \n]+(?:first[ \n]+)?reported[ \n]+by)[ \n]+"
    r"(?:the[ \n]+|a[ \n]+report[ \n]+(?:by|in)[ \n]+)?"
    r"(?P<source>[A-Z][\w&.'\u2019-]*(?:[ \n](?:of[ \n]|the[ \n]|and[ \n])?[A-Z][\w&'\u2019-]*)*)"
)
_WE = ("Our", "We", "This", "That", "These", "Those", "My", "His", "Her", "Their")


def relative_time(story: Story) -> Iterable[Finding]:
    """Find "this year", "last week", "earlier this month" where no year stands beside them and they are no link."""
    heads = " ".join(passage.text for passage in story.manuscript.passages if passage.kind in {"title", "dek"})
    for passage in story.manuscript.passages:
        text = said(passage.text)
        around = heads if passage.kind in {"title", "dek"} else text
        if _YEAR.search(around):
            continue
        for match in _RELATIVE.finditer(text):
            if not _is_anchored(text, match):
                words = " ".join(match[0].split())
                yield found(
                    passage,
                    match.start(),
                    "FW301",
                    f'"{words}" means something else to whoever reads this later',
                    "name the year or the day, or link the words to what they mean",
                )


def _is_anchored(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start()]
    if _LINKED_WORDS.search(before):
        return True
    return bool(_NO_DAY_BEFORE.search(before)) and not _DAY_ALL_THE_SAME.match(match[0])


def unlinked_source(story: Story) -> Iterable[Finding]:
    """Find "according to Osen" in a paragraph that has neither a link nor a footnote."""
    for passage in story.manuscript.passages:
        if passage.kind in {"title", "dek", "heading"} or passage.linked:
            continue  # a head can't hold a link; its article does
        yield from _unlinked(passage)


def _unlinked(passage: Passage) -> Iterable[Finding]:
    text = said(passage.text)
    for sentence in sentences(text):
        for match in _ACCORDING.finditer(sentence.text):
            source = " ".join(match["source"].split()).rstrip(".")
            source = re.sub(r"['\u2019]s$", "", source)
            if source.split()[0] not in _WE:
                yield found(
                    passage,
                    sentence.start + match.start(),
                    "FW302",
                    f'"{source}" is named as a source, but not linked',
                    "link the page where readers can check it, or add a footnote",
                )
