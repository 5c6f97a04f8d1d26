"""One build, from top to bottom. Only this module knows the order of the steps."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from fanwire.beside import company_of, load_all, load_renderers, load_steps, looked_after, texts_ahead
from fanwire.edited import edited
from fanwire.errors import DamagedMemory, MustOpenAll, SiteProblems
from fanwire.publish import memory as remembering
from fanwire.publish.exchange import restore
from fanwire.publish.publishing import open_stage, publish, writing
from fanwire.publish.stage import put
from fanwire.read.survey import engine_digest, output_folder, survey
from fanwire.records.addresses import addresses
from fanwire.records.config import Config, Options
from fanwire.records.look import Look
from fanwire.records.memory import Memory, Survey
from fanwire.records.record import Record, replace
from fanwire.records.report import BuildReport
from fanwire.records.running import Ask, Company, Progress
from fanwire.reporting import Clock, reported
from fanwire.unchanged import asked, is_timely
from fanwire.workers import workers

if TYPE_CHECKING:
    from fanwire.publish.closed_store import Chunks
    from fanwire.read.bodies import TextsAhead
    from fanwire.read.documents import Reading
    from fanwire.records.listed import Closed
    from fanwire.records.recipe import Recipes
    from fanwire.render.due import Work


def build(
    root: Path,
    options: Options,
    progress: Progress = lambda *_: None,
    seen: Look | None = None,
    company: Company | None = None,
    hold: Callable[[object], None] = lambda _: None,
) -> BuildReport:
    """Build the site in `root`.

    `seen` is a look that was had at its inputs just now, `company` a process that loads the parsers already. `hold` is
    given what takes long to take apart, for a process that ends without doing that.

    Raises SiteProblems when anything a writer can mend is wrong (nothing is written then), UsageError when the options
    can't be followed, EnvironmentProblem when the machine is in the way.
    """
    clock, root = Clock(), root.resolve()
    output = output_folder(root, options.output)
    if not (root / "site.yaml").is_file():
        return _build(_Start(root, options, output, survey(root), Memory(output), hold), progress, clock)
    waiting = partial(progress, "waiting for another build of this site to end", 0, 1)
    with writing(output), remembering.locked(output, waiting, company and company.lock) as at_once:
        restore(output)
        if options.clean:
            remembering.clear(output)
        found = survey(root, seen if at_once else None)  # what was seen before another build is out of date
        memory = remembering.recall(output, found.engine)
        if options.clean:
            memory = replace(memory, note="")  # it is what was asked for
        clock.passed("survey")
        return _built(_Start(root, options, output, found, memory, hold), company, progress, clock)


def _built(start: "_Start", company: Company | None, progress: Progress, clock: Clock) -> BuildReport:
    """Build what texts and templates alone have changed, or else whatever has to be built."""
    output, found, memory, jobs = start.output, start.found, start.memory, start.options.jobs
    timely = _is_timely(start)
    changed = _changed_files(start) if timely else ()
    with company_of(company, jobs if memory.outputs and changed else 1) as ask:
        texts = texts_ahead(changed, found, memory, ask)
        if timely:
            with suppress(DamagedMemory):
                report = edited(output, found, memory, changed, texts, jobs, progress, clock)
                if report:
                    return report
        if ask:
            ask(load_renderers)
        start = replace(start, articles=_articles_alone(start, changed), wait_for_texts=texts, ask=ask)
        try:
            with looked_after(memory, output, jobs) as (wait_for_damaged, wait_for_tree):
                beside = replace(start, wait_for_damaged=wait_for_damaged, wait_for_tree=wait_for_tree)
                return _build(beside, progress, clock)
        except DamagedMemory:
            remembering.clear(output)
            forgotten = Memory(memory.folder, note="the memory of the last build is damaged")
            return _build(replace(start, memory=forgotten, articles=()), progress, clock)


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
    """What a build starts from: the site's folder, what is wished for, what is there, and what is remembered.

    `articles` are those that are new or have changed, where nothing else has. What other processes do is waited for:
    changed texts are parsed, outputs that somebody deleted or changed are found, the second tree is made. `ask` asks
    for more.
    """

    root: Path
    options: Options
    output: Path
    found: Survey
    memory: Memory
    hold: Callable[[object], None]
    articles: tuple[str, ...] = ()
    wait_for_texts: "Callable[[], TextsAhead]" = dict
    wait_for_damaged: Callable[[], frozenset[str]] = frozenset
    wait_for_tree: Callable[[], bool] = bool
    ask: Ask | None = None


def _build(start: _Start, progress: Progress, clock: Clock) -> BuildReport:
    """Build whatever has to be built."""
    closed = _closed(start)
    try:
        plan = _planned(start, closed, progress, clock)
    except (MustOpenAll, SiteProblems):
        if not closed:
            raise
        closed = ()
        plan = _planned(start, closed, progress, clock)
    start.hold((start, plan))
    from fanwire.publish import closed_store, recipe_store, store
    from fanwire.render.due import reasons
    from fanwire.render.rendering import Bench, Bodies, Workshop, load_libraries, packed_setup, render

    output, memory, engine = start.output, start.memory, start.found.engine
    config, recipes, reading, work = plan.config, plan.recipes, plan.reading, plan.work
    made = frozenset(recipe.path for recipe in work.due)
    gone = [path for path in memory.outputs if path not in work.kept and path not in made]
    after = _remembered(start, config, recipes, reading)
    with writing(output):
        if not work.due and not gone and output.is_dir() and memory.outputs:
            after = replace(after, token=memory.token or recipe_store.new_token())
            closed_store.keep_closed(output, engine, after.token, plan.close())
            remembering.remember(after, output, after.outputs)
            clock.passed("publish")
            return reported(after, clock, unchanged=len(work.kept), opened=plan.opened)
        opened = open_stage(memory, output, is_equal=start.wait_for_tree())
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
            keep_closed = cache(lambda: closed_store.keep_closed(output, engine, token, plan.close()))
            rendered = render(work.kept, bench, keep_recipes, find_workers, progress, keep_closed, start.ask)
            keep_closed()
        clock.passed("render")
        after = replace(after, outputs=rendered.outputs, token=token)
        publish(opened, memory, after, made)
        clock.passed("publish")
    return reported(
        after, clock, unchanged=len(rendered.outputs) - len(rendered.written), written=len(rendered.written),
        removed=len(gone), rendered=len(work.due), reasons=reasons(work.due, memory, rendered.outputs),
        changed=addresses(rendered.written, config.base_url), gone=addresses(gone, config.base_url),
        opened=plan.opened,
    )  # fmt: skip


class _Plan(Record, frozen=True, eq=False):
    """What a build is going to do; `close` packs what has to be known of all articles next time."""

    config: Config
    recipes: "Recipes"
    reading: "Reading"
    close: "Callable[[], Chunks]"
    opened: int
    work: "Work"


def _planned(start: _Start, closed: "Sequence[Closed]", progress: Progress, clock: Clock) -> _Plan:
    """Read the site, open the news room, and plan everything that is published; only the plan is kept.

    `closed` are all articles as the last build left them, if only some of them are to be opened.
    Raises MustOpenAll where articles can't stay closed.
    """
    from fanwire.newsroom.cabinet import Cabinet
    from fanwire.publish import store
    from fanwire.read.documents import documents as read_documents
    from fanwire.read.settings import config as read_config

    config = read_config(start.root, start.options)
    found, database = start.found, store.documents_path(start.output)
    changed = frozenset(start.articles)
    same = [each for each in closed if each.file not in changed]
    cabinet = Cabinet(
        {each.file: each for each in same},
        tuple([each.known for each in same]),
        {each.file: each.known for each in closed if each.file in changed},
    )
    if start.memory.outputs:  # while another process is at work
        load_steps()
    with (
        workers(start.options.jobs) as find_workers,
        store.document_store(database, found.engine) as (recall, keep),
    ):
        for text in start.wait_for_texts().values():
            keep(text)
        documents, reading = read_documents(
            config, found, start.memory, recall, keep, find_workers, progress,
            load_steps if start.memory.outputs else load_all,
            cabinet.closed.keys(),
        )  # fmt: skip
    store.sweep(database, found.engine, reading.keys.values())
    clock.passed("read")
    from fanwire.newsroom.opening import library as open_library
    from fanwire.plan.site import site as plan_site

    cabinet = replace(cabinet, open=store.document_finder(database, reading.keys))
    library = open_library(documents, config, cabinet)
    del documents  # where there are many, the next step needs their room
    clock.passed("newsroom")
    recipes, still_closed, opened = plan_site(library, config), library.closed, len(library.articles)
    del library
    clock.passed("plan")
    from fanwire.render.due import compare
    from fanwire.render.inputs import record_digester

    digest = record_digester(still_closed.values())
    work = compare(recipes, config, start.memory, start.wait_for_damaged(), reading.keys.__getitem__, digest)
    clock.passed("compare")
    close = partial(_packed, recipes, still_closed, digest, closed)
    return _Plan(config, recipes, reading, close, opened, work)


def _packed(
    recipes: "Recipes",
    still_closed: "Mapping[str, Closed]",
    digest: Callable[[object], bytes],
    before: "Sequence[Closed]",
) -> "Chunks":
    """Close all articles, and pack what the next build has to know of them."""
    from fanwire.plan.describing import closed_articles
    from fanwire.publish.closed_store import packed_chunks

    return packed_chunks(tuple(closed_articles(recipes, still_closed, digest)), before)


def _changed_files(start: _Start) -> tuple[str, ...]:
    """List the inputs that are new, gone, or not as they were."""
    stamps, files = start.memory.stamps, start.found.files
    differs = [file for file, stamp in files.items() if stamps.get(file, (None, ""))[0] != stamp]
    return (*differs, *(file for file in stamps if file not in files))


def _articles_alone(start: _Start, changed: tuple[str, ...]) -> tuple[str, ...]:
    """List the articles that are new or have changed; none where anything else has."""
    memory, found = start.memory, start.found
    is_theirs = all(file.startswith("content/articles/") and file in found.files for file in changed)
    texts = tuple([file for file in changed if file.endswith(".md")])
    # Another file may come with a new article, but none that is known already may change.
    is_alone = is_theirs and all(file in texts or file not in memory.stamps for file in changed)
    return texts if memory.outputs and is_alone else ()


def _closed(start: _Start) -> "tuple[Closed, ...]":
    """Recall all articles as the last build left them, newest first, where only the changed ones have to be opened."""
    if not start.articles:
        return ()
    from fanwire.publish.closed_store import recall_closed

    closed = recall_closed(start.output, start.found.engine, start.memory.token)
    known = {each.file for each in closed}
    return closed if all(file in known or file not in start.memory.stamps for file in start.articles) else ()


def _is_timely(start: _Start) -> bool:
    """Decide whether the remembered build answers the same wishes, and no moment has passed that changes the site."""
    memory, options = start.memory, start.options
    same = memory.asked == _asked(start.root, options) and not start.found.irregular
    return same and is_timely(memory.now, memory.next_change, options.now, options.as_of)


def _asked(root: Path, options: Options) -> str:
    return asked(str(root), options.base_url, options.drafts, options.future, options.as_of)


def _remembered(start: _Start, config: Config, recipes: "Recipes", reading: "Reading") -> Memory:
    """Put together what the next build will want to know; outputs stay as they were until they are made."""
    from fanwire.records.recipe import FeedOutline, FeedRecipe

    found = start.found
    return replace(
        start.memory,
        engine=found.engine,
        asked=_asked(config.root, start.options),
        now=config.now,
        next_change=recipes.next_change,
        counts=(
            len(recipes.articles),
            sum(recipe.path.endswith(".html") for recipe in recipes.recipes),
            sum(isinstance(recipe, FeedRecipe | FeedOutline) for recipe in recipes.recipes),
        ),
        parsing=(str(config.root), config.settings.timezone, config.settings.untrusted),
        faces=reading.faces,
        stamps={file: (stamp, reading.keys.get(file, "")) for file, stamp in found.files.items()},
        look=found.look,
    )
