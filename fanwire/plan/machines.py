"""Recipes for search engines and old addresses: sitemap, robots.txt, redirects; and of files copied as they are."""

from collections.abc import Iterator, Sequence

from fanwire.plan.formers import former_path, redirect
from fanwire.plan.paging import output_path
from fanwire.records.config import Config
from fanwire.records.library import Library
from fanwire.records.pages import ArticlePage
from fanwire.records.recipe import (
    CopyRecipe,
    Recipe,
    SitemapEntry,
    SitemapRecipe,
    TemplateRecipe,
    TextRecipe,
)


def plan_sitemap(planned: Sequence[Recipe], config: Config) -> Iterator[Recipe]:
    """Plan sitemap.xml over all pages that search engines may index, and robots.txt, which names it."""
    entries = []
    for recipe in planned:
        head = getattr(recipe.page, "head", None) if isinstance(recipe, TemplateRecipe) else None
        if head is None or not head.indexed:
            continue
        updated = None
        if isinstance(recipe, TemplateRecipe) and isinstance(recipe.page, ArticlePage):
            updated = head.updated or head.published
        entries.append(SitemapEntry(head.canonical, updated))
    yield SitemapRecipe("sitemap.xml", "the sitemap", tuple(entries))
    text = f"User-agent: *\nDisallow: {config.home}fragments/\n\nSitemap: {config.base_url}sitemap.xml\n"
    yield TextRecipe("robots.txt", "robots.txt", text)


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
