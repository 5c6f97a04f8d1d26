"""Names: titles that a show doesn't have, and spellings one letter off."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from unicodedata import combining, normalize

from fanwire.newsroom.checks.passages import found, said
from fanwire.records.check import Finding, Story
from fanwire.records.record import Record

_LETTERS = 8  # shorter names have too many neighbours that are somebody else's
_WORD = re.compile(r"[^\W_](?:[\w'\u2019-]*[^\W_])?")
_NO_DIGITS = str.maketrans("", "", "0123456789")
_POSSESSIVE = re.compile(r"['\u2019]s$")


class _Spelling(Record, frozen=True):
    """A name as it should be written, its words, and its letters alone."""

    name: str
    words: tuple[str, ...]
    letters: str


def wrong_title(story: Story) -> Iterable[Finding]:
    """Find the `not_titles` of shows, written as titles are: `We Are All Dead`; quoted ones are only talked about."""
    for passage in story.manuscript.passages:
        text = said(passage.text)
        for wrong, right in story.not_titles.items():
            pattern = r"\s+".join(map(re.escape, wrong.split()))
            for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text):
                message = f'"{wrong}" is not the title; it is "{right}"'
                yield found(passage, match.start(), "FW401", message, f'write "{right}", or put the words in quotes')


def near_name(story: Story) -> Iterable[Finding]:
    """Find a name that is one letter off a person's, a part's or a show's, and that nobody else has.

    What is near an alias only is let be: who writes otherwise than this site might well mean somebody else.
    """
    spellings = [_Spelling(name, tuple(_words(name)), _letters(name)) for name in story.spellings]
    right = {_letters(name) for name in (*story.spellings, *story.others)}
    aimed = [each for each in spellings if len(each.letters) >= _LETTERS and _is_long(each.words)]
    near, lengths = _index(aimed), sorted({len(each.words) for each in aimed})
    if not near:
        return
    for passage in story.manuscript.passages:
        text = said(passage.text)
        words = list(_WORD.finditer(text))
        for length in lengths:
            for group in _groups(words, length, text):
                spelling = _slip(group, right, near)
                if spelling:
                    name = " ".join(group_words(group))
                    message = f'"{name}" is one letter off "{spelling.name}"'
                    hint = f'write "{spelling.name}"; if it is somebody else, give them a page, or silence this'
                    yield found(passage, group[0].start(), "FW402", message, hint)


def _is_long(words: Sequence[str]) -> bool:
    return len(words) > 1 or any("-" in word for word in words)


def group_words(group: Sequence[re.Match[str]]) -> list[str]:
    """Give the words of a name as they stand, without a possessive at the end."""
    return [*(match[0] for match in group[:-1]), _POSSESSIVE.sub("", group[-1][0])]


def _groups(words: Sequence[re.Match[str]], length: int, text: str) -> Iterator[Sequence[re.Match[str]]]:
    """Yield words that stand in a row with nothing but a blank between them, the first with a capital."""
    for start in range(len(words) - length + 1):
        group = words[start : start + length]
        if not group[0][0][0].isupper():
            continue
        gaps = (text[one.end() : other.start()] for one, other in pairwise(group))
        if all(gap in {" ", "\n"} for gap in gaps):
            yield group


def _slip(group: Sequence[re.Match[str]], right: set[str], near: Mapping[str, Sequence[_Spelling]]) -> _Spelling | None:
    words = group_words(group)
    letters = _letters(" ".join(words))
    if letters in right or len(letters) < _LETTERS - 1 or letters.removesuffix("s") in right:
        return None
    for key in (letters, *_shorter(letters)):
        for spelling in near.get(key, ()):
            if _is_written_alike(words, spelling) and _is_one_off(letters, spelling.letters):
                return spelling
    return None


def _is_written_alike(words: Sequence[str], spelling: _Spelling) -> bool:
    """Tell whether capitals stand where the name has them: "All of us are deaf" is a sentence, no title."""
    pairs = zip(words, spelling.words, strict=False)
    return len(words) == len(spelling.words) and all(
        word[0].isupper() == right[0].isupper() and word[0].isdigit() == right[0].isdigit() for word, right in pairs
    )


def _is_one_off(one: str, other: str) -> bool:
    """Tell whether one letter is wrong, missing or too many, or two neighbours changed places."""
    if one == other or one.translate(_NO_DIGITS) == other.translate(_NO_DIGITS):
        return False
    if len(one) != len(other):
        short, long = sorted((one, other), key=len)
        return short in set(_shorter(long))
    wrong = [index for index, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    if len(wrong) == 1:
        return not (one[wrong[0]].isdigit() or other[wrong[0]].isdigit())
    first, last = wrong[0], wrong[-1]
    return len(wrong) == last - first + 1 == 2 and one[first] == other[last] and one[last] == other[first]  # noqa: PLR2004


def _index(spellings: Iterable[_Spelling]) -> Mapping[str, Sequence[_Spelling]]:
    """Find names by their letters and by these with one left out: whatever is one letter off shares one of them."""
    found: dict[str, list[_Spelling]] = {}
    for spelling in spellings:
        for key in {spelling.letters, *_shorter(spelling.letters)}:
            found.setdefault(key, []).append(spelling)
    return found


def _shorter(letters: str) -> Iterator[str]:
    return (letters[:index] + letters[index + 1 :] for index in range(len(letters)))


def _words(name: str) -> list[str]:
    return [match[0] for match in _WORD.finditer(name)]


def _letters(name: str) -> str:
    """Take what tells names apart: `"Park Ji-hu" -> "parkjihu"`; blanks, hyphens, accents and capitals are style."""
    plain = normalize("NFC", "".join(char for char in normalize("NFKD", name) if not combining(char)))
    return "".join(char for char in plain.casefold() if char.isalnum())
