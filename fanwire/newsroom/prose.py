"""Bodies with every link resolved: marks become addresses, blocks become records for the theme."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from fanwire.errors import Problem, Where
from fanwire.newsroom.names import Names, Target
from fanwire.newsroom.placing import Placing
from fanwire.records.document import (
    MARK_CLOSE,
    MARK_OPEN,
    Body,
    CastBlock,
    GalleryBlock,
    Part,
    QuoteBlock,
    ReadMoreBlock,
    Reference,
    SpoilerBlock,
    VideoBlock,
)
from fanwire.records.library import (
    Card,
    CastTable,
    Gallery,
    Image,
    Prose,
    Quote,
    ReadMore,
    RootLink,
    Spoiler,
    Video,
)

_MARK = re.compile(
    rf'\s(?P<name>href|src|data)="{MARK_OPEN}u(?P<address>\d+){MARK_CLOSE}"'
    rf"|{MARK_OPEN}t(?P<words>\d+){MARK_CLOSE}"
    rf"|{MARK_OPEN}s(?P<size>\d+){MARK_CLOSE}"
)
_SCOPE = re.compile(r"s(\d+)(?:e(\d+))?")

@dataclass(frozen=True, slots=True)
class Resolver:
    """Everything that a body may point at. `cards` are the public articles' by their addresses."""

    home: str
    names: Names
    cards: Mapping[str, Card]
    placing: Placing
    cast: Callable[[CastBlock, tuple[str, ...]], CastTable | None]
    root_links: list[RootLink]
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class _Resolved:
    url: str
    words: str
    size: str


def excerpt(body: Body, names: Names) -> str:
    """Resolve the marks in a body's first paragraph: plain text."""
    if MARK_OPEN not in body.excerpt:
        return body.excerpt
    return _MARK.sub(lambda m: _words(body.references[int(m["words"] or 0)], names), body.excerpt)


def prose(body: Body, shows: tuple[str, ...], resolver: Resolver) -> Prose:
    """Resolve a body. `shows` are the ids of the text's shows, for blocks that name none."""
    resolved = [_resolve(reference, resolver) for reference in body.references]
    return _parts(body.parts, shows, resolver, resolved)


def _parts(parts: tuple[Part, ...], shows: tuple[str, ...], resolver: Resolver, resolved: list[_Resolved]) -> Prose:
    made: list[str | Spoiler | CastTable | ReadMore | Video | Gallery | Quote] = []
    for part in parts:
        match part:
            case str():
                made.append(_MARK.sub(lambda m: _filled(m, resolved), part) if MARK_OPEN in part else part)
            case SpoilerBlock():
                inner = _parts(part.inner, shows, resolver, resolved)
                made.append(Spoiler(spoiler_label(part.scope), part.scope, part.safe, part.inline, inner))
            case CastBlock():
                made += filter(None, [resolver.cast(part, shows)])
            case ReadMoreBlock():
                made += _read_more(part, resolver)
            case VideoBlock():
                made.append(Video(part.url, part.embed, part.title, _poster(part, resolver)))
            case GalleryBlock():
                made.append(Gallery(_parts(part.inner, shows, resolver, resolved)))
            case QuoteBlock():
                made.append(Quote(part.cite, _parts(part.inner, shows, resolver, resolved)))
    return tuple(made)


def spoiler_label(scope: str) -> str:
    """Say what a spoiler hides: `"s1e12" -> "Spoiler for season 1, episode 12"`, `"" -> "Spoiler"`."""
    match = _SCOPE.search(scope)
    if not match:
        return "Spoiler"
    episode = f", episode {int(match[2])}" if match[2] else ""
    return f"Spoiler for season {int(match[1])}{episode}"


def _filled(match: re.Match[str], resolved: list[_Resolved]) -> str:
    if match["words"]:
        return escape(resolved[int(match["words"])].words, quote=False)
    if match["size"]:
        return resolved[int(match["size"])].size
    url = resolved[int(match["address"])].url
    return f' {match["name"]}="{escape(url)}"' if url else ""


def _resolve(reference: Reference, resolver: Resolver) -> _Resolved:
    if reference.picture:
        url, picture = resolver.placing.picture(reference.target, reference.where)
        size = f' width="{picture.width}" height="{picture.height}"' if picture.width else ""
        return _Resolved(url, "", f"{size} ")
    if reference.by_id:
        return _by_id(reference, resolver)
    return _by_path(reference, resolver)


def _by_id(reference: Reference, resolver: Resolver) -> _Resolved:
    found = resolver.names.find(reference.target)
    if not found:
        near = resolver.names.near(reference.target)
        resolver.problems.append(Problem(reference.where, f'nothing has the id "{reference.target}"{near}'))
        return _Resolved("", reference.target, "")
    if len(found) > 1:
        meanings = ", ".join(sorted(f"{target.kind}: {target.link.url}" for target in found))
        hint = f"write [[{found[0].kind}/{reference.target}]], or link to the file"
        resolver.problems.append(Problem(reference.where, f'"{reference.target}" may mean {meanings}', hint))
    return _aimed(found[0], reference, resolver)


def _by_path(reference: Reference, resolver: Resolver) -> _Resolved:
    path = reference.target
    fragment = f"#{reference.fragment}" if reference.fragment else ""
    if path.startswith("/"):
        resolver.root_links.append(RootLink(path, reference.where))
        return _Resolved(resolver.home + path[1:] + fragment, "", "")
    target = resolver.names.by_file.get(path) or resolver.names.by_file.get(f"{path}/index.md")
    if target:
        return _aimed(target, reference, resolver)
    url = resolver.placing.address(path)
    if url is None:
        inside = not path.startswith("..")
        message = f"there is no file {path}" if inside else "the link leads out of the site's folder"
        resolver.problems.append(Problem(reference.where, message, "links are relative to the file they stand in"))
    return _Resolved((url or "") + fragment, "", "")


def _aimed(target: Target, reference: Reference, resolver: Resolver) -> _Resolved:
    """Link to a target; one that isn't public gets no address, and its title stays unknown."""
    if not target.public:
        return _Resolved("", "", "")
    if reference.fragment and target.anchors is not None and reference.fragment not in target.anchors:
        headings = ", ".join(sorted(each for each in target.anchors if not each.startswith("fn")))
        hint = f"it has: {headings}" if headings else "it has no headings"
        resolver.problems.append(Problem(reference.where, f'{target.link.url} has no heading "{reference.fragment}"', hint))
    fragment = f"#{reference.fragment}" if reference.fragment else ""
    return _Resolved(target.link.url + fragment, target.link.title, "")


def _words(reference: Reference, names: Names) -> str:
    found = names.find(reference.target)
    return found[0].link.title if found and found[0].public else ""


def _read_more(part: ReadMoreBlock, resolver: Resolver) -> list[ReadMore]:
    found = [target for target in resolver.names.find(part.target) if target.kind == "articles"]
    if len(found) != 1:
        near = resolver.names.near(part.target, "articles")
        message = f'no article has the slug "{part.target}"{near}' if not found else f'several articles are called "{part.target}"'
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
