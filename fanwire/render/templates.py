"""Jinja2, set up once: strict, always escaping, and reading only from the site's templates and the theme's.

The only module that imports Jinja2. Bodies are never templates; they are values.
"""

import os
import re
from collections.abc import Callable, Hashable, Mapping, MutableMapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr, Output
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from fanwire.errors import DamagedMemory, Problem, SiteProblems, Where
from fanwire.records.config import Config
from fanwire.records.memory import FindText
from fanwire.records.pages import PageRecord, SiteView
from fanwire.render.filling import filled
from fanwire.render.filters import filters
from fanwire.render.structured import graph_maker
from fanwire.render.theme_files import theme_files

RenderTemplate = Callable[[str, PageRecord], str]

# Of Jinja's own globals those that make no text up: without `lipsum`, and without what only looks like a clock.
_GLOBALS = frozenset({"range", "dict", "namespace"})

_RECORD_WITHOUT = re.compile(r"'fanwire\.[\w.]*?(\w+) object' has no attribute '(\w+)'")
_FUNCTIONS = frozenset({FunctionType, MethodType, BuiltinMethodType})
_DIGEST = 16
_AT_HAND = 20_000  # pieces of pages that are kept for other pages, of a kilobyte or so


def template_renderer(config: Config, site: SiteView, find_text: FindText, bytecode: Path) -> RenderTemplate:
    """Make a function that renders `(template, page)`; a file in the site's own templates/ wins over the theme's.

    `bytecode` is a folder for compiled templates, so that the next process needn't compile them.

    Rendering raises SiteProblems that name the template and the line when a template is missing or wrong.
    """
    files = theme_files(config)
    # Jinja2 works out what is constant while it compiles: `"/x/"|absolute` depends on the site's address.
    settled = repr((config.words, config.base_url, config.home)).encode()
    environment = _Environment(
        bytecode_cache=Compiled(bytecode, settled),
        loader=FunctionLoader(lambda name: _load(name, files)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    environment.filters.update(filters(config.words, config.base_url, config.home))
    graph = graph_maker(site)
    environment.filters["graph"] = lambda page: Markup(graph(page))  # noqa: S704 - what could end its script is escaped
    environment.filters["pieces"] = lambda prose: filled(prose, find_text(prose.file))
    for name in environment.globals.keys() - _GLOBALS:
        del environment.globals[name]
    environment.globals["site"] = site
    environment.globals["once"] = _once()

    def render(template: str, page: PageRecord) -> str:
        try:
            return environment.get_template(template).render(page=page)
        except Exception as error:  # a template is a program: it can divide by zero, call what is no function ...
            if isinstance(error, OSError | DamagedMemory) and not isinstance(error, TemplateNotFound):
                raise  # the machine is in the way, not the template
            raise SiteProblems([_problem(error, template)]) from error

    return render


class _PrintsPlainly(CodeGenerator):
    """Writes what templates print by `printed` of the environment, and what they print in one go as one text.

    Jinja2 demands a subclass.
    """

    def visit_Output(self, node: Output, frame: Frame) -> None:  # noqa: N802 - Jinja2's name
        """Write one `yield` for all pieces: each climbs through the generators of the block, the layout and the page.

        Jinja2 has a form for places with a list of pieces, as macros have; `joined` takes the place of that list.
        """
        if frame.buffer is None and len(node.nodes) > 1:
            frame = frame.copy()
            frame.buffer = "yield environment.joined"
        super().visit_Output(node, frame)

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.printed(")


class _Joined:
    """What a list of pieces does with one and with several, but at once."""

    append = staticmethod(str)
    extend = staticmethod("".join)


class _Context(Context):
    """Jinja2's context, which calls macros, functions and methods without long looking at what they want."""

    def call(self, called: Callable[..., object], /, *arguments: object, **named: object) -> object:
        """Call what a template calls."""
        if type(called) is Macro:
            arguments = (self.eval_ctx, *arguments)
        elif type(called) not in _FUNCTIONS or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *arguments, **named)
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        try:
            return called(*arguments, **named)
        except StopIteration:
            return self.environment.undefined("value was undefined because a callable raised a StopIteration exception")


class _Environment(Environment):
    """Jinja2's environment, which prints a hundred values a page without a wrapper around each."""

    code_generator_class = _PrintsPlainly
    context_class = _Context
    joined = _Joined

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give templates the globals themselves, as none has its own: copies of Jinja2's layers take long."""
        return super().make_globals(d) if d else self.globals

    @staticmethod
    def printed(value: object) -> str:
        """Escape a value like `markupsafe.escape`, for places that need its text only.

        `"Tom & Ann" -> "Tom &amp; Ann"`; Markup stays as it is.
        """
        if type(value) is Markup:
            return value
        # Five searches for one character each take half as long as one for any of five.
        if type(value) is str and not ("&" in value or "<" in value or ">" in value or '"' in value or "'" in value):
            return value
        return escape(value)


def _once() -> Callable[..., object]:
    """Make what templates call as `once(card, item)`: the macro `card` of `item`, run once however many pages show it.

    A macro that is imported without the page's context sees nothing but its arguments, so it writes the same each time.
    One with context is another object on each page, and is never taken for the same.
    """
    known: dict[tuple[object, int, tuple[Hashable, ...]], tuple[object, object]] = {}

    def once(macro: Callable[..., object], record: object, *arguments: Hashable) -> object:
        key = (macro, id(record), arguments)
        if key not in known:
            if len(known) >= _AT_HAND:
                known.clear()
            known[key] = (record, macro(record, *arguments))  # while the record is here, nothing else has its identity
        return known[key][1]

    return once


class Compiled(BytecodeCache):
    """Compiled templates in a folder, each with a digest: what was cut short or changed is compiled again.

    `settled` are the values that may have gone into the code as constants. Jinja2 demands a subclass.
    """

    def __init__(self, folder: Path, settled: bytes) -> None:
        """Keep the files of one environment."""
        self.folder, self.settled = folder, settled

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket from its file, if the file is whole."""
        try:
            content = self._path(bucket).read_bytes()
        except OSError:
            return
        if content[:_DIGEST] == blake2b(content[_DIGEST:], digest_size=_DIGEST).digest():
            bucket.bytecode_from_string(content[_DIGEST:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a bucket in its file; a disk without room is no reason to fail, as this only saves time."""
        code, path = bucket.bytecode_to_string(), self._path(bucket)
        draft = path.with_suffix(f".{os.getpid()}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(blake2b(code, digest_size=_DIGEST).digest() + code)
            draft.replace(path)
        except OSError:
            with suppress(OSError):
                draft.unlink()

    def _path(self, bucket: Bucket) -> Path:
        key = blake2b(f"{bucket.key}{bucket.checksum}".encode() + self.settled, digest_size=16)
        return self.folder / f"{key.hexdigest()}.cache"


def _load(name: str, files: Mapping[str, Path]) -> tuple[str, str, Callable[[], bool]] | None:
    """Find a template by name among the files that were digested, so that no page depends on a file that wasn't."""
    path = files.get(name)
    return (_text(path, name), str(path), lambda: True) if path else None


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
