"""Recipes become files: which of them have to be made, and making them, here or in as many processes as there are."""

import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from fanwire.errors import Problem, SiteProblems
from fanwire.records.config import Config
from fanwire.records.memory import FindKey, FindText, Memory, Remembered, Stamp
from fanwire.records.packing import packed
from fanwire.records.pages import PageRecord, SiteView
from fanwire.records.recipe import (
    CopyRecipe,
    FeedRecipe,
    Recipe,
    Recipes,
    SitemapRecipe,
    TemplateRecipe,
    TextRecipe,
)
from fanwire.records.running import FindWorkers, Progress
from fanwire.render.inputs import SIZE, bodies_of, input_digester, input_names
from fanwire.render.sitemaps import sitemap
from fanwire.render.theme_files import closure_digester, theme_files

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from fanwire.render.feeds import MakeFeed

RenderTemplate = Callable[[str, PageRecord], str]
Put = Callable[[str, bytes | Path], tuple[Stamp, bool]]
"""Stores one file of the new site; tells its stamp, and whether its bytes are new."""


_CHUNK = 64


@dataclass(frozen=True, slots=True)
class Workshop:
    """What making files takes besides a recipe; it can be sent to any process.

    `put` stores a file, `open_texts` opens the store of texts and of their keys, `bytecode` is a folder for compiled
    templates.
    """

    config: Config
    put: Put
    open_texts: Callable[[], tuple[FindText, FindKey]]
    bytecode: Path


@dataclass(frozen=True, slots=True)
class Work:
    """What a build has to do: outputs that stay, recipes that are due, and for each of these the reason.

    `templates` holds the digest of each template with all it brings in.
    """

    kept: Mapping[str, Remembered]
    due: tuple[Recipe, ...]
    reasons: Mapping[str, str]
    templates: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rendered:
    """Every output as it is now, and how many of them have new bytes.

    `setup` and `recipes`, those that show bodies, are pickled.
    """

    outputs: Mapping[str, Remembered]
    written: int
    setup: bytes
    recipes: tuple[tuple[str, bytes], ...]


def compare(recipes: Recipes, config: Config, memory: Memory, damaged: frozenset[str], find_key: FindKey) -> Work:
    """Find the recipes whose inputs differ from those remembered, or whose output is damaged."""
    files = theme_files(_template_folders(config))
    closures = closure_digester(files)
    templates = {name: closures(name) for name in files}
    digest = input_digester(_shared(recipes.site, config), templates, find_key)
    kept: dict[str, Remembered] = {}
    due: list[Recipe] = []
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
            reasons[recipe.path] = _reason(recipe, before, now)
    return Work(kept, tuple(due), reasons, templates)


def render(work: Work, site: SiteView, workshop: Workshop, workers: FindWorkers, progress: Progress) -> Rendered:
    """Make every output that is due.

    Raises SiteProblems, once, with every template that is missing or wrong.
    """
    setup = packed((site, workshop, work.templates))
    return _gathered(work.kept, setup, _made(work.due, setup, workers(len(work.due)), progress))


def render_again(kept: Mapping[str, Remembered], setup: bytes, recipes: Sequence[bytes]) -> Rendered:
    """Make outputs from the recipes that an earlier build kept, because nothing but their bodies changed."""
    unpickled = [pickle.loads(recipe) for recipe in recipes]  # noqa: S301 - from our own memory
    return _gathered(kept, setup, _made(unpickled, setup, None, lambda *_: None))


def _gathered(kept: Mapping[str, Remembered], setup: bytes, made: "Iterable[_Made]") -> Rendered:
    _tools.cache_clear()  # in a process that builds twice, as the preview's, texts change behind it
    outputs = dict(kept)
    recipes: list[tuple[str, bytes]] = []
    written = 0
    problems: list[Problem] = []
    for chunk in made:
        problems += chunk.problems
        recipes += chunk.recipes
        for path, remembered, is_new in chunk.files:
            outputs[path] = remembered
            written += is_new
    _tools.cache_clear()
    if problems:
        raise SiteProblems(problems)
    return Rendered(outputs, written, setup, tuple(recipes))


@dataclass(frozen=True, slots=True)
class _Made:
    files: tuple[tuple[str, Remembered, bool], ...]
    recipes: tuple[tuple[str, bytes], ...]
    problems: tuple[Problem, ...]


def _made(due: Sequence[Recipe], setup: bytes, executor: "Executor | None", progress: Progress) -> Iterable[_Made]:
    """Make recipes in chunks; the results come in the order of the recipes, whoever made them."""
    chunks = [tuple(due[at : at + _CHUNK]) for at in range(0, len(due), _CHUNK)]
    if executor is None:
        results = (_make(setup, chunk) for chunk in chunks)
    else:
        futures = [executor.submit(_make_packed, setup, packed(chunk)) for chunk in chunks]
        results = (future.result() for future in futures)
    done = 0
    for chunk, result in zip(chunks, results, strict=True):
        done += len(chunk)
        progress("render", done, len(due))
        yield result


def _make_packed(setup: bytes, recipes: bytes) -> _Made:
    return _make(setup, pickle.loads(recipes))  # noqa: S301 - packed by _made


def _make(setup: bytes, recipes: Sequence[Recipe]) -> _Made:
    """Make some recipes and store their files: the task of a process."""
    tools = _tools(setup)
    digest = input_digester(tools.shared, tools.templates, tools.find_key)
    files: list[tuple[str, Remembered, bool]] = []
    kept: list[tuple[str, bytes]] = []
    problems: list[Problem] = []
    for recipe in recipes:
        try:
            content = _content(recipe, tools)
        except SiteProblems as error:
            problems += error.problems
            continue
        stamp, is_new = tools.put(recipe.path, content)
        bodies = bodies_of(recipe)
        files.append((recipe.path, Remembered(digest(recipe), stamp, bodies), is_new))
        if bodies:
            kept.append((recipe.path, packed(recipe)))
    return _Made(tuple(files), tuple(kept), tuple(problems))


@dataclass(frozen=True, slots=True)
class _Tools:
    """What a process sets up once for a build.

    `render_template` and `make_feed` load Jinja2 and feedgen only when they are first called.
    """

    config: Config
    put: Put
    shared: Mapping[str, str]
    templates: Mapping[str, str]
    find_key: FindKey
    render_template: Callable[[], RenderTemplate]
    make_feed: "Callable[[], MakeFeed]"


@lru_cache(maxsize=1)
def _tools(setup: bytes) -> _Tools:
    site, workshop, templates = pickle.loads(setup)  # noqa: S301 - made by render
    config: Config = workshop.config
    find_text, find_key = workshop.open_texts()

    @cache
    def render_template() -> RenderTemplate:
        from fanwire.render.templates import template_renderer

        return template_renderer(config, site, find_text, workshop.bytecode)

    @cache
    def make_feed() -> "MakeFeed":
        from fanwire.render.feeds import feed_maker

        return feed_maker(find_text)

    return _Tools(config, workshop.put, _shared(site, config), templates, find_key, render_template, make_feed)


def _content(recipe: Recipe, tools: _Tools) -> bytes | Path:
    match recipe:
        case TemplateRecipe():
            return tools.render_template()(recipe.template, recipe.page).encode()
        case FeedRecipe():
            return tools.make_feed()(recipe)
        case SitemapRecipe():
            return sitemap(recipe)
        case TextRecipe():
            return recipe.text.encode()
        case CopyRecipe():
            return Path(recipe.file)


def _template_folders(config: Config) -> tuple[Path, Path]:
    return config.root / "templates", config.theme / "templates"


def _shared(site: SiteView, config: Config) -> dict[str, str]:
    """Name what every output may depend on besides its own recipe."""
    return {
        "site": repr(site),
        "words": repr(config.words),
        "base_url": config.base_url,
        "settings": repr(config.settings),
    }


def _reason(recipe: Recipe, before: Remembered, now: bytes) -> str:
    """Say which input of an output changed: `article.prose, the site's settings`."""
    if before.inputs == now:
        return "the published file was changed or deleted"
    names = input_names(recipe)
    if len(before.inputs) != len(now):
        return "it is another kind of page"
    changed = [name for at, name in enumerate(names) if before.inputs[at * SIZE :][:SIZE] != now[at * SIZE :][:SIZE]]
    return ", ".join(changed)
