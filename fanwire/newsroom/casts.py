"""Who plays whom: the casts of shows as groups, and every part of a person."""

from collections.abc import Callable, Mapping
from datetime import date

from fanwire.errors import Problem, did_you_mean
from fanwire.newsroom.names import Names, show_and_season
from fanwire.newsroom.premieres import came_out
from fanwire.newsroom.vague_dates import vague_date, words
from fanwire.records.cards import Image
from fanwire.records.document import CastBlock, Document
from fanwire.records.library import Credit, Part, Season
from fanwire.records.link import Link
from fanwire.records.matter import RoleMatter, ShowMatter
from fanwire.records.prose import CastGroup, CastLine, CastTable
from fanwire.records.record import Record


class Casting(Record, frozen=True):
    """Looks up people for casts, as of a day; `portrait` finds a person's picture by id."""

    names: Names
    portrait: Callable[[str], Image | None]
    today: date
    problems: list[Problem]

    def groups(
        self, document: Document, cast: Mapping[str, tuple[RoleMatter, ...]], *path: str
    ) -> tuple[CastGroup, ...]:
        """Make the groups of one cast; `path` says where it stands in the front matter."""
        made = []
        for name, roles in cast.items():
            lines = []
            for number, role in enumerate(roles):
                person = self.person(document, role.person, *path, name, number, "person")
                if person:
                    lines.append(CastLine(person, role.as_, self.portrait(role.person)))
            made.append(CastGroup(name.replace("-", " ").capitalize(), tuple(lines)))
        return tuple(made)

    def person(self, document: Document, identity: str, *path: str | int) -> Link | None:
        """Find a person by id; an unknown one is a problem with the nearest right id."""
        person = self.names.people(identity)
        if person is None:
            near = self.names.near(identity, "people")
            place = f"content/people/{identity}.md"
            message = f'no person has the id "{identity}"{near}'
            self.problems.append(
                Problem(document.where(*path), message, f"or write {place}" if near else f"write {place}")
            )
        return person

    def credits(self, document: Document, matter: ShowMatter) -> tuple[Credit, ...]:
        """Make the credits of a show from its `crew`."""
        made = []
        for job, people in matter.crew.items():
            found = [self.person(document, identity, "crew", job, number) for number, identity in enumerate(people)]
            made.append(Credit(job.replace("-", " ").capitalize(), tuple(person for person in found if person)))
        return tuple(made)


def seasons(document: Document, matter: ShowMatter, casting: Casting) -> tuple[Season, ...]:
    """Make the seasons of a show, in the writer's order."""
    return tuple(
        Season(
            identity,
            season.title or _season_title(identity),
            season.episodes,
            date_in_words(document, season.released, casting.problems, "seasons", identity, "released"),
            came_out(season.released, casting.today)[0],
            season.platform or matter.platform,
            casting.groups(document, season.cast, "seasons", identity, "cast"),
        )
        for identity, season in matter.seasons.items()
    )


def cast_table(
    block: CastBlock,
    shows: tuple[str, ...],
    *,
    titles: Mapping[str, str],
    seasons_of: Mapping[str, tuple[Season, ...]],
    casts: Mapping[str, tuple[CastGroup, ...]],
    problems: list[Problem],
) -> CastTable | None:
    """Make the table of a `cast` block; without a show's id in it, the text's first show is meant."""
    show = block.show or (shows[0] if shows else "")
    if show not in titles:
        message = f'cast: no show has the id "{show}"{did_you_mean(show, titles)}' if show else "cast: which show?"
        hint = f"write /// cast | show-id s1, or name shows: in the head; shows: {', '.join(titles)}"
        problems.append(Problem(block.where, message, hint))
        return None
    if not block.season:
        return CastTable(f"Cast of {titles[show]}", casts[show])
    season = next((each for each in seasons_of[show] if each.id == block.season), None)
    if season is None:
        known = ", ".join(each.id for each in seasons_of[show]) or "none"
        problems.append(Problem(block.where, f'cast: {show} has no season "{block.season}"', f"its seasons: {known}"))
        return None
    return CastTable(show_and_season(titles[show], season.title), season.cast)


def parts_of(show: Link, matter: ShowMatter) -> list[tuple[str, Part]]:
    """List who did what in a show: `[("lomon", Part(show, "Season 1", "Lee Su-hyeok", ""))]`."""
    found = [
        (person, Part(show, "", "", job.replace("-", " ").removesuffix("s").capitalize()))
        for job, people in matter.crew.items()
        for person in people
    ]
    found += [(role.person, Part(show, "", role.as_, "")) for roles in matter.cast.values() for role in roles]
    for identity, season in matter.seasons.items():
        title = season.title or _season_title(identity)
        found += [(role.person, Part(show, title, role.as_, "")) for roles in season.cast.values() for role in roles]
    return found


def date_in_words(document: Document, text: str, problems: list[Problem], *path: str) -> str:
    """Write a vague date for readers: `"2022-01-28" -> "28 January 2022"`, `"2009/2011" -> "2009 to 2011"`."""
    if not text:
        return ""
    found = vague_date(text)
    if found is None:
        message = f'{".".join(path)}: expected a date, got "{text}"'
        problems.append(
            Problem(document.where(*path), message, "write 2026-08-22, 2026-08, 2026, 2026-H2 or 2009/2011")
        )
        return text
    return words(found)


def _season_title(identity: str) -> str:
    return f"Season {int(identity[1:])}" if identity[1:].isdigit() else identity
