"""Who plays whom: pairs that a show's data contradicts, and one season's cast called another's."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from fanwire.newsroom.checks.passages import found, is_hedged, said, seasons_in, sentences
from fanwire.records.check import Finding, ShowFacts, Story

_Pattern = re.Pattern[str]
_PLAYS = (
    r",?[ \n]+(?:who[ \n]+)?(?:(?:again|also|once[ \n]more)[ \n]+)?(?:plays|played|play|playing|portrays|portrayed"
    r"|stars[ \n]+as|starred[ \n]+as|returns[ \n]+as|returned[ \n]+as|reprises|reprised|as|is|was)[ \n]+(?:\*{1,2})?"
)
_PLAYED_BY = r"(?:\*{1,2})?,?[ \n]+(?:(?:is|was|are)[ \n]+)?(?:played|portrayed)[ \n]+by[ \n]+"
_CAST_OF = re.compile(r"\b(?:cast|line-up|actors)\b", re.IGNORECASE)
_SEASON = r"(?P<season>[Ss]eason[ \n]\d+|(?:first|second|third|fourth|fifth)[ \n]season)"
# Whom a list may name besides people of the site; a sentence about something else has other words between.
_SOMEBODY = r"\*{0,2}[A-Z][\w'\u2019-]+(?:[ \n][A-Z][\w'\u2019-]+){1,2}\*{0,2}"
_AND = r"(?:,[ \n]and|,|[ \n]and|[ \n]as[ \n]well[ \n]as)[ \n]"
_IN_SEASON = (
    r"[ \n](?:(?:will|also|both|all)[ \n])*(?:returns?|(?:is|are)[ \n]back|comes?[ \n]back|joins?|stars?|appears?)"
    rf"[ \n](?:[^.;:!?|,]{{0,40}}?[ \n])?(?:for|in|to)[ \n](?:the[ \n])?{_SEASON}\b"
)
_CAST_IS = (
    rf"{_SEASON}(?:['\u2019]s)?[ \n](?:main[ \n])?(?:cast|line-up)"
    r"(?::|[ \n](?:includes|features|stars|is|are|will[ \n]include|consists[ \n]of))[ \n]"
)


def wrong_pair(story: Story) -> Iterable[Finding]:
    """Find "Lomon plays Nam On-jo" where the show's casts have another actor for that part."""
    for show in story.shows:
        people = {part.person for part in show.parts}
        characters = {part.character for part in show.parts if part.character}
        if not characters:
            continue
        person, part = _people_pattern(story.people, people), _pattern(characters)
        forward = re.compile(f"{person}{_PLAYS}(?P<part>{part})(?![\\w-])")
        backward = re.compile(f"(?<![\\w-])(?P<part>{part}){_PLAYED_BY}{person}")
        in_a_row = re.compile(rf"(?m)(?:^|\|)[ ]*{person}[ ]*\|[ ]*\*{{0,2}}(?P<part>{part})\*{{0,2}}[ ]*(?:\||$)")
        for passage in story.manuscript.passages:
            text = said(passage.text)
            for match in (each for pattern in (forward, backward, in_a_row) for each in pattern.finditer(text)):
                wrong = _contradicted(match, show, story.people)
                if wrong:
                    right = _spoken(_actors(match["part"], show), story.people)
                    message = f"{wrong} does not play {match['part']} by the show's cast: {right} does"
                    hint = f"correct the pair, or the casts of {show.id}"
                    yield found(passage, match.start(), "FW501", message, hint)


def _contradicted(match: re.Match[str], show: ShowFacts, people: Mapping[str, tuple[str, ...]]) -> str:
    """Name the actor who doesn't play the part; empty where somebody of that name does."""
    named = _named(match["id"] or match["name"], people)
    actors = _actors(match["part"], show)
    return "" if not named or named & actors else _spoken(named, people)


def _actors(character: str, show: ShowFacts) -> set[str]:
    return {part.person for part in show.parts if part.character == character}


def _named(word: str, people: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Give everybody who may be meant: an id, or all people of that name."""
    return {word} if word in people else {person for person, names in people.items() if word in names}


def _spoken(found: Iterable[str], people: Mapping[str, tuple[str, ...]]) -> str:
    return " or ".join(sorted(people.get(person, (person,))[0] for person in found))


def _people_pattern(people: Mapping[str, tuple[str, ...]], wanted: set[str]) -> str:
    """Make a pattern for people as they stand in a text: a name, `[[id]]` or `[[id|name]]`, bold or not."""
    names = _pattern({name for person in wanted for name in people.get(person, ())} or {"\0"})
    ids = _pattern(wanted)
    link = rf"\[\[(?:people/)?(?P<id>{ids})(?:\|[^\]\n]*)?\]\]"
    return rf"(?:(?<![\w-])\*{{0,2}}(?:{link}|(?P<name>{names}))(?![\w-])\*{{0,2}})"


def _pattern(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[ \n]") for word in longest_first)


def wrong_season(story: Story) -> Iterable[Finding]:
    """Find somebody of season 1 put into season 2, and season 1's table under a heading for season 2."""
    yield from _wrong_tables(story)
    for show in story.shows:
        seasons = {part.season for part in show.parts if part.season}
        if not seasons:
            continue
        strangers = {
            season: {part.person for part in show.parts} - {part.person for part in show.parts if part.season == season}
            for season in seasons
        }
        person, patterns = _placing(show, story.people)
        for passage in story.manuscript.passages:
            for sentence in sentences(said(passage.text)):
                for start, season, named in _placed(sentence.text, person, patterns, story.people):
                    if named in strangers.get(season, set()) and not _is_in_ledger(named, season, show):
                        name = _spoken([named], story.people)
                        message = f"{name} is not in the cast of season {season[1:]}, but in that of another"
                        hint = f"name the season that is meant, or add the part to the casts of {show.id}"
                        yield found(passage, sentence.start + start, "FW502", message, hint)


def _wrong_tables(story: Story) -> Iterator[Finding]:
    for call in story.manuscript.casts:
        named = seasons_in(call.heading)
        if named and _CAST_OF.search(call.heading) and call.season not in named and not is_hedged(call.heading):
            message = f'"{call.heading}" shows the cast of season {call.season[1:]}'
            yield Finding(call.where, "FW502", message, f"write /// cast | {named[0]}, or another heading")


def _placing(show: ShowFacts, people: Mapping[str, tuple[str, ...]]) -> tuple[_Pattern, tuple[_Pattern, ...]]:
    """Make the pattern of one person, and those of sentences that put several into a season."""
    person = _people_pattern(people, {part.person for part in show.parts})
    somebody = f"(?:{re.sub(r'[?]P<[a-z]+>', '?:', person)}|{_SOMEBODY})"
    several = f"{somebody}(?:{_AND}{somebody})*"
    patterns = (f"(?P<people>{several}){_IN_SEASON}", f"{_CAST_IS}(?P<people>{several})")
    return re.compile(person), tuple(map(re.compile, patterns))


def _placed(
    text: str, person: _Pattern, patterns: Sequence[_Pattern], people: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[int, str, str]]:
    """Yield who is put into which season by a sentence that says so as a fact: `(0, "s2", "lee-yoo-mi")`."""
    if len(seasons_in(text)) != 1 or is_hedged(text):
        return
    for pattern in patterns:
        for match in pattern.finditer(text):
            season = seasons_in(match["season"])[0]
            for each in person.finditer(match["people"]):
                for named in sorted(_named(each["id"] or each["name"], people)):
                    yield match.start("people") + each.start(), season, named


def _is_in_ledger(person: str, season: str, show: ShowFacts) -> bool:
    states = (state.question("cast") for state in show.states if state.id == season)
    return any(answer.key == person and answer.evidence > 0 for state in states if state for answer in state.answers)
