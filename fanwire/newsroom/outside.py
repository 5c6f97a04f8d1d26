"""Addresses of shows and people in the catalogues of the web, from their ids there."""

from collections.abc import Mapping
from urllib.parse import quote

from fanwire.records.link import Link

_CATALOGUES: Mapping[str, tuple[str, str, str]] = {
    "imdb": ("IMDb", "https://www.imdb.com/title/{}/", "https://www.imdb.com/name/{}/"),
    "tmdb": ("TMDB", "https://www.themoviedb.org/{}", "https://www.themoviedb.org/{}"),
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/{}", "https://www.wikidata.org/wiki/{}"),
    "hancinema": ("HanCinema", "https://www.hancinema.net/{}", "https://www.hancinema.net/{}"),
}


def references(ids: Mapping[str, str], *, person: bool) -> tuple[Link, ...]:
    """Make links of known catalogues: `{"imdb": "tt14169960"} -> (Link("IMDb", "https://www.imdb.com/title/tt14169960/"),)`.

    An id that is an address of its own is taken as it is; ids of unknown catalogues are left out.
    """
    found = []
    for name, value in ids.items():
        if value.startswith("https://"):
            found.append(Link(name, value))
        elif name in _CATALOGUES:
            title, show_url, person_url = _CATALOGUES[name]
            found.append(Link(title, (person_url if person else show_url).format(quote(value))))
    return tuple(found)
