"""Recipes become bytes: each kind of recipe has one function that makes it."""

from collections.abc import Iterator
from pathlib import Path

from fanwire.errors import Problem, SiteProblems
from fanwire.records.config import Config
from fanwire.records.recipe import (
    CopyRecipe,
    FeedRecipe,
    Recipe,
    Recipes,
    SitemapRecipe,
    TemplateRecipe,
    TextRecipe,
)
from fanwire.records.report import Output
from fanwire.render.feeds import rss
from fanwire.render.filling import FindText
from fanwire.render.sitemaps import sitemap
from fanwire.render.templates import RenderTemplate, template_renderer


def outputs(recipes: Recipes, config: Config, find_text: FindText) -> Iterator[Output]:
    """Make the files of the site one after another, in the order of their recipes.

    Raises SiteProblems, once, with every template that is missing or wrong.
    """
    render = template_renderer(config, recipes.site, find_text)
    problems: list[Problem] = []
    for recipe in recipes.recipes:
        try:
            content = _made(recipe, render, config, find_text)
        except SiteProblems as error:
            problems += error.problems
            continue
        if not problems:
            yield Output(recipe.path, content)
    if problems:
        raise SiteProblems(problems)


def _made(recipe: Recipe, render: RenderTemplate, config: Config, find_text: FindText) -> bytes | Path:
    match recipe:
        case TemplateRecipe():
            return render(recipe.template, recipe.page).encode()
        case FeedRecipe():
            return rss(recipe, config, find_text)
        case SitemapRecipe():
            return sitemap(recipe)
        case TextRecipe():
            return recipe.text.encode()
        case CopyRecipe():
            return Path(recipe.file)
