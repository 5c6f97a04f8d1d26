"""The build in which nothing has changed but texts and templates, and nothing in the texts that another page could see.

It joins the steps as pipeline.py does, which makes all other builds. Neither the library nor the plan would come out
otherwise than last time, so neither is made: what shows these texts, and what these templates make, is made again from
the recipes of the last build.
"""

from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from fanwire.errand import errand
from fanwire.publish import memory as remembering
from fanwire.publish.publishing import (
    Opened,
    damaged,
    draft_of_one,
    lacks_second_tree,
    make_second_tree,
    open_stage,
    publish,
    publish_one,
    writing,
)
from fanwire.publish.stage import put, put_aside
from fanwire.records.addresses import addresses
from fanwire.records.memory import Memory, Survey
from fanwire.records.recipe import template_of
from fanwire.records.record import Record, replace
from fanwire.records.report import BuildReport
from fanwire.records.running import Progress
from fanwire.reporting import Clock, reported
from fanwire.workers import workers

if TYPE_CHECKING:
    from collections.abc import Callable

    from fanwire.read.bodies import TextsAhead
    from fanwire.records.recipe import Recipe
    from fanwire.render.rendering import Bench, Rendered

_TEMPLATES = ("templates/", "theme/templates/")
_NO_STAMP = (None, "")


class _Start(Record, frozen=True):
    """What this build starts from; `changed` are the inputs that are new, gone or other, `texts` the texts of them."""

    output: Path
    found: Survey
    memory: Memory
    changed: tuple[str, ...]
    texts: tuple[str, ...]
    wait_for_texts: "Callable[[], TextsAhead]"
    jobs: int
    progress: Progress
    clock: Clock


class _Work(Record, frozen=True):
    """What it has to make: the outputs `paths`, at the `bench` of the last build with the templates as they are now.

    `templates` are those that are not as they were then, they or what they bring in.
    """

    bench: "Bench"
    templates: frozenset[str]
    paths: tuple[str, ...]


def edited(
    output: Path,
    found: Survey,
    memory: Memory,
    changed: tuple[str, ...],
    wait_for_texts: "Callable[[], TextsAhead]",
    jobs: int,
    progress: Progress,
    clock: Clock,
) -> BuildReport | None:
    """Build where nothing has changed, or nothing but texts and templates; None where there is more to do.

    `changed` are the inputs that are new, gone, or not as they were; `wait_for_texts` gives the texts of them, which
    another process parses, none where something is wrong with one. Raises SiteProblems, with every template that is
    missing or wrong.
    """
    texts = tuple(file for file in changed if not file.startswith(_TEMPLATES))
    if not all(file in memory.faces and file in found.files for file in texts):
        return None
    if not changed:
        return None if damaged(memory, output) else _unchanged(output, found, memory, clock)
    start = _Start(output, found, memory, changed, texts, wait_for_texts, jobs, progress, clock)
    work = _work(start)
    if work is None:
        return None
    draft = draft_of_one(memory, output, work.paths)
    # A tree in which most files are made anew is made faster from nothing.
    needs_tree = lacks_second_tree(memory) and not draft and 2 * len(work.paths) < len(memory.outputs)
    second_tree = errand(partial(make_second_tree, memory, output), jobs if needs_tree else 1, writes=True)
    with second_tree as wait_for_tree:
        if damaged(memory, output):
            return None
        clock.passed("compare")
        recipes = _recipes(start, work)
        clock.passed("recipes")
        read = _read_again(start) if len(recipes) == len(work.paths) else None
        clock.passed("read")
        if read is None:
            return None
        with writing(output):
            _keep_texts(start, read)
            if not recipes:
                return _noted(start, read)
            stage = draft or open_stage(memory, output, is_equal=needs_tree and wait_for_tree())
            return _made_again(start, work, recipes, read, stage)


def _unchanged(output: Path, found: Survey, memory: Memory, clock: Clock) -> BuildReport:
    """Report that nothing is to be done, and let the next build know at a glance."""
    with writing(output):
        remembering.remember_look(replace(memory, look=found.look), output)
    return reported(memory, clock, unchanged=len(memory.outputs))


def _read_again(start: _Start) -> "TextsAhead | None":
    """Wait for the texts; None where one shows another face, or something is wrong with it."""
    from fanwire.read.bodies import show_the_same

    read = start.wait_for_texts() if start.texts else {}
    return read if len(read) == len(start.texts) and show_the_same(read, start.memory) else None


def _work(start: _Start) -> _Work | None:
    """Find what shows these texts, and what these templates make; None where the last build's recipes are of no use."""
    from fanwire.publish.recipe_store import recall_setup, recall_templates
    from fanwire.render.rendering import bench_again
    from fanwire.render.theme_files import template_digests

    output, engine, outputs = start.output, start.found.engine, start.memory.outputs
    setup = recall_setup(output, engine, start.memory.token)
    if not setup:
        return None
    bench, files = bench_again(setup), frozenset(start.texts)
    paths = [path for path, made in outputs.items() if not files.isdisjoint(made.bodies)]
    if start.texts == start.changed:
        return _Work(bench, frozenset(), tuple(paths))
    before, now = bench.templates, template_digests(bench.workshop.config)
    others = frozenset(name for name in {**before, **now} if before.get(name) != now.get(name))
    made_by = recall_templates(output, engine)
    if made_by.keys() != outputs.keys():
        return None
    paths += [path for path, template in made_by.items() if template in others]
    return _Work(replace(bench, templates=now), others, tuple(dict.fromkeys(paths)))


def _recipes(start: _Start, work: _Work) -> "list[Recipe]":
    from fanwire.publish.recipe_store import recall_recipes
    from fanwire.render.rendering import load_libraries

    recipes = recall_recipes(start.output, start.found.engine, work.paths) if work.paths else []
    load_libraries(recipes)
    return recipes


def _keep_texts(start: _Start, read: "TextsAhead") -> None:
    from fanwire.publish import store

    if read:
        store.keep(store.documents_path(start.output), start.found.engine, read.values())


def _noted(start: _Start, read: "TextsAhead") -> BuildReport:
    """Report that no output is made otherwise, and remember how the inputs are now."""
    after = _remembered(start, read)
    remembering.remember(after, start.output, after.outputs)
    start.clock.passed("publish")
    return reported(after, start.clock, unchanged=len(after.outputs))


def _made_again(
    start: _Start, work: _Work, recipes: "list[Recipe]", read: "TextsAhead", stage: Opened | str
) -> BuildReport:
    """Make what is due and publish it; `stage` is where the only file of it goes, or a tree."""
    bench = _bench(start, work, recipes, read, stage)
    token, rendered = _rendered(start, work, bench)
    start.clock.passed("render")
    after = replace(_remembered(start, read), outputs=rendered.outputs, token=token)
    if isinstance(stage, str):
        publish_one(after, start.output, work.paths[0], stage)
    else:
        publish(stage, start.memory, after, frozenset(work.paths))
    start.clock.passed("publish")
    return reported(
        after, start.clock, unchanged=len(rendered.outputs) - len(rendered.written), written=len(rendered.written),
        rendered=len(recipes), reasons=_reasons(recipes, work, rendered, read),
        changed=addresses(rendered.written, bench.workshop.config.base_url), opened=len(read),
    )  # fmt: skip


def _remembered(start: _Start, read: "TextsAhead") -> Memory:
    """Put together what the next build will want to know; outputs stay as they were until they are made."""
    before, files = start.memory.stamps, start.found.files
    keys = {file: read[file].key if file in read else before.get(file, _NO_STAMP)[1] for file in files}
    return replace(
        start.memory, stamps={file: (stamp, keys[file]) for file, stamp in files.items()}, look=start.found.look
    )


def _bench(start: _Start, work: _Work, recipes: "list[Recipe]", read: "TextsAhead", stage: Opened | str) -> "Bench":
    from fanwire.render.rendering import Bodies

    put_there = partial(put_aside, stage, str(start.output)) if isinstance(stage, str) else partial(put, stage.stage)
    keys = {file: key for file, (_, key) in start.memory.stamps.items()}
    keys |= {file: text.key for file, text in read.items()}
    texts = Bodies({text.key: text.text for text in read.values()}, keys)
    workshop = replace(work.bench.workshop, put=put_there)
    return replace(work.bench, workshop=workshop, bodies=texts, due=tuple(recipes))


def _rendered(start: _Start, work: _Work, bench: "Bench") -> "tuple[str, Rendered]":
    """Make the outputs, and keep the templates' digests for the next build; gives the token of what is kept."""
    from fanwire.publish.closed_store import pass_on
    from fanwire.publish.recipe_store import new_token, recipe_keeper
    from fanwire.render.rendering import load_libraries, packed_setup, render

    made, before = frozenset(work.paths), start.memory.token
    stay = {path: each for path, each in start.memory.outputs.items() if path not in made}
    token = new_token() if work.templates else before
    keeper = partial(recipe_keeper, start.output, start.found.engine, (before, token), packed_setup(bench), {}, ())
    with (
        workers(start.jobs, partial(load_libraries, bench.due)) as find_workers,
        keeper() if work.templates else nullcontext(),
    ):
        rendered = render(stay, bench, lambda _: None, find_workers, start.progress)
    if work.templates:
        pass_on(start.output, start.found.engine, (before, token))
    return token, rendered


def _reasons(recipes: "list[Recipe]", work: _Work, rendered: "Rendered", read: "TextsAhead") -> dict[str, str]:
    """Say why each output was made: `content/articles/wrap.md, template article.html`."""
    reasons: dict[str, str] = {}
    for recipe in recipes:
        files = [file for file in rendered.outputs[recipe.path].bodies if file in read]
        template = template_of(recipe)
        reasons[recipe.path] = ", ".join([*files, *([f"template {template}"] if template in work.templates else [])])
    return reasons
