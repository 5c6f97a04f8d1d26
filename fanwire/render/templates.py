"""Jinja2, set up once: strict, always escaping, and reading only from the site's templates and the theme's.

The only module that imports Jinja2. Bodies are never templates; they are values.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from jinja2 import Environment, FunctionLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError

from fanwire.errors import Problem, SiteProblems, Where
from fanwire.records.config import Config
from fanwire.records.pages import PageRecord, SiteView
from fanwire.render.filters import filters

RenderTemplate = Callable[[str, PageRecord], str]


def template_renderer(config: Config, site: SiteView) -> RenderTemplate:
    """Make a function that renders `(template, page)`; a file in the site's own templates/ wins over the theme's.

    Rendering raises SiteProblems that name the template and the line when a template is missing or wrong.
    """
    folders = (config.root / "templates", config.theme / "templates")
    environment = Environment(
        loader=FunctionLoader(lambda name: _load(name, folders)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    environment.filters.update(filters(config.words, config.base_url, config.home))
    environment.globals.clear()
    environment.globals.update(site=site, range=range)

    def render(template: str, page: PageRecord) -> str:
        try:
            return environment.get_template(template).render(page=page)
        except TemplateError as error:
            raise SiteProblems([_problem(error, template)]) from error

    return render


def _load(name: str, folders: Sequence[Path]) -> tuple[str, str, Callable[[], bool]] | None:
    """Find a template by name, the site's own first; links and paths that lead out of the folders are not followed."""
    for folder in folders:
        path = folder / name
        if ".." in name.split("/") or not path.is_file() or folder.resolve() not in path.resolve().parents:
            continue
        return path.read_text("utf-8"), str(path), lambda: True
    return None


def _problem(error: TemplateError, template: str) -> Problem:
    if isinstance(error, TemplateNotFound):
        hint = "templates lie in templates/ of the site or of the theme"
        return Problem(Where(f"templates/{template}"), f'there is no template "{error.name}"', hint)
    if isinstance(error, TemplateSyntaxError):
        return Problem(Where(f"templates/{error.name or template}", error.lineno, 1), str(error.message))
    return Problem(_raised_at(error, template), str(error.message))


def _raised_at(error: TemplateError, template: str) -> Where:
    """Find the template's line in the traceback, where Jinja2 leaves it."""
    where, trace = Where(f"templates/{template}"), error.__traceback__
    while trace:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.suffix in {".html", ".xml"} and "templates" in path.parts:
            inside = path.parts[path.parts.index("templates") + 1 :]
            where = Where("/".join(("templates", *inside)), trace.tb_lineno, 1)
        trace = trace.tb_next
    return where
