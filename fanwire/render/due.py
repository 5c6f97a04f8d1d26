"""Which outputs have to be made, and why: their recipes have other inputs than those remembered."""

from collections.abc import Mapping, Sequence

from fanwire.errors import MustOpenAll
from fanwire.records.config import Config
from fanwire.records.memory import FindKey, Memory, Remembered
from fanwire.records.recipe import FeedOutline, KeptPage, Recipe, Recipes, template_of
from fanwire.records.record import Record
from fanwire.render.inputs import (
    DigestRecord,
    Inputs,
    changed_inputs,
    input_digester,
    settled_marks,
    shared_inputs,
)
from fanwire.render.theme_files import template_digests


class Work(Record, frozen=True):
    """What a build has to do: outputs that stay, and recipes that are due.

    `standing` names the template of each output that stays, empty where it has none. `digests` holds those of the
    recipes that are known already, by their paths; `templates` the digest of each template with all it brings in.
    """

    kept: Mapping[str, Remembered]
    standing: Mapping[str, str]
    due: tuple[Recipe, ...]
    digests: Mapping[str, Inputs]
    templates: Mapping[str, str]


def compare(
    recipes: Recipes,
    config: Config,
    memory: Memory,
    damaged: frozenset[str],
    find_key: FindKey,
    digest_record: DigestRecord,
) -> Work:
    """Find the recipes whose inputs differ from those remembered, or whose output is damaged.

    Raises MustOpenAll where a page that is to stay as it is isn't there, or depends on more than its article.
    """
    templates = template_digests(config)
    shared = shared_inputs(recipes.site, config)
    digest = input_digester(shared, templates, find_key, digest_record)
    settled = settled_marks(shared, templates)
    kept: dict[str, Remembered] = {}
    standing: dict[str, str] = {}
    due: list[Recipe] = []
    digests: dict[str, Inputs] = {}
    find = memory.outputs.get
    for recipe in recipes.recipes:
        before = find(recipe.path)
        is_settled = before is not None and before.inputs.endswith(settled(recipe))
        if isinstance(recipe, KeptPage):
            if not before or not is_settled or recipe.path in damaged:
                raise MustOpenAll
            kept[recipe.path] = before
            standing[recipe.path] = recipe.template
            continue
        if before and is_settled:
            now = digest(recipe)
            if before.inputs == now[0] and recipe.path not in damaged:
                kept[recipe.path] = before
                standing[recipe.path] = template_of(recipe)
                continue
            digests[recipe.path] = now
        due.append(recipes.open_feed(recipe) if isinstance(recipe, FeedOutline) else recipe)
    return Work(kept, standing, tuple(due), digests, templates)


def reasons(due: Sequence[Recipe], memory: Memory, outputs: Mapping[str, Remembered]) -> dict[str, str]:
    """Say of each output that was made which of its inputs had changed: `article.prose, the site's settings`."""
    return {recipe.path: _reason(recipe, memory.outputs.get(recipe.path), outputs[recipe.path]) for recipe in due}


def _reason(recipe: Recipe, before: Remembered | None, now: Remembered) -> str:
    if before is None:
        return "new"
    if before.inputs == now.inputs:
        return "the published file was changed or deleted"
    if len(before.inputs) != len(now.inputs):
        return "it is another kind of page"
    return ", ".join(changed_inputs(recipe, before.inputs, now.inputs))
