"""From a block as it was written to a part of the body: arguments are checked here."""

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs

from fanwire.errors import Problem, Where
from fanwire.read.markup.collected import RawBlock
from fanwire.read.markup.places import Places
from fanwire.read.web_addresses import split
from fanwire.records.document import (
    CastBlock,
    ClaimMark,
    GalleryBlock,
    KnownBlock,
    Part,
    QuoteBlock,
    ReadMoreBlock,
    Reference,
    SpoilerBlock,
    TimelineBlock,
    VideoBlock,
)
from fanwire.records.slugs import slugify

_SEASON = re.compile(r"s\d+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YOUTUBE_ID = re.compile(r"[\w-]{6,20}")

FindPicture = Callable[[str, Where], Reference]


def block_part(
    raw: RawBlock, inner: tuple[Part, ...], places: Places, picture: FindPicture, problems: list[Problem]
) -> Part:
    """Make the part that a block stands for; a wrong argument is a problem and leaves the block's content."""
    where = places.of(raw.options.get("typed", "||")) if raw.inline else places.of_block(raw.name, raw.argument)
    match raw.name:
        case "spoiler":
            return SpoilerBlock(raw.argument, raw.options.get("safe", ""), raw.inline, inner, where)
        case "cast":
            return _cast(raw, where, problems)
        case "readmore":
            return _readmore(raw, where, problems)
        case "video":
            return _video(raw, where, picture, problems)
        case "known" | "timeline":
            return _of_season(raw, where, problems)
        case "claim":
            return _claim(raw, where, problems)
        case "gallery":
            return GalleryBlock(inner)
        case _:
            return QuoteBlock(raw.argument, inner)


def _cast(raw: RawBlock, where: Where, problems: list[Problem]) -> Part:
    words = raw.argument.split()
    seasons = [word for word in words if _SEASON.fullmatch(word)]
    shows = [word for word in words if not _SEASON.fullmatch(word)]
    if len(seasons) > 1 or len(shows) > 1 or not words:
        problems.append(
            Problem(
                where, f'cast: expected a season, got "{raw.argument}"', "write /// cast | s2, or /// cast | show-id s2"
            )
        )
    return CastBlock(shows[0] if shows else "", seasons[0] if seasons else "", where)


def _of_season(raw: RawBlock, where: Where, problems: list[Problem]) -> Part:
    """`/// known | show-id s2` or `/// known | s2`: the season comes last."""
    words = raw.argument.split()
    if len(words) not in {1, 2}:
        hint = f"write /// {raw.name} | s2, or /// {raw.name} | show-id s2"
        problems.append(Problem(where, f'{raw.name}: expected a season, got "{raw.argument}"', hint))
        words = [""]
    kind = KnownBlock if raw.name == "known" else TimelineBlock
    return kind(words[0] if len(words) > 1 else "", words[-1], where)


def _claim(raw: RawBlock, where: Where, problems: list[Problem]) -> Part:
    """`[[claim: show-id s2 release]]` or `[[claim: s2 release]]`."""
    words = raw.argument.split()
    if len(words) not in {2, 3}:
        hint = "write [[claim: s2 release]], or [[claim: show-id s2 release]]"
        problems.append(Problem(where, f'claim: expected a season and a question, got "{raw.argument}"', hint))
        words = ["", ""]
    return ClaimMark(words[0] if len(words) > 2 else "", words[-2], words[-1], where)  # noqa: PLR2004 - all three


def _readmore(raw: RawBlock, where: Where, problems: list[Problem]) -> Part:
    if not raw.argument:
        problems.append(Problem(where, "readmore: no article is named", "write /// readmore | slug-of-the-article"))
    return ReadMoreBlock(slugify(raw.argument), where)


def _video(raw: RawBlock, where: Where, picture: FindPicture, problems: list[Problem]) -> Part:
    address = split(raw.argument)
    if not address or address.scheme != "https" or not address.hostname:
        problems.append(
            Problem(where, f'video: expected an address, got "{raw.argument}"', "write /// video | https://youtu.be/ID")
        )
    poster, uploaded = raw.options.get("poster", ""), raw.options.get("uploaded", "")
    if uploaded and not _is_day(uploaded):
        message = f'video: uploaded: expected a day, got "{uploaded}"'
        problems.append(Problem(where, message, "write uploaded: 2022-01-28, the day it was put online"))
    return VideoBlock(
        raw.argument,
        _embed(raw.argument),
        raw.options.get("title", ""),
        picture(poster, where) if poster else None,
        uploaded,
        where,
    )


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _embed(url: str) -> str:
    """Find the player's address without cookies; empty for a host that isn't known: such a video is a link."""
    address = split(url)
    if not address:
        return ""
    host = (address.hostname or "").removeprefix("www.").removeprefix("m.")
    if host == "youtu.be":
        video = address.path.strip("/")
    elif host in {"youtube.com", "youtube-nocookie.com"}:
        query = parse_qs(address.query).get("v", [""])[0]
        video = query or address.path.rpartition("/")[2]
    else:
        return ""
    return f"https://www.youtube-nocookie.com/embed/{video}?autoplay=1" if _YOUTUBE_ID.fullmatch(video) else ""
