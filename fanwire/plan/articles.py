"""Recipes of articles and of the plain pages."""

from collections.abc import Iterator

from fanwire.plan.heads import article_head, head
from fanwire.plan.paging import output_path
from fanwire.records.config import Config
from fanwire.records.library import Library
from fanwire.records.pages import ArticlePage, TextPage
from fanwire.records.recipe import Recipe, TemplateRecipe


def plan_articles(library: Library, config: Config) -> Iterator[Recipe]:
    """Plan a page for each article."""
    for article in library.articles:
        page = ArticlePage(article_head(config, article, ()), article)
        yield TemplateRecipe(output_path(article.card.url, config.home), article.file, "article.html", page)


def plan_pages(library: Library, config: Config) -> Iterator[Recipe]:
    """Plan about, contact and the like."""
    for text in library.pages:
        about = head(config, text.link.title, text.link.url, description=text.description)
        yield TemplateRecipe(output_path(text.link.url, config.home), text.file, "page.html", TextPage(about, text))
