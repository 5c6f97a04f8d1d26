"""Recipes become files, here or in as many processes as there are."""

import marshal
import pickle
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from fanwire.errors import Problem, SiteProblems
from fanwire.records.calendar import CalendarRecipe
from fanwire.records.config import Config
from fanwire.records.document import Text
from fanwire.records.look import Stamp
from fanwire.records.memory import Batch, FindKeptText, Remembered
from fanwire.records.pages import PageRecord, SiteView
from fanwire.records.recipe import (
    CopyRecipe,
    FeedRecipe,
    Recipe,
    SitemapRecipe,
    TemplateRecipe,
    TextRecipe,
)
from fanwire.records.record import Record, field, replace
from fanwire.records.running import Ask, FindWorkers, Progress, given
from fanwire.render.inputs import DigestInputs, Inputs, input_digester, record_digester, shared_inputs
from fanwire.render.kept import MakeBatch, batch_maker, no_batch
from fanwire.render.sitemaps import sitemap
from fanwire.render.waves import needs_library, runs, waves

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
    `is_kept` says that these recipes are in the memory already.
    """

    site: SiteView
    workshop: Workshop
    templates: Mapping[str, str]
    bodies: Bodies
    due: Sequence[Recipe]
    digests: Mapping[str, Inputs] = field(default_factory=dict)
    is_kept: bool = False


class Rendered(Record, frozen=True):
    """Every output as it is now, and those of them that have new bytes."""

    outputs: Mapping[str, Remembered]
    written: tuple[str, ...]


def render(
    kept: Mapping[str, Remembered],
    bench: Bench,
    keep: Callable[[Batch], None],
    workers: FindWorkers,
    progress: Progress = lambda *_: None,
    meanwhile: Callable[[], object] = lambda: None,
    ask: Ask | None = None,
) -> Rendered:
    """Make every output that is due, beside those that are kept.

    `keep` takes what the next build may need for making them again; `meanwhile` is called once others, if any, are at
    work. Where there are too few outputs for workers, another process is asked by `ask` to make pages and feeds: it has
    the libraries at hand.

    Raises SiteProblems, once, with every template that is missing or wrong.
    """
    outputs = dict(kept)
    problems: list[Problem] = []
    written: list[str] = []
    done = 0
    for chunk in _in_waves(bench, workers, meanwhile, ask):
        problems += chunk.problems
        if chunk.batch.rows:
            keep(chunk.batch)
        for path, remembered, is_new in chunk.files:
            outputs[path] = remembered
            written += [path] * is_new
        done += len(chunk.files)
        progress("render", done, len(bench.due))
    if problems:
        raise SiteProblems(problems)
    return Rendered(outputs, tuple(written))


def packed_setup(bench: Bench) -> bytes:
    """Pickle what a bench needs besides recipes and bodies, for `bench_again`."""
    empty = replace(bench, bodies=Bodies({}, {}), due=(), digests={}, is_kept=True)
    return pickle.dumps(empty, pickle.HIGHEST_PROTOCOL)


def bench_again(setup: bytes) -> Bench:
    """Set up the bench of an earlier build; recipes and bodies, and where files are put, are not what they were."""
    bench: Bench = pickle.loads(setup)  # noqa: S301 - from our own memory, and checked by its digest
    return bench


def load_libraries(recipes: Sequence[Recipe]) -> None:
    """Import what making these recipes takes, ahead of time."""
    import fanwire.render.templates

    if any(isinstance(recipe, FeedRecipe) for recipe in recipes):
        import fanwire.render.feeds  # noqa: F401


class _Made(Record, frozen=True):
    files: tuple[tuple[str, Remembered, bool], ...]
    batch: Batch
    problems: tuple[Problem, ...]


def _in_waves(bench: Bench, workers: FindWorkers, meanwhile: Callable[[], object], ask: Ask | None) -> Iterator[_Made]:
    """Make recipes, each wave of them in a crew of its own."""
    for number, due in enumerate(waves(bench.due)):
        wave = replace(bench, due=due)
        executor = workers(len(due), wave)
        made = _made_shared(wave, ask) if ask and not executor else _made(wave, executor)
        if number == 0:
            meanwhile()
        yield from made


def _made(bench: Bench, executor: "Executor | None") -> Iterator[_Made]:
    """Make recipes task by task, here or in the executor's processes."""
    tasks = runs(bench.due)
    if executor is None:
        tools = _tools(bench)
        return (_make(bench.due[start:stop], tools) for start, stop in tasks)
    futures = deque([executor.submit(_make_given, *task) for task in tasks])
    return (futures.popleft().result() for _ in tasks)  # what is done with is not kept


def _made_shared(bench: Bench, ask: Ask) -> Iterator[_Made]:
    """Have another process make what takes a library, and make the rest here meanwhile."""
    there, here = ([each for each in bench.due if needs_library(each) is there] for there in (True, False))
    wait = ask(partial(_make_all, replace(bench, due=there))) if there else list
    made = _make_all(replace(bench, due=here)) if here else []
    return (each for find in (wait, lambda: made) for each in find())


def _make_all(bench: Bench) -> list[_Made]:
    return list(_made(bench, None))


def _make_given(start: int, stop: int) -> _Made:
    """Make some of the recipes that this process was given when it started."""
    tools = _tools_at_hand(given(Bench))
    return _make(tools.bench.due[start:stop], tools)


def _make(recipes: Sequence[Recipe], tools: "_Tools") -> _Made:
    """Make some recipes and store their files: the task of a process."""
    files: list[tuple[str, Remembered, bool]] = []
    made: list[tuple[Recipe, bool]] = []
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
        made.append((recipe, bool(bodies)))
    return _Made(tuple(files), tools.make_batch(made), tuple(problems))


class _Tools(Record, frozen=True):
    """What a process sets up once for a bench.

    `render_template` and `make_feed` load Jinja2 and feedgen only when they are first called.
    """

    bench: Bench
    digest: DigestInputs
    make_batch: MakeBatch
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

    digest_record = record_digester()
    shared = shared_inputs(bench.site, config)
    digest = input_digester(shared, bench.templates, bodies.keys.__getitem__, digest_record)
    make_batch = no_batch if bench.is_kept else batch_maker(bench.due, digest_record)
    return _Tools(bench, digest, make_batch, render_template, make_feed)


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
