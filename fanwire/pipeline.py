"""One build, from top to bottom. Only this module knows the order of the steps."""

import marshal
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from fanwire.edited import edited
from fanwire.errand import errand
from fanwire.errors import DamagedMemory, Problem, SiteProblems
from fanwire.publish import memory as remembering
from fanwire.publish.exchange import restore
from fanwire.publish.publishing import damaged, lacks_second_tree, make_second_tree, open_stage, publish, writing
from fanwire.publish.stage import put
from fanwire.read.survey import engine_digest, output_folder, survey
from fanwire.records.addresses import addresses
from fanwire.records.config import Config, Options
from fanwire.records.look import Look
from fanwire.records.memory import Kept, Memory, Survey
from fanwire.records.record import Record, replace
from fanwire.records.report import BuildReport, Outlook, Weighed
from fanwire.records.running import Progress
from fanwire.reporting import Clock, reported
from fanwire.unchanged import asked, is_timely
from fanwire.workers import workers

if TYPE_CHECKING:
    from fanwire.read.documents import Reading
    from fanwire.records.document import Documents, Text
    from fanwire.records.memory import FindText
    from fanwire.records.recipe import Recipes


def build(root: Path, options: Options, progress: Progress = lambda *_: None, seen: Look | None = None) -> BuildReport:
    """Build the site in `root`. `seen` is a look that was had at its inputs just now.

    Raises SiteProblems when anything a writer can mend is wrong (nothing is written then), UsageError when the options
    can't be followed, EnvironmentProblem when the machine is in the way.
    """
    clock, root = Clock(), root.resolve()
    output = output_folder(root, options.output)
    if not (root / "site.yaml").is_file():
        return _build(_Start(root, options, output, survey(root), Memory(output)), lambda: False, progress, clock)
    waiting = partial(progress, "waiting for another build of this site to end", 0, 1)
    with writing(output), remembering.locked(output, waiting) as at_once:
        restore(output)
        if options.clean:
            remembering.clear(output)
        found = survey(root, seen if at_once else None)  # what was seen before another build is out of date
        memory = remembering.recall(output, found.engine)
        if options.clean:
            memory = replace(memory, note="")  # it is what was asked for
        clock.passed("survey")
        start = _Start(root, options, output, found, memory)
        if _is_timely(start):
            with suppress(DamagedMemory):
                report = edited(output, found, memory, options.jobs, progress, clock)
                if report:
                    return report
        second_tree = partial(make_second_tree, memory, output)
        try:
            with errand(second_tree, options.jobs if lacks_second_tree(memory) else 1, writes=True) as wait_for_tree:
                return _build(start, wait_for_tree, progress, clock)
        except DamagedMemory:
            remembering.clear(output)
            memory = Memory(memory.folder, note="the memory of the last build is damaged")
            return _build(replace(start, memory=memory), lambda: False, progress, clock)


def verify(root: Path, options: Options, progress: Progress = lambda *_: None) -> int:
    """Build the site clean beside what the last build left, and compare; gives how many files are equal.

    `options` are those of that build, its `now` included. Raises Unverified with every file that differs; and what
    `build` raises.
    """
    from tempfile import TemporaryDirectory

    from fanwire.publish.comparing import compared

    root = root.resolve()
    output = output_folder(root, options.output)
    with writing(output), TemporaryDirectory(prefix="verify-", dir=remembering.memory_folder(output)) as beside:
        clean = Path(beside) / output.name
        build(root, replace(options, output=clean, clean=False), progress)
        return compared(remembering.recall(output, engine_digest()).outputs, output, clean)


class _Start(Record, frozen=True):
    """What a build starts from: the site's folder, what is wished for, what is there, and what is remembered."""

    root: Path
    options: Options
    output: Path
    found: Survey
    memory: Memory


def _build(start: _Start, wait_for_tree: Callable[[], bool], progress: Progress, clock: Clock) -> BuildReport:
    """Build whatever has to be built; `wait_for_tree` tells whether another process has made the second tree ready."""
    config, recipes, reading = _planned(start, progress, clock)
    from fanwire.publish import recipe_store, store
    from fanwire.render.due import compare, reasons
    from fanwire.render.rendering import Bench, Bodies, Workshop, load_libraries, packed_setup, render

    output, memory, engine = start.output, start.memory, start.found.engine
    work = compare(recipes, config, memory, damaged(memory, output), reading.keys.__getitem__)
    clock.passed("compare")
    made = frozenset(recipe.path for recipe in work.due)
    gone = [path for path in memory.outputs if path not in work.kept and path not in made]
    after = _remembered(start, config, recipes, reading)
    with writing(output):
        if not work.due and not gone and output.is_dir() and memory.outputs:
            remembering.remember(after, output, after.outputs)
            clock.passed("publish")
            return reported(after, clock, unchanged=len(work.kept))
        opened = open_stage(memory, output, is_equal=wait_for_tree())
        workshop = Workshop(
            config,
            partial(put, opened.stage),
            partial(store.text_finder, store.documents_path(output)),
            remembering.bytecode_folder(output, engine),
        )
        bench = Bench(recipes.site, workshop, work.templates, Bodies({}, reading.keys), work.due, work.digests)
        token = recipe_store.new_token()
        with (
            workers(start.options.jobs, partial(load_libraries, work.due)) as find_workers,
            recipe_store.recipe_keeper(
                output, engine, (memory.token, token), packed_setup(bench), work.standing, gone
            ) as keep_recipes,
        ):
            rendered = render(work.kept, bench, keep_recipes, find_workers, progress)
        clock.passed("render")
        after = replace(after, outputs=rendered.outputs, token=token)
        publish(opened, memory, after, made)
        clock.passed("publish")
    return reported(
        after, clock, unchanged=len(rendered.outputs) - len(rendered.written), written=len(rendered.written),
        removed=len(gone), rendered=len(work.due), reasons=reasons(work.due, memory, rendered.outputs),
        changed=addresses(rendered.written, config.base_url), gone=addresses(gone, config.base_url),
    )  # fmt: skip


def _planned(start: _Start, progress: Progress, clock: Clock) -> "tuple[Config, Recipes, Reading]":
    """Read the site, open the news room, and plan everything that is published; only the plan is kept."""
    from fanwire.publish import store
    from fanwire.read.documents import documents as read_documents
    from fanwire.read.settings import config as read_config

    config = read_config(start.root, start.options)
    found, database = start.found, store.documents_path(start.output)
    with (
        workers(start.options.jobs) as find_workers,
        store.document_store(database, found.engine) as (recall, keep),
    ):
        documents, reading = read_documents(
            config, found, start.memory, recall, keep, find_workers, progress, _load_steps
        )
    store.sweep(database, found.engine, reading.keys.values())
    clock.passed("read")
    from fanwire.newsroom.opening import library as open_library
    from fanwire.plan.site import site as plan_site

    library = open_library(documents, config)
    del documents  # where there are many, the next step needs their room
    clock.passed("newsroom")
    recipes = plan_site(library, config)
    clock.passed("plan")
    return config, recipes, reading


def outlook(root: Path, options: Options) -> Outlook:
    """Tell what lies ahead of the site in `root`; raises like `build`, and writes nothing."""
    from fanwire.newsroom.due import outlook as look_ahead
    from fanwire.newsroom.opening import library as open_library

    config, documents = read_site(root, options)
    return look_ahead(documents, config, open_library(documents, config).next_change)


def weigh(root: Path, options: Options, file: str, text: str, about: tuple[str, str]) -> Weighed:
    """Tell what would be known on a question (`("s2", "release")`) if the ledger `file` read `text`.

    Raises like `build`, also with what is wrong with the text, and writes nothing.
    """
    from fanwire.newsroom.due import weigh as weigh_ledger
    from fanwire.read.ledgers import parsed_ledger

    config, documents = read_site(root, options)
    problems: list[Problem] = []
    changed = parsed_ledger(text, file, problems)
    if changed is None or problems:
        raise SiteProblems(problems)
    return weigh_ledger(documents, config, changed, *about)


def read_site(root: Path, options: Options) -> "tuple[Config, Documents]":
    """Read a site without its memory, for the commands that look at it; raises SiteProblems and UsageError."""
    config, documents, _ = read_whole(root, options)
    return config, documents


def read_whole(root: Path, options: Options) -> "tuple[Config, Documents, FindText]":
    """Read a site without its memory, and the texts of its bodies too; raises like `read_site`."""
    from fanwire.read.documents import documents as read_documents
    from fanwire.read.settings import config as read_config

    root = root.resolve()
    found = survey(root)
    config = read_config(root, options)
    kept: list[Kept] = []
    with workers(options.jobs) as find_workers:
        documents, reading = read_documents(
            config, found, Memory(output_folder(root, options.output)), lambda _: {}, kept.append, find_workers
        )
    texts = {each.key: each.text for each in kept}

    def find_text(file: str) -> "Text":
        words: Text = marshal.loads(texts[reading.keys[file]])  # noqa: S302 - it was parsed just now
        return words

    return config, documents, find_text


def _is_timely(start: _Start) -> bool:
    """Decide whether the remembered build answers the same wishes, and no moment has passed that changes the site."""
    memory, options = start.memory, start.options
    same = memory.asked == _asked(start.root, options) and not start.found.irregular
    return same and is_timely(memory.now, memory.next_change, options.now, options.as_of)


def _asked(root: Path, options: Options) -> str:
    return asked(str(root), options.base_url, options.drafts, options.future, options.as_of)


def _remembered(start: _Start, config: Config, recipes: "Recipes", reading: "Reading") -> Memory:
    """Put together what the next build will want to know; outputs stay as they were until they are made."""
    from fanwire.records.recipe import FeedRecipe

    found = start.found
    return replace(
        start.memory,
        engine=found.engine,
        asked=_asked(config.root, start.options),
        now=config.now,
        next_change=recipes.next_change,
        counts=(
            recipes.articles,
            sum(recipe.path.endswith(".html") for recipe in recipes.recipes),
            sum(isinstance(recipe, FeedRecipe) for recipe in recipes.recipes),
        ),
        parsing=(str(config.root), config.settings.timezone, config.settings.untrusted),
        faces=reading.faces,
        stamps={file: (stamp, reading.keys.get(file, "")) for file, stamp in found.files.items()},
        look=found.look,
    )


def _load_steps() -> None:
    """Import what comes after reading, while others read."""
    import fanwire.newsroom.opening
    import fanwire.plan.site
    import fanwire.render.rendering  # noqa: F401
