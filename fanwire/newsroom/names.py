"""Who and what can be linked to: by id, by file, and what is known but not public."""

from collections.abc import Mapping

from fanwire.errors import did_you_mean
from fanwire.records.link import Link
from fanwire.records.record import Record


class Target(Record, frozen=True):
    """Something with a page of its own. `anchors` are the ids to jump to, None where the theme makes them up."""

    link: Link
    kind: str
    public: bool
    anchors: tuple[str, ...] | None


class Names(Record, frozen=True):
    """Every target by kind and id, and by the file it is written in."""

    by_id: Mapping[str, Mapping[str, tuple[Target, ...]]]
    by_file: Mapping[str, Target]

    def find(self, name: str) -> tuple[Target, ...]:
        """Find what an id may mean: `"lomon"`, or with its kind `"people/lomon"`; an article also with its date."""
        kind, slash, identity = name.partition("/")
        if slash and kind in self.by_id:
            return self.by_id[kind].get(identity, ())
        return tuple(target for targets in self.by_id.values() for target in targets.get(name, ()))

    def people(self, identity: str) -> Link | None:
        """Find a person by id."""
        return self._one("people", identity)

    def shows(self, identity: str) -> Link | None:
        """Find a show by id."""
        return self._one("shows", identity)

    def _one(self, kind: str, identity: str) -> Link | None:
        found = self.by_id.get(kind, {}).get(identity)
        return found[0].link if found else None

    @property
    def titles(self) -> dict[str, str]:
        """The titles of shows by their ids."""
        return {identity: found[0].link.title for identity, found in self.by_id.get("shows", {}).items()}

    def near(self, name: str, *kinds: str) -> str:
        """Suggest the nearest id: `; did you mean "lomon"?`."""
        wanted = kinds or tuple(self.by_id)
        return did_you_mean(name, [identity for kind in wanted for identity in self.by_id.get(kind, {})])


def show_and_season(show: str, season: str) -> str:
    """Name a season in a sentence: `("All of Us Are Dead", "Season 2") -> "All of Us Are Dead, season 2"`."""
    return f"{show}, {season[:1].lower()}{season[1:]}" if season else show
