"""Bodies with every link resolved: marks become addresses, blocks become records for the theme."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from fanwire.errors import Problem, Where
from fanwire.newsroom.claims import LedgerPart
from fanwire.newsroom.names import Names, Target
from fanwire.newsroom.placing import Placing
from fanwire.records.cards import Card, Image
from fanwire.records.document import (
    MARK_CLOSE,
    MARK_OPEN,
    Body,
    CastBlock,
    ClaimMark,
    Document,
    GalleryBlock,
    Heading,
    KnownBlock,
    Part,
    QuoteBlock,
    ReadMoreBlock,
    Reference,
    SpoilerBlock,
    TimelineBlock,
    VideoBlock,
)
from fanwire.records.listed import RootLink
from fanwire.records.prose import CastTable, Filling, Gallery, Piece, Pieces, Prose, Quote, ReadMore, Spoiler, Video
from fanwire.records.record import Record, replace
from fanwire.records.told import ClaimNote, KnownTable, Timeline

_WORDS = re.compile(rf"{MARK_OPEN}t(\d+){MARK_CLOSE}")
_SCOPE = re.compile(r"s(\d+)(?:e(\d+))?")


class Resolver(Record, frozen=True):
    """Everything that a body may point at. `cards` are the public articles' by their addresses."""

    home: str
    names: Names
    cards: Mapping[str, Card]
    placing: Placing
    cast: Callable[[CastBlock, tuple[str, ...]], CastTable | None]
    tell: Callable[[LedgerPart, tuple[str, ...]], KnownTable | Timeline | ClaimNote | None]
    root_links: list[RootLink]
    problems: list[Problem]


def excerpt(body: Body, names: Names) -> str:
    """Resolve the marks in a body's first paragraph: plain text."""
    return _resolved(body.excerpt, body, names)


def contents(body: Body, names: Names) -> tuple[Heading, ...]:
    """Resolve the marks in a body's headings: plain text, for its table of contents."""
    return tuple(
        replace(each, text=_resolved(each.text, body, names)) if MARK_OPEN in each.text else each
        for each in body.headings
    )


def _resolved(text: str, body: Body, names: Names) -> str:
    if MARK_OPEN not in text:
        return text
    return _WORDS.sub(lambda m: _words(body.references[int(m[1])], names), text)


def prose(document: Document, shows: tuple[str, ...], resolver: Resolver) -> Prose:
    """Resolve a body. `shows` are the ids of the text's shows, for blocks that name none."""
    fillings = tuple(_resolve(reference, resolver) for reference in document.body.references)
    return Prose(document.file, _pieces(document.body.parts, shows, resolver), fillings)


def _pieces(parts: tuple[Part, ...], shows: tuple[str, ...], resolver: Resolver) -> Pieces:
    made: list[Piece] = []
    for part in parts:
        match part:
            case int():
                made.append(part)
            case SpoilerBlock():
                inner = _pieces(part.inner, shows, resolver)
                made.append(Spoiler(spoiler_label(part.scope), part.scope, part.safe, part.inline, inner))
            case CastBlock():
                made += filter(None, [resolver.cast(part, shows)])
            case ReadMoreBlock():
                made += _read_more(part, resolver)
            case VideoBlock():
                made.append(Video(part.url, part.embed, part.title, _poster(part, resolver), part.uploaded))
            case GalleryBlock():
                made.append(Gallery(_pieces(part.inner, shows, resolver)))
            case QuoteBlock():
                made.append(Quote(part.cite, _pieces(part.inner, shows, resolver)))
            case KnownBlock() | TimelineBlock() | ClaimMark():
                made += filter(None, [resolver.tell(part, shows)])
    return tuple(made)


def spoiler_label(scope: str) -> str:
    """Say what a spoiler hides: `"s1e12" -> "Spoiler for season 1, episode 12"`, `"" -> "Spoiler"`."""
    words = scope_words(scope)
    return f"Spoiler for {words}" if words else "Spoiler"


def scope_words(scope: str, titles: Mapping[str, str] = MappingProxyType({})) -> str:
    """Name a scope for readers: `"all-of-us-are-dead s1e12" -> "All of Us Are Dead, season 1, episode 12"`.

    `titles` maps the ids of shows to their titles; what is neither a show nor a season stays as it was written.
    """
    found = []
    for word in scope.split():
        match = _SCOPE.fullmatch(word)
        if match:
            found.append(f"season {int(match[1])}" + (f", episode {int(match[2])}" if match[2] else ""))
        else:
            found.append(titles.get(word, word))
    return ", ".join(found)


def _resolve(reference: Reference, resolver: Resolver) -> Filling:
    if reference.picture:
        url, picture = resolver.placing.picture(reference.target, reference.where)
        size = f' width="{picture.width}" height="{picture.height}"' if picture.width else ""
        return Filling(url, "", size)
    if reference.by_id:
        return _by_id(reference, resolver)
    return _by_path(reference, resolver)


def _by_id(reference: Reference, resolver: Resolver) -> Filling:
    found = resolver.names.find(reference.target)
    if not found:
        near = resolver.names.near(reference.target)
        hint = "" if near else "an id is the name of a file in content/, without its date and its ending"
        resolver.problems.append(Problem(reference.where, f'nothing has the id "{reference.target}"{near}', hint))
        return Filling("", reference.target, "")
    if len(found) > 1:
        meanings = ", ".join(sorted(f"{target.kind}: {target.link.url}" for target in found))
        hint = f"write [[{found[0].kind}/{reference.target}]], or link to the file"
        resolver.problems.append(Problem(reference.where, f'"{reference.target}" may mean {meanings}', hint))
    return _aimed(found[0], reference, resolver)


def _by_path(reference: Reference, resolver: Resolver) -> Filling:
    path = reference.target
    fragment = f"#{reference.fragment}" if reference.fragment else ""
    if path.startswith("/"):
        resolver.root_links.append(RootLink(path, reference.where))
        return Filling(resolver.home + path[1:] + fragment, "", "")
    target = resolver.names.by_file.get(path) or resolver.names.by_file.get(f"{path}/index.md")
    if target:
        return _aimed(target, reference, resolver)
    url = resolver.placing.address(path)
    if url is None:
        inside = not path.startswith("..")
        message = f"there is no file {path}" if inside else "the link leads out of the site's folder"
        resolver.problems.append(Problem(reference.where, message, "links are relative to the file they stand in"))
    return Filling((url or "") + fragment, "", "")


def _aimed(target: Target, reference: Reference, resolver: Resolver) -> Filling:
    """Link to a target; one that isn't public gets no address, and its title stays unknown."""
    if not target.public:
        return Filling("", "", "")
    if reference.fragment and target.anchors is not None and reference.fragment not in target.anchors:
        headings = ", ".join(sorted(each for each in target.anchors if not each.startswith("fn")))
        hint = f"it has: {headings}" if headings else "it has no headings"
        resolver.problems.append(
            Problem(reference.where, f'{target.link.url} has no heading "{reference.fragment}"', hint)
        )
    fragment = f"#{reference.fragment}" if reference.fragment else ""
    return Filling(target.link.url + fragment, target.link.title, "")


def _words(reference: Reference, names: Names) -> str:
    found = names.find(reference.target)
    return found[0].link.title if found and found[0].public else ""


def _read_more(part: ReadMoreBlock, resolver: Resolver) -> list[ReadMore]:
    found = [target for target in resolver.names.find(part.target) if target.kind == "articles"]
    if len(found) != 1:
        near = resolver.names.near(part.target, "articles")
        message = (
            f'no article has the slug "{part.target}"{near}'
            if not found
            else f'several articles are called "{part.target}"'
        )
        resolver.problems.append(Problem(part.where, f"readmore: {message}"))
        return []
    shown = resolver.cards.get(found[0].link.url)
    return [ReadMore(shown)] if shown else []


def _poster(part: VideoBlock, resolver: Resolver) -> Image | None:
    if part.poster is None:
        return None
    where: Where = part.poster.where
    url, picture = resolver.placing.picture(part.poster.target, where)
    return Image(url, "", picture.width, picture.height, picture.media_type, picture.size)
