"""Recipes for addresses that were published once: they lead to where their text is now, or say that it is gone."""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from fanwire.errors import Problem
from fanwire.plan.heads import head
from fanwire.plan.paging import absolute, below, output_path
from fanwire.records.config import Config
from fanwire.records.library import Library
from fanwire.records.pages import GonePage, RedirectPage
from fanwire.records.published import Former
from fanwire.records.recipe import FeedOutline, FeedRecipe, KeptPage, Planned, Recipe, TemplateRecipe
from fanwire.records.record import replace


def plan_formers(
    planned: Sequence[Planned], library: Library, config: Config, problems: list[Problem]
) -> Iterator[Planned]:
    """Plan what stands at recorded addresses where nothing of today is `planned`; whatever is missed is a problem."""
    if not library.formers:
        return
    taken = {_folded(recipe.path): recipe.source for recipe in planned}
    ordered = sorted(planned, key=lambda recipe: recipe.path)
    paths = [recipe.path for recipe in ordered]
    for former in sorted(library.formers, key=lambda each: each.wrong is not None):  # what is answered isn't missed
        path = former_path(former.address, config.home)
        if source := taken.get(_folded(path)):
            if former.farewell and former.farewell.listed:
                message = f"{former.address} is listed as gone, and it is an address of {source}"
                problems.append(Problem(former.where, message, "take it out of gone:"))
            continue
        if former.wrong:
            problems.append(Problem(former.where, *former.wrong))
            continue
        for recipe in _in_place(former, path, ordered, paths, config):
            if _folded(recipe.path) not in taken:
                taken[_folded(recipe.path)] = recipe.source
                yield recipe


def former_path(address: str, home: str) -> str:
    """Find the file for an address below home, which may have been written by hand: `"/old" -> "old/index.html"`."""
    path = address.lstrip("/")
    return output_path(home + (path if path.endswith(("/", ".html")) or not path else f"{path}/"), home)


def redirect(path: str, to: str, source: str, config: Config) -> Recipe:
    """Plan the page that leads from an old address to a new one."""
    page = RedirectPage(config.settings.title, to, absolute(to, config.base_url, config.home))
    return TemplateRecipe(path, source, "redirect.html", page)


def _in_place(
    former: Former, path: str, ordered: Sequence[Planned], paths: Sequence[str], config: Config
) -> Iterator[Planned]:
    if former.farewell:
        url = below(config.home, path.removesuffix("index.html"))
        about = head(config, "No longer here", url, indexed=False)
        page = GonePage(about, former.farewell.date, former.farewell.why)
        yield TemplateRecipe(path, str(former.where), "gone.html", page)
        return
    yield redirect(path, former.to, str(former.where), config)
    if former.to == config.home:
        feeds = (recipe for recipe in ordered if isinstance(recipe, FeedRecipe | FeedOutline))
        old = path.removesuffix("index.html")
        yield from (replace(feed, path=old + feed.path, source=str(former.where)) for feed in feeds)
    elif former.to.endswith("/"):
        yield from _what_stood_below(former, path, ordered, paths, config)


def _what_stood_below(
    former: Former, path: str, ordered: Sequence[Planned], paths: Sequence[str], config: Config
) -> Iterator[Planned]:
    """Move what stands below a text along: pages lead on, and feeds and pictures are there under both addresses.

    A feed reader doesn't follow a page that leads on, and old items of a feed show pictures by their old addresses.
    """
    start, old = output_path(former.to, config.home).removesuffix("index.html"), path.removesuffix("index.html")
    for at in range(bisect_left(paths, start), len(paths)):
        recipe = ordered[at]
        if not recipe.path.startswith(start):
            return
        below_old = old + recipe.path.removeprefix(start)
        if not isinstance(recipe, TemplateRecipe | KeptPage):
            yield replace(recipe, path=below_old, source=str(former.where))
        elif recipe.path != f"{start}index.html" and recipe.path.endswith(".html"):
            to = below(config.home, recipe.path.removesuffix("index.html"))
            yield redirect(below_old, to, str(former.where), config)


def _folded(path: str) -> str:
    """Make paths equal that many file systems take for one: they differ only in case or in Unicode form."""
    return (path if path.isascii() else unicodedata.normalize("NFC", path)).casefold()
