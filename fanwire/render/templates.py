"""Jinja2, set up once: strict, always escaping, and reading only from the site's templates and the theme's.

The only module that imports Jinja2. Bodies are never templates; they are values.
"""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FunctionLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)

from fanwire.errors import Problem, SiteProblems, Where
from fanwire.records.config import Config
from fanwire.records.memory import FindText
from fanwire.records.pages import PageRecord, SiteView
from fanwire.render.filling import filled
from fanwire.render.filters import filters

RenderTemplate = Callable[[str, PageRecord], str]

_RECORD_WITHOUT = re.compile(r"'fanwire\.[\w.]*?(\w+) object' has no attribute '(\w+)'")


def template_renderer(config: Config, site: SiteView, find_text: FindText, bytecode: Path) -> RenderTemplate:
    """Make a function that renders `(template, page)`; a file in the site's own templates/ wins over the theme's.

    `bytecode` is a folder for compiled templates, so that the next process needn't compile them.

    Rendering raises SiteProblems that name the template and the line when a template is missing or wrong.
    """
    folders = (config.root / "templates", config.theme / "templates")
    bytecode.mkdir(parents=True, exist_ok=True)
    environment = Environment(
        bytecode_cache=FileSystemBytecodeCache(str(bytecode)),
        loader=FunctionLoader(lambda name: _load(name, folders)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    environment.filters.update(filters(config.words, config.base_url, config.home))
    environment.filters["pieces"] = lambda prose: filled(prose, find_text(prose.file))
    environment.globals.clear()
    environment.globals.update(site=site, range=range)

    def render(template: str, page: PageRecord) -> str:
        try:
            return environment.get_template(template).render(page=page)
        except Exception as error:  # a template is a program: it can divide by zero, call what is no function ...
            raise SiteProblems([_problem(error, template)]) from error

    return render


def _load(name: str, folders: Sequence[Path]) -> tuple[str, str, Callable[[], bool]] | None:
    """Find a template by name, the site's own first; links and paths that lead out of the folders are not followed."""
    for folder in folders:
        path = folder / name
        if ".." in name.split("/") or not path.is_file() or folder.resolve() not in path.resolve().parents:
            continue
        return _text(path, name), str(path), lambda: True
    return None


def _text(path: Path, name: str) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = Where(
            f"templates/{name}",
            content.count(b"\n", 0, error.start) + 1,
            error.start - content.rfind(b"\n", 0, error.start),
        )
        message = f"not UTF-8: byte 0x{content[error.start]:02x}"
        raise SiteProblems([Problem(where, message, "save the file in the encoding UTF-8")]) from error


def _problem(error: Exception, template: str) -> Problem:
    if isinstance(error, SiteProblems):
        return error.problems[0]
    if isinstance(error, TemplateNotFound):
        hint = "templates lie in templates/ of the site or of the theme"
        return Problem(_raised_at(error, template), f'there is no template "{error.name}"', hint)
    if isinstance(error, TemplateSyntaxError):
        return Problem(Where(f"templates/{error.name or template}", error.lineno, 1), str(error.message))
    if isinstance(error, UndefinedError):
        found = _RECORD_WITHOUT.fullmatch(str(error.message))
        message = f'{found[1]} has no "{found[2]}"' if found else str(error.message)
        return Problem(_raised_at(error, template), message, "docs/templates.md lists what each template may use")
    return Problem(_raised_at(error, template), f"the template fails: {error}")


def _raised_at(error: Exception, template: str) -> Where:
    """Find the template's line in the traceback, where Jinja2 leaves it."""
    where, trace = Where(f"templates/{template}"), error.__traceback__
    while trace:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.suffix in {".html", ".xml"} and "templates" in path.parts:
            inside = path.parts[path.parts.index("templates") + 1 :]
            where = Where("/".join(("templates", *inside)), trace.tb_lineno, 1)
        trace = trace.tb_next
    return where
