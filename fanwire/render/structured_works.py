"""Works and people as structured data: TVSeries with TVSeason, Movie, Book, ComicSeries and Person of schema.org.

A date is told only when it is official or has happened: a rumour never becomes one.
"""

from collections.abc import Iterable, Mapping, Sequence

from fanwire.records.cards import Image
from fanwire.records.library import Credit, Person, Season, Show
from fanwire.records.link import Link
from fanwire.records.pages import ShowPage
from fanwire.records.prose import CastGroup
from fanwire.records.told import SeasonTold
from fanwire.render.structured_frame import Frame, Node, image_node, person, pruned, thing, work

_KINDS: Mapping[str, tuple[str, str, str]] = {
    "series": ("TVSeries", "startDate", "endDate"),
    "film": ("Movie", "datePublished", ""),
    "webtoon": ("ComicSeries", "startDate", "endDate"),
    "book": ("Book", "datePublished", ""),
}
"""Each kind of show: its type, and which of its properties hold when it came out and when it ended."""

_FILMED = frozenset({"TVSeries", "Movie"})
_OF_FILMS = frozenset({"director", "musicBy"})
"""What schema.org says of films and series only."""

_JOBS: Mapping[str, str] = {
    "author": "author",
    "composer": "musicBy",
    "creator": "creator",
    "director": "director",
    "editor": "editor",
    "music": "musicBy",
    "producer": "producer",
    "screenwriter": "author",
    "writer": "author",
}


def show_node(page: ShowPage, frame: Frame) -> Node:
    """Describe a show on its hub."""
    show, told = page.show, {each.id: each for each in page.seasons}
    kind, begin, end = _KINDS[show.kind]
    seasons = [_season(season, told, show, frame) for season in show.seasons]
    makers = [{"@type": "Organization", "name": name} for name in show.production]
    node = pruned({
        **thing(kind, "work", show.link, frame),
        **_known_as(show.original, show.aliases, show.image, show.references, frame),
        "description": show.description,
        begin: _began(show, page.seasons, seasons),
        "actor": _roles(show.cast, frame) if kind in _FILMED else None,
        "containsSeason": seasons,
        "productionCompany" if kind in _FILMED else "publisher": makers,
        "provider": {"@type": "Organization", "name": show.platform} if show.platform else None,
        "isBasedOn": work(show.based_on, frame) if show.based_on else None,
        **_crew(show.credits, kind, frame),
    })  # fmt: skip
    if end and show.until:
        node[end] = show.until
    return node


def person_node(person: Person, frame: Frame) -> Node:
    """Describe a person on their page."""
    return pruned({
        **thing("Person", "person", person.link, frame),
        **_known_as(person.original, person.aliases, person.image, person.references, frame),
        "jobTitle": list(person.roles),
    })  # fmt: skip


def _known_as(
    original: str, aliases: tuple[str, ...], image: Image | None, references: tuple[Link, ...], frame: Frame
) -> Node:
    return {
        "alternateName": [name for name in (original, *aliases) if name],
        "image": image_node(image, frame) if image else None,
        "sameAs": [link.url for link in references],
    }


def _began(show: Show, told: Sequence[SeasonTold], seasons: Sequence[Node]) -> str:
    """Find when a work came out: without seasons its ledger tells that, before its writer; with them the first one."""
    if not show.seasons and told and told[-1].premiere is not None:
        return told[-1].premiere
    return show.since or (str(seasons[0].get("startDate", "")) if seasons else "")


def _season(season: Season, told: Mapping[str, SeasonTold], show: Show, frame: Frame) -> Node:
    """Describe a season; where the ledger has lines on its release, they alone tell its first day."""
    premiere = told[season.id].premiere if season.id in told else None
    url = f"{frame.absolute(show.link.url)}#{season.id}"
    return pruned({
        "@type": "TVSeason",
        "@id": url,
        "url": url,
        "name": season.title,
        "seasonNumber": int(season.id[1:]) if season.id[1:].isdecimal() else None,
        "numberOfEpisodes": season.episodes,
        "startDate": season.since if premiere is None else premiere,
        "partOfSeries": {"@id": thing("", "work", show.link, frame)["@id"]},
        "actor": _roles(season.cast, frame),
    })  # fmt: skip


def _roles(groups: Iterable[CastGroup], frame: Frame) -> list[Node]:
    """List who plays whom (schema.org's Role stands between the two)."""
    return [
        {"@type": "PerformanceRole", "actor": person(line.person, frame), "characterName": line.character}
        if line.character
        else person(line.person, frame)
        for group in groups
        for line in group.lines
    ]


def _crew(crew_credits: Iterable[Credit], kind: str, frame: Frame) -> Node:
    """Put people under what they did: `Credit("Directors", ...) -> {"director": [...]}`; an unusual job contributes."""
    found: dict[str, list[Node]] = {}
    for credit in crew_credits:
        job = _JOBS.get(credit.title.lower().removesuffix("s"), "contributor")
        if job in _OF_FILMS and kind not in _FILMED:
            job = "contributor"
        found.setdefault(job, []).extend(person(each, frame) for each in credit.people)
    return dict(found)
