"""Recipes become files: which of them have to be made, and making them, here or in as many processes as there are."""

import marshal
import pickle
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from fanwire.errors import Problem, SiteProblems
from fanwire.records.calendar import CalendarRecipe
from fanwire.records.config import Config
from fanwire.records.document import Text
from fanwire.records.look import Stamp
from fanwire.records.memory import Batch, FindKeptText, FindKey, Memory, Remembered
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
from fanwire.records.record import Record, field, replace
from fanwire.records.running import FindWorkers, Progress, given
from fanwire.render.inputs import DigestInputs, Inputs, changed_inputs, input_digester, settled_marks
from fanwire.render.sitemaps import sitemap
from fanwire.render.theme_files import closure_digester, theme_files
from fanwire.render.waves import runs, waves

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from fanwire.render.feeds import MakeFeed

RenderTemplate = Callable[[str, PageRecord], str]
Put = Callable[[str, bytes | Path], tuple[Stamp, bool]]
"""Stores one file of the new site; tells its stamp, and whether its bytes are new."""

# An article's page and its feeds want the same text within moments, and every page its author's.
_TEXTS_AT_HAND = 64


class Workshop(Record, frozen=True):
    """What making files takes besides a recipe; it can be sent to any process.

    `put` stores a file, `open_texts` opens the store of texts, `bytecode` is a folder for compiled templates.
    """

    config: Config
    put: Put
    open_texts: Callable[[], FindKeptText]
    bytecode: Path


class Bodies(Record, frozen=True):
    """Where the texts of bodies are: the key of each file, and by key those just parsed, marshalled."""

    fresh: Mapping[str, bytes]
    keys: Mapping[str, str]


class Bench(Record, frozen=True, eq=False):
    """All that a process needs to make any of the outputs that are due; it is given to each worker when that starts.

    `templates` holds the digest of each template with all it brings in, `digests` those of recipes that are known.
    """

    site: SiteView
    workshop: Workshop
    templates: Mapping[str, str]
    bodies: Bodies
    due: Sequence[Recipe]
    digests: Mapping[str, Inputs] = field(default_factory=dict)


class Work(Record, frozen=True):
    """What a build has to do: outputs that stay, and recipes that are due.

    `digests` holds those of the recipes that are known already, by their paths; `templates` the digest of each template
    with all it brings in.
    """

    kept: Mapping[str, Remembered]
    due: tuple[Recipe, ...]
    digests: Mapping[str, Inputs]
    templates: Mapping[str, str]


class Rendered(Record, frozen=True):
    """Every output as it is now, and those of them that have new bytes."""

    outputs: Mapping[str, Remembered]
    written: tuple[str, ...]


def compare(recipes: Recipes, config: Config, memory: Memory, damaged: frozenset[str], find_key: FindKey) -> Work:
    """Find the recipes whose inputs differ from those remembered, or whose output is damaged."""
    files = theme_files(_template_folders(config))
    closures = closure_digester(files)
    templates = {name: closures(name) for name in files}
    shared = _shared(recipes.site, config)
    digest, settled = input_digester(shared, templates, find_key), settled_marks(shared, templates)
    kept: dict[str, Remembered] = {}
    due: list[Recipe] = []
    digests: dict[str, Inputs] = {}
    for recipe in recipes.recipes:
        before = memory.outputs.get(recipe.path)
        if before and before.inputs.endswith(settled(recipe)):
            now = digest(recipe)
            if before.inputs == now[0] and recipe.path not in damaged:
                kept[recipe.path] = before
                continue
            digests[recipe.path] = now
        due.append(recipe)
    return Work(kept, tuple(due), digests, templates)


def reasons(due: Sequence[Recipe], memory: Memory, outputs: Mapping[str, Remembered]) -> dict[str, str]:
    """Say of each output that was made which of its inputs had changed: `article.prose, the site's settings`."""
    return {recipe.path: _reason(recipe, memory.outputs.get(recipe.path), outputs[recipe.path]) for recipe in due}


def render(
    kept: Mapping[str, Remembered],
    bench: Bench,
    keep: Callable[[Batch], None],
    workers: FindWorkers,
    progress: Progress = lambda *_: None,
) -> Rendered:
    """Make every output that is due, beside those that are kept.

    `keep` takes recipes that show bodies, for the next build.

    Raises SiteProblems, once, with every template that is missing or wrong.
    """
    outputs = dict(kept)
    problems: list[Problem] = []
    written: list[str] = []
    done = 0
    for chunk in _in_waves(bench, workers):
        problems += chunk.problems
        if chunk.batch.paths:
            keep(chunk.batch)
        for path, remembered, is_new in chunk.files:
            outputs[path] = remembered
            written += [path] * is_new
        done += len(chunk.files)
        progress("render", done, len(bench.due))
    if problems:
        raise SiteProblems(problems)
    return Rendered(outputs, tuple(written))


def packed_setup(bench: Bench) -> Batch:
    """Pickle what a bench needs besides recipes and bodies, for `bench_again`; it has no path."""
    return Batch(("",), pickle.dumps((bench.site, bench.workshop, bench.templates), pickle.HIGHEST_PROTOCOL))


def bench_again(setup: bytes, recipes: Sequence[Recipe], bodies: Bodies, put: Put) -> Bench:
    """Set up the bench of an earlier build for some of its recipes, whose bodies are all that has changed."""
    site, workshop, templates = pickle.loads(setup)  # noqa: S301 - from our own memory
    return Bench(site, replace(workshop, put=put), templates, bodies, tuple(recipes))


def load_libraries(recipes: Sequence[Recipe]) -> None:
    """Import what making these recipes takes, ahead of time."""
    import fanwire.render.templates

    if any(isinstance(recipe, FeedRecipe) for recipe in recipes):
        import fanwire.render.feeds  # noqa: F401


class _Made(Record, frozen=True):
    files: tuple[tuple[str, Remembered, bool], ...]
    batch: Batch
    problems: tuple[Problem, ...]


def _in_waves(bench: Bench, workers: FindWorkers) -> Iterator[_Made]:
    """Make recipes, each wave of them in a crew of its own."""
    for due in waves(bench.due):
        wave = replace(bench, due=due)
        yield from _made(wave, workers(len(due), wave))


def _made(bench: Bench, executor: "Executor | None") -> Iterator[_Made]:
    """Make recipes task by task, here or in the executor's processes."""
    tasks = runs(bench.due)
    if executor is None:
        tools = _tools(bench)
        return (_make(bench.due[start:stop], tools) for start, stop in tasks)
    futures = deque([executor.submit(_make_given, *task) for task in tasks])
    return (futures.popleft().result() for _ in tasks)  # what is done with is not kept


def _make_given(start: int, stop: int) -> _Made:
    """Make some of the recipes that this process was given when it started."""
    tools = _tools_at_hand(given(Bench))
    return _make(tools.bench.due[start:stop], tools)


def _make(recipes: Sequence[Recipe], tools: "_Tools") -> _Made:
    """Make some recipes and store their files: the task of a process."""
    files: list[tuple[str, Remembered, bool]] = []
    kept: list[Recipe] = []
    problems: list[Problem] = []
    for recipe in recipes:
        try:
            content = _content(recipe, tools)
        except SiteProblems as error:
            problems += error.problems
            continue
        stamp, is_new = tools.bench.workshop.put(recipe.path, content)
        inputs, bodies = tools.bench.digests.get(recipe.path) or tools.digest(recipe)
        files.append((recipe.path, Remembered(inputs, stamp, bodies), is_new))
        if bodies:
            kept.append(recipe)
    packed = pickle.dumps(tuple(kept), pickle.HIGHEST_PROTOCOL) if kept else b""
    batch = Batch(tuple(recipe.path for recipe in kept), packed)
    return _Made(tuple(files), batch, tuple(problems))


class _Tools(Record, frozen=True):
    """What a process sets up once for a bench.

    `render_template` and `make_feed` load Jinja2 and feedgen only when they are first called.
    """

    bench: Bench
    digest: DigestInputs
    render_template: Callable[[], RenderTemplate]
    make_feed: "Callable[[], MakeFeed]"


@lru_cache(maxsize=1)
def _tools_at_hand(bench: Bench) -> _Tools:
    return _tools(bench)


def _tools(bench: Bench) -> _Tools:
    workshop, bodies = bench.workshop, bench.bodies
    config: Config = workshop.config
    open_texts = cache(workshop.open_texts)

    @lru_cache(_TEXTS_AT_HAND)
    def find_text(file: str) -> Text:
        key = bodies.keys[file]
        text = bodies.fresh.get(key)
        words: Text = marshal.loads(text) if text else open_texts()(key)  # noqa: S302 - just made here
        return words

    @cache
    def render_template() -> RenderTemplate:
        from fanwire.render.templates import template_renderer

        return template_renderer(config, bench.site, find_text, workshop.bytecode)

    @cache
    def make_feed() -> "MakeFeed":
        from fanwire.render.feeds import feed_maker

        return feed_maker(find_text)

    digest = input_digester(_shared(bench.site, config), bench.templates, bodies.keys.__getitem__)
    return _Tools(bench, digest, render_template, make_feed)


def _content(recipe: Recipe, tools: _Tools) -> bytes | Path:
    match recipe:
        case TemplateRecipe():
            return tools.render_template()(recipe.template, recipe.page).encode()
        case FeedRecipe():
            return tools.make_feed()(recipe)
        case CalendarRecipe():
            from fanwire.render.calendars import icalendar

            return icalendar(recipe, tools.bench.workshop.config)
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


def _reason(recipe: Recipe, before: Remembered | None, now: Remembered) -> str:
    if before is None:
        return "new"
    if before.inputs == now.inputs:
        return "the published file was changed or deleted"
    if len(before.inputs) != len(now.inputs):
        return "it is another kind of page"
    return ", ".join(changed_inputs(recipe, before.inputs, now.inputs))
