"""The build in which nothing has changed but texts, and nothing in them that another page could see.

It joins the steps as pipeline.py does, which makes all other builds. Neither the library nor the plan would come out
otherwise than last time, so neither is made: the pages and feeds that show these texts are made again from the recipes
of the last build.
"""

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
from fanwire.records.record import replace
from fanwire.records.report import BuildReport
from fanwire.reporting import Clock, reported

if TYPE_CHECKING:
    from fanwire.read.bodies import Bodies as ReadAgain
    from fanwire.records.recipe import Recipe


def edited(output: Path, found: Survey, memory: Memory, jobs: int, clock: Clock) -> BuildReport | None:
    """Build where nothing has changed, or nothing but texts; None where there is more to do."""
    changed = _changed(memory, found)
    if not all(file in memory.faces and file in found.files for file in changed):
        return None
    if not changed:
        return None if damaged(memory, output) else _unchanged(output, found, memory, clock)
    files = frozenset(changed)
    paths = [path for path, made in memory.outputs.items() if not files.isdisjoint(made.bodies)]
    draft = draft_of_one(memory, output, paths)
    # Importing what reads a text takes longer than anything else here, so it is done beside the rest.
    read_again = errand(partial(_read_again, changed, found, memory), jobs)
    jobs_for_tree = jobs if lacks_second_tree(memory) and not draft else 1
    second_tree = errand(partial(make_second_tree, memory, output), jobs_for_tree, writes=True)
    with read_again as wait_for_bodies, second_tree as wait_for_tree:
        if damaged(memory, output):
            return None
        clock.passed("compare")
        recipes = _recipes(output, found, memory, paths)
        clock.passed("recipes")
        parsed = wait_for_bodies() if recipes else None
        clock.passed("read")
        if not recipes or not parsed:
            return None
        with writing(output):
            opened = None if draft else open_stage(memory, output, is_equal=wait_for_tree())
            return _bodies_only(output, found, memory, parsed, recipes, opened or draft, clock)


def _changed(memory: Memory, found: Survey) -> tuple[str, ...]:
    """List the inputs that are new, gone, or not as they were."""
    differs = [file for file, stamp in found.files.items() if memory.stamps.get(file, (None,))[0] != stamp]
    return (*differs, *(file for file in memory.stamps if file not in found.files))


def _unchanged(output: Path, found: Survey, memory: Memory, clock: Clock) -> BuildReport:
    """Report that nothing is to be done, and let the next build know at a glance."""
    with writing(output):
        remembering.remember_look(replace(memory, look=found.look), output)
    return reported(memory, clock, unchanged=len(memory.outputs))


def _read_again(changed: tuple[str, ...], found: Survey, memory: Memory) -> "ReadAgain | None":
    from fanwire.read.bodies import bodies
    from fanwire.read.keys import Parsing

    return bodies(changed, found, Parsing(*memory.parsing), memory)


def _recipes(output: Path, found: Survey, memory: Memory, paths: list[str]) -> "tuple[bytes, list[Recipe]] | None":
    from fanwire.publish.recipe_store import recall_recipes
    from fanwire.render.rendering import load_libraries

    recipes = recall_recipes(output, found.engine, memory.token, paths)
    if recipes:
        load_libraries(recipes[1])
    return recipes


def _bodies_only(
    output: Path,
    found: Survey,
    memory: Memory,
    parsed: "ReadAgain",
    recipes: "tuple[bytes, list[Recipe]]",
    stage: Opened | str,
    clock: Clock,
) -> BuildReport:
    """Make the pages and feeds of these recipes again; `stage` is where the only one of them goes, or a tree."""
    from fanwire.publish import store
    from fanwire.render.rendering import Bodies, bench_again, render

    store.keep(store.documents_path(output), found.engine, parsed.fresh)
    paths = frozenset(recipe.path for recipe in recipes[1])
    kept = {path: made for path, made in memory.outputs.items() if path not in paths}
    stamps = {**memory.stamps, **{file: (found.files[file], key) for file, key in parsed.keys.items()}}
    texts = Bodies({each.key: each.text for each in parsed.fresh}, {file: key for file, (_, key) in stamps.items()})
    put_there = partial(put_aside, stage, str(output)) if isinstance(stage, str) else partial(put, stage.stage)
    bench = bench_again(*recipes, texts, put_there)
    rendered = render(kept, bench, lambda _: None, lambda *_: None)
    clock.passed("render")
    after = replace(memory, stamps=stamps, outputs=rendered.outputs, look=found.look)
    if isinstance(stage, str):
        publish_one(after, output, recipes[1][0].path, stage)
    else:
        publish(stage, memory, after, paths)
    clock.passed("publish")
    return reported(
        after, clock, unchanged=len(rendered.outputs) - len(rendered.written), written=len(rendered.written),
        rendered=len(paths), reasons=dict.fromkeys(paths, ", ".join(parsed.keys)),
        changed=addresses(rendered.written, bench.workshop.config.base_url),
    )  # fmt: skip
