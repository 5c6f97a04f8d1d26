"""One build, from top to bottom. Only this module knows the order of the steps."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from fanwire.newsroom.opening import library as open_library
from fanwire.plan.site import site as plan_site
from fanwire.publish.output_folder import publish
from fanwire.read.documents import documents as read_documents
from fanwire.read.settings import config as read_config
from fanwire.records.config import Options
from fanwire.records.recipe import FeedRecipe
from fanwire.records.report import BuildReport
from fanwire.render.rendering import outputs as render_outputs

Progress = Callable[[str, int, int], None]
"""Told how far a long step is: `("render", 120, 1936)`."""


def build(root: Path, options: Options, progress: Progress = lambda *_: None) -> BuildReport:
    """Build the site in `root`.

    Raises SiteProblems when anything a writer can mend is wrong (nothing is written then), UsageError when the options
    can't be followed, EnvironmentProblem when the machine is in the way.
    """
    clock = [("start", perf_counter())]

    def passed(step: str) -> None:
        clock.append((step, perf_counter()))

    config = read_config(root.resolve(), options)
    documents = read_documents(config)
    passed("read")
    library = open_library(documents, config)
    passed("newsroom")
    recipes = plan_site(library, config)
    passed("plan")
    rendered = []
    for output in render_outputs(recipes, config, documents.texts.__getitem__):
        rendered.append(output)
        progress("render", len(rendered), len(recipes.recipes))
    passed("render")
    written = publish(rendered, config)
    passed("publish")
    return BuildReport(
        articles=recipes.articles,
        pages=sum(recipe.path.endswith(".html") for recipe in recipes.recipes),
        feeds=sum(isinstance(recipe, FeedRecipe) for recipe in recipes.recipes),
        written=written.written,
        unchanged=written.unchanged,
        removed=written.removed,
        rendered=len(rendered),
        seconds={name: round(end - start, 3) for (_, start), (name, end) in zip(clock, clock[1:], strict=False)},
        next_change=recipes.next_change,
    )
