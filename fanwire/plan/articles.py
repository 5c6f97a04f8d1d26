"""Recipes of articles and of the plain pages."""

from collections.abc import Iterator

from fanwire.plan.heads import article_head, head
from fanwire.plan.paging import output_path
from fanwire.plan.sitemaps import sitemap_entry
from fanwire.records.config import Config
from fanwire.records.library import Library
from fanwire.records.pages import ArticlePage, TextPage
from fanwire.records.recipe import KeptPage, Planned, Recipe, TemplateRecipe


def plan_articles(library: Library, config: Config) -> Iterator[Planned]:
    """Plan a page for each article; that of one that is closed stays as it is."""
    opened = {article.file: article for article in library.articles}
    for each in library.known:
        path, file = output_path(each.card.url, config.home), each.listed.file
        if article := opened.get(file):
            yield TemplateRecipe(path, file, "article.html", ArticlePage(article_head(config, article, ()), article))
        else:
            updated = library.closed[file].described.updated
            entry = sitemap_entry(each.card.url, each.card.image, updated, config)
            yield KeptPage(path, file, "article.html", entry)


def plan_pages(library: Library, config: Config) -> Iterator[Recipe]:
    """Plan about, contact and the like."""
    for text in library.pages:
        about = head(config, text.link.title, text.link.url, description=text.description)
        yield TemplateRecipe(output_path(text.link.url, config.home), text.file, "page.html", TextPage(about, text))
