"""Everything the site publishes: each planner in turn, then the checks that need all addresses."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

from fanwire.errors import MustOpenAll, Problem, SiteProblems, Where, did_you_mean
from fanwire.plan.articles import plan_articles, plan_pages
from fanwire.plan.calendars import plan_calendars
from fanwire.plan.corrections import plan_corrections
from fanwire.plan.describing import described
from fanwire.plan.feeds import feed_opener, plan_feeds
from fanwire.plan.formers import plan_formers
from fanwire.plan.ledgers import plan_ledgers, plan_sources, plan_waiting
from fanwire.plan.lists import plan_front, plan_indexes, plan_missing, plan_shelves
from fanwire.plan.machines import plan_files, plan_redirects
from fanwire.plan.paging import output_path
from fanwire.plan.portraits import plan_authors, plan_people, plan_shows
from fanwire.plan.search import plan_search
from fanwire.plan.site_view import site_view
from fanwire.plan.sitemaps import plan_sitemaps
from fanwire.records.config import Config
from fanwire.records.library import Library
from fanwire.records.pages import RedirectPage
from fanwire.records.recipe import KeptPage, Planned, Recipes, TemplateRecipe
from fanwire.records.record import fields

Planner = Callable[[Library, Config], Iterator[Planned]]

PLANNERS: tuple[Planner, ...] = (
    plan_front,
    plan_articles,
    plan_pages,
    plan_shows,
    plan_people,
    plan_authors,
    plan_shelves,
    plan_indexes,
    plan_corrections,
    plan_missing,
    plan_ledgers,
    plan_sources,
    plan_waiting,
    plan_calendars,
    plan_feeds,
    plan_redirects,
    plan_files,
)
_SOURCE = re.compile(r"(.+):(\d+):(\d+)")
_OF_WRITERS = ("content/", "static/")
_LEADING_OUT = re.compile(r"(?:^|/)\.{0,2}(?:/|\Z)|\0")
_LONGEST_NAME = 255  # bytes; what ext4, APFS and NTFS allow for one name


def site(library: Library, config: Config) -> Recipes:
    """Plan the whole site.

    Raises SiteProblems when two recipes claim one path (both sources are named), when a name is too long for a file
    system, when a body or the navigation links to an address that nothing answers, or when a policy has no page.
    """
    articles = tuple(described(library, config))
    planned: list[Planned] = []
    for planner in PLANNERS:
        planned += planner(library, config)
    problems: list[Problem] = []
    planned += list(plan_formers(planned, library, config, problems))
    planned += plan_search(articles, config)
    planned += list(plan_sitemaps(planned, articles, library, config))
    problems += [
        *_collisions(planned),
        *_unfit_names(planned),
        *_dead_links(planned, library, config),
        *_missing_policies(library, config),
    ]
    if problems:
        # With every article open, each is found with its place.
        raise MustOpenAll if library.closed else SiteProblems(problems)
    return Recipes(
        site_view(library, config),
        tuple(planned),
        feed_opener(library, config),
        articles,
        library.next_change,
    )


def _collisions(planned: Sequence[Planned]) -> Iterator[Problem]:
    """Find paths that two sources claim.

    Paths that differ only in case or Unicode form count as one, as in many file systems.
    """
    keys = [_in_one_case(recipe.path) for recipe in planned]
    claimed = dict(zip(reversed(keys), reversed(planned), strict=True))  # by the first of each name
    if len(claimed) < len(keys):
        for key, recipe in zip(keys, planned, strict=True):
            if claimed[key] is not recipe:
                yield _collision(recipe, claimed[key])
    folders: dict[str, Planned] = {}
    above = {key.rpartition("/")[0]: recipe for key, recipe in claimed.items()}
    while above:
        folders = above | folders
        above = {name.rpartition("/")[0]: recipe for name, recipe in above.items() if name}
        above = {name: recipe for name, recipe in above.items() if name not in folders}
    for key in sorted(claimed.keys() & folders.keys()):
        yield _collision(folders[key], claimed[key])


def _in_one_case(path: str) -> str:
    return (path if path.isascii() else unicodedata.normalize("NFC", path)).casefold()


def _collision(one: Planned, other: Planned) -> Problem:
    """Blame the one that a writer can mend: a file before what every site has, an alias before a text."""
    kept, blamed = sorted(
        (one, other), key=lambda recipe: (recipe.source.startswith(_OF_WRITERS), _is_alias(recipe), recipe.source)
    )
    address = f"/{blamed.path.removesuffix('index.html')}"
    hint = "take it out of the aliases" if _is_alias(blamed) else "give one of them another slug, or rename its file"
    if kept.path != blamed.path and kept.path.casefold() == blamed.path.casefold():
        message = (
            f"{address} differs only in case from /{kept.path.removesuffix('index.html')}, the address of {kept.source}"
        )
        return Problem(_place(blamed), message, f"many file systems take the two for one: {hint}")
    return Problem(_place(blamed), f"{address} is also the address of {kept.source}", hint)


def _is_alias(recipe: Planned) -> bool:
    return isinstance(recipe, TemplateRecipe) and isinstance(recipe.page, RedirectPage)


def _place(recipe: Planned) -> Where:
    """Read a source such as `content/articles/wrap.md:4:11`."""
    match = _SOURCE.fullmatch(recipe.source)
    return Where(match[1], int(match[2]), int(match[3])) if match else Where(recipe.source)


def _unfit_names(planned: Sequence[Planned]) -> Iterator[Problem]:
    """Find paths that no file can have, and those that would lead out of the output folder; kept pages have files."""
    for recipe in planned:
        path = recipe.path
        if isinstance(recipe, KeptPage):
            continue
        if len(path.encode()) > _LONGEST_NAME and any(len(name.encode()) > _LONGEST_NAME for name in path.split("/")):
            yield Problem(_place(recipe), "its address is too long for a file name", "give it a shorter slug")
        if _LEADING_OUT.search(path):
            yield Problem(_place(recipe), f"/{path} is no address of this site", "give it another slug or name")


def _dead_links(planned: Sequence[Planned], library: Library, config: Config) -> Iterator[Problem]:
    """Check links that name an address of the site itself: those of bodies and of the navigation."""
    paths = {recipe.path for recipe in planned}
    links: Iterable[tuple[str, Where]] = [
        *((link.path, link.where) for link in library.root_links),
        *(
            (each.url, config.places.get(("navigation", number, "url"), Where("site.yaml")))
            for number, each in enumerate(config.settings.navigation)
            if each.url.startswith("/")
        ),
    ]
    answered: set[str] = set()
    for path, where in links:
        if path in answered:
            continue
        if output_path(path[1:], "") not in paths and f"{path.strip('/')}/index.html" not in paths:
            near = did_you_mean(path, (f"/{each.removesuffix('index.html')}" for each in paths))
            yield Problem(where, f"nothing answers at {path}{near}", "addresses count from the site's root")
        else:
            answered.add(path)


def _missing_policies(library: Library, config: Config) -> Iterator[Problem]:
    """Check the pages that site.yaml's `policies` name: what readers can't see is no policy."""
    known = [page.link.id for page in library.pages]
    for each in fields(config.settings.policies):
        identity = getattr(config.settings.policies, each.name)
        if identity and identity not in known:
            where = config.places.get(("policies", each.name), Where("site.yaml"))
            near = did_you_mean(identity, known)
            message = f'policies.{each.name}: no public page has the id "{identity}"{near}'
            yield Problem(where, message, "" if near else f"write content/pages/{identity}.md")
