"""Recipes become files: which of them have to be made, and making them, here or in as many processes as there are."""

import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from fanwire.errors import Problem, SiteProblems
from fanwire.records.config import Config
from fanwire.records.memory import FindText, Memory, Remembered, Stamp
from fanwire.records.pages import SiteView
from fanwire.records.recipe import (
    CopyRecipe,
    FeedRecipe,
    Recipe,
    Recipes,
    SitemapRecipe,
    TemplateRecipe,
    TextRecipe,
)
from fanwire.render.feed_bodies import feed_body_finder
from fanwire.render.inputs import SIZE, input_digester, input_names
from fanwire.render.sitemaps import sitemap
from fanwire.render.theme_files import closure_digester, theme_files

if TYPE_CHECKING:
    from concurrent.futures import Executor

Put = Callable[[str, bytes | Path], tuple[Stamp, bool]]
"""Stores one file of the new site; tells its stamp, and whether its bytes are new."""

Progress = Callable[[str, int, int], None]
FindWorkers = Callable[[int], "Executor | None"]

_CHUNK = 64


@dataclass(frozen=True, slots=True)
class Workshop:
    """What making files takes besides a recipe; it can be sent to any process.

    `put` stores a file, `open_texts` opens the store of texts, `bytecode` is a folder for compiled templates.
    """

    config: Config
    put: Put
    open_texts: Callable[[], FindText]
    bytecode: Path


@dataclass(frozen=True, slots=True)
class Work:
    """What a build has to do: outputs that stay, recipes that are due, and for each of these its inputs and the reason.

    Inputs that nobody had to compare are missing here; they are digested where the output is made. `templates` holds the
    digest of each template with all it brings in.
    """

    kept: Mapping[str, Remembered]
    due: tuple[Recipe, ...]
    inputs: Mapping[str, bytes]
    reasons: Mapping[str, str]
    templates: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rendered:
    """Every output as it is now, and how many of them have new bytes."""

    outputs: Mapping[str, Remembered]
    written: int


def compare(recipes: Recipes, config: Config, memory: Memory, damaged: frozenset[str]) -> Work:
    """Find the recipes whose inputs differ from those remembered, or whose output is damaged."""
    folders = [folder for folder in _template_folders(config) if folder.is_dir()]
    files = theme_files(folders)
    closures = closure_digester(files)
    templates = {name: closures(name) for name in files}
    digest = input_digester(_shared(recipes.site, config), templates)
    kept: dict[str, Remembered] = {}
    due: list[Recipe] = []
    inputs: dict[str, bytes] = {}
    reasons: dict[str, str] = {}
    for recipe in recipes.recipes:
        before = memory.outputs.get(recipe.path)
        if before is None:
            due.append(recipe)
            reasons[recipe.path] = "new"
            continue
        now = digest(recipe)
        if before.inputs == now and recipe.path not in damaged:
            kept[recipe.path] = before
        else:
            due.append(recipe)
            inputs[recipe.path] = now
            reasons[recipe.path] = _reason(recipe, before, now)
    return Work(kept, tuple(due), inputs, reasons, templates)


def render(
    work: Work, site: SiteView, workshop: Workshop, workers: FindWorkers, progress: Progress
) -> Rendered:
    """Make every output that is due.

    Raises SiteProblems, once, with every template that is missing or wrong.
    """
    outputs = dict(work.kept)
    written = 0
    problems: list[Problem] = []
    for made in _made(work.due, work.templates, site, workshop, workers(len(work.due)), progress):
        problems += made.problems
        for path, inputs, stamp, is_new in made.files:
            outputs[path] = Remembered(inputs, stamp)
            written += is_new
    if problems:
        raise SiteProblems(problems)
    return Rendered(outputs, written)


@dataclass(frozen=True, slots=True)
class _Made:
    files: tuple[tuple[str, bytes, Stamp, bool], ...]
    problems: tuple[Problem, ...]


def _made(
    due: Sequence[Recipe], templates: Mapping[str, str], site: SiteView, workshop: Workshop, executor: "Executor | None", progress: Progress
) -> Iterable[_Made]:
    """Make recipes in chunks; the results come in the order of the recipes, whoever made them."""
    setup = pickle.dumps((site, workshop, templates), 5)
    chunks = [tuple(due[at : at + _CHUNK]) for at in range(0, len(due), _CHUNK)]
    if executor is None:
        results = (_make(setup, chunk) for chunk in chunks)
    else:
        futures = [executor.submit(_make, setup, chunk) for chunk in chunks]
        results = (future.result() for future in futures)
    done = 0
    for chunk, result in zip(chunks, results, strict=True):
        done += len(chunk)
        progress("render", done, len(due))
        yield result


def _make(setup: bytes, recipes: Sequence[Recipe]) -> _Made:
    """Make some recipes and store their files: the task of a process."""
    site, workshop, templates = pickle.loads(setup)  # noqa: S301 - made by _made
    make = _maker(setup)
    digest = input_digester(_shared(site, workshop.config), templates)
    files: list[tuple[str, bytes, Stamp, bool]] = []
    problems: list[Problem] = []
    for recipe in recipes:
        try:
            content = make(recipe)
        except SiteProblems as error:
            problems += error.problems
            continue
        files.append((recipe.path, digest(recipe), *workshop.put(recipe.path, content)))
    return _Made(tuple(files), tuple(problems))


@lru_cache(maxsize=1)
def _maker(setup: bytes) -> Callable[[Recipe], bytes | Path]:
    """Set up templates and texts once for each process and build."""
    site, workshop, _ = pickle.loads(setup)  # noqa: S301 - made by _made
    config: Config = workshop.config
    find_text: FindText = workshop.open_texts()
    body_of = feed_body_finder(find_text, config.base_url, config.home)
    render_template: list[Callable[..., str]] = []

    def make(recipe: Recipe) -> bytes | Path:
        match recipe:
            case TemplateRecipe():
                if not render_template:
                    from fanwire.render.templates import template_renderer

                    render_template.append(template_renderer(config, site, find_text, workshop.bytecode))
                return render_template[0](recipe.template, recipe.page).encode()
            case FeedRecipe():
                from fanwire.render.feeds import rss

                return rss(recipe, config, body_of)
            case SitemapRecipe():
                return sitemap(recipe)
            case TextRecipe():
                return recipe.text.encode()
            case CopyRecipe():
                return Path(recipe.file)

    return make


def _template_folders(config: Config) -> tuple[Path, Path]:
    return config.root / "templates", config.theme / "templates"


def _shared(site: SiteView, config: Config) -> dict[str, str]:
    """Name what every output may depend on besides its own recipe."""
    return {"site": repr(site), "words": repr(config.words), "base_url": config.base_url, "settings": repr(config.settings)}


def _reason(recipe: Recipe, before: Remembered, now: bytes) -> str:
    """Say which input of an output changed: `article.prose, the site's settings`."""
    if before.inputs == now:
        return "the published file was changed or deleted"
    names = input_names(recipe)
    if len(before.inputs) != len(now):
        return "it is another kind of page"
    changed = [name for at, name in enumerate(names) if before.inputs[at * SIZE :][:SIZE] != now[at * SIZE :][:SIZE]]
    return ", ".join(changed)
