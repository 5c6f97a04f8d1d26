"""Recipes of old addresses, which lead to new ones, and of files copied as they are."""

from collections.abc import Iterator

from fanwire.plan.formers import former_path, redirect
from fanwire.plan.paging import output_path
from fanwire.records.config import Config
from fanwire.records.library import Library
from fanwire.records.recipe import CopyRecipe, Recipe


def plan_redirects(library: Library, config: Config) -> Iterator[Recipe]:
    """Plan a page at each address that a text names in its aliases, which leads to the text."""
    for alias in library.redirects:
        yield redirect(former_path(alias.old, config.home), alias.new, str(alias.where), config)


def plan_files(library: Library, config: Config) -> Iterator[Recipe]:
    """Plan the copies: static files, and the pictures and attachments that public texts use."""
    for path, static in sorted(library.statics.items()):
        yield CopyRecipe(path, f"static/{path}", static.file, static.stamp)
    for placed in library.files:
        yield CopyRecipe(
            output_path(placed.url, config.home), placed.file, str(config.root / placed.file), placed.stamp
        )
