"""The commands: each parses no more, calls one function, and prints what came of it."""

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from fanwire.cli.wording import as_json, closing_line, counted, progress_shower, shown
from fanwire.errors import EnvironmentProblem, FanwireError, SiteProblems, Unverified, UsageError
from fanwire.records.config import Options
from fanwire.records.record import replace
from fanwire.records.report import BuildReport

_DONE, _PROBLEMS, _WRONG_USE = 0, 1, 2


def call(arguments: Namespace) -> int:
    """Call the command that was parsed and give the exit status; what is in its way is said in one place."""
    for name in ("site", "output", "folder"):
        given = getattr(arguments, name, None)
        if given is not None:
            setattr(arguments, name, Path(given))
    try:
        return _COMMANDS[arguments.command](arguments) or _DONE
    except (SiteProblems, Unverified) as problems:
        print(problems, file=sys.stderr)
        return _PROBLEMS
    except UsageError as error:
        print(f"fanwire: {error}", file=sys.stderr)
        return _WRONG_USE
    except (FanwireError, EnvironmentProblem) as error:
        print(f"fanwire: {error}", file=sys.stderr)
        return _PROBLEMS


def _build(arguments: Namespace) -> None:
    from fanwire.pipeline import build, verify

    options = _options(arguments)
    progress = progress_shower(bar=sys.stderr.isatty() and not (arguments.quiet or arguments.json))
    started = monotonic()
    try:
        report = build(arguments.site, options, progress, arguments.look, arguments.company, arguments.hold)
        equal = verify(arguments.site, options, progress) if arguments.verify else 0
    finally:
        progress("", 0, 0)
    if arguments.json:
        import json

        print(json.dumps(as_json(report)))
    elif not arguments.quiet:
        if arguments.explain:
            print("".join(f"{path}: {reason}\n" for path, reason in sorted(report.reasons.items())), end="")
        print(_told(report, monotonic() - started))
        if arguments.verify:
            print(f"verified: {counted(equal, 'file')} equal{'s' * (equal == 1)} a clean build")


def _serve(arguments: Namespace) -> None:
    import webbrowser

    from fanwire.desk.preview import Preview
    from fanwire.desk.serve import serve
    from fanwire.pipeline import build

    options = _options(arguments)

    def rebuild(base_url: str) -> str:
        started = monotonic()
        asked = replace(options, base_url=base_url, now=datetime.now(UTC))
        report = build(arguments.site, asked, lambda *_: None)
        return _told(report, monotonic() - started)

    def say(line: str) -> None:
        print(line, flush=True)
        if arguments.open and line.startswith("The site is at "):
            webbrowser.open(line.split()[4])

    root = arguments.site.resolve()
    output = (arguments.output or root / "output").resolve()
    serve(root, Preview(output, arguments.host, arguments.port), rebuild, say)


def _ping(arguments: Namespace) -> None:
    from time import sleep

    from fanwire.desk.ping import INDEXNOW, deliver, described, messages, read_changes
    from fanwire.read.settings import config

    settled = config(arguments.site.resolve(), Options(now=datetime.now(UTC), base_url=arguments.base_url))
    told = messages(read_changes(*_given(arguments.file)), settled, arguments.indexnow or INDEXNOW)
    print(described(told) if arguments.dry_run else deliver(told, sleep))


def _given(file: str) -> tuple[str, str]:
    """Read a file that the command line names, or standard input for `-`; gives its text and its name."""
    if file == "-" and sys.stdin.isatty():
        raise UsageError("name the file with what `fanwire build --json` printed, or pipe it in")
    try:
        return (sys.stdin.read(), "standard input") if file == "-" else (Path(file).read_text(encoding="utf-8"), file)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"can't read {file}: {getattr(error, 'strerror', None) or 'it is no text'}") from error


def _new(arguments: Namespace) -> None:
    from fanwire.desk.new import Wish, new
    from fanwire.read.published import recorded_authority
    from fanwire.read.settings import config
    from fanwire.records.feed_ids import authority_of

    now = datetime.now(UTC)
    settled = config(arguments.site.resolve(), Options(now=now))
    wish = Wish(arguments.kind, arguments.title, arguments.show, arguments.date)
    authority = recorded_authority(settled.root, settled.zone) or authority_of(settled.settings.base_url)
    path = new(settled.root, wish, authority, now.astimezone(settled.zone))
    print(f"{shown(path)}: write on")


def _init(arguments: Namespace) -> None:
    from fanwire.desk.starter import init

    folder = arguments.folder
    files = init(folder)
    print(f"{folder}: a new site of {len(files)} files; build it with: fanwire build --site {folder}")


def _due(arguments: Namespace) -> None:
    from fanwire.looking import outlook

    found = outlook(arguments.site, Options(now=datetime.now(UTC), as_of=arguments.as_of))
    print(f"next change: {found.next_change.isoformat() if found.next_change else 'none'}")
    for due in found.coming:
        print(f"{due.day}  {due.what}\n            {due.where}")
    for warning in found.warnings:
        print(warning)


def _check(arguments: Namespace) -> int:
    from fanwire.checking import check
    from fanwire.desk.check_formats import check_text
    from fanwire.newsroom.checks.rules import CODES

    report = check(arguments.site, Options(now=datetime.now(UTC)), external=arguments.external)
    print(check_text(report, CODES, arguments.format))
    return _PROBLEMS if report.errors or (arguments.strict and report.findings) else _DONE


def _audit(arguments: Namespace) -> None:
    from fanwire.checking import audit
    from fanwire.desk.check_formats import audit_text

    print(audit_text(audit(Path(arguments.file), arguments.site, Options(now=datetime.now(UTC)))))


def _claim(arguments: Namespace) -> None:
    from fanwire.desk.claim import Wording, ledger_text, with_line
    from fanwire.desk.writing import write_whole
    from fanwire.looking import weigh
    from fanwire.read.settings import config
    from fanwire.records.slugs import slugify

    options = Options(now=datetime.now(UTC))
    settled = config(arguments.site.resolve(), options)
    day = arguments.date or f"{options.now.astimezone(settled.zone):%Y-%m-%d}"
    fields = {
        "as": arguments.level, "date": day, "by": arguments.by, "replaces": arguments.replaces,
        "needs": arguments.needs, "url": arguments.url, "note": arguments.note,
    }  # fmt: skip
    file = f"content/shows/{arguments.show}/ledger.yaml"
    path = settled.root / file
    if arguments.show != slugify(arguments.show) or not (path.parent / "index.md").is_file():
        raise UsageError(f'there is no show "{arguments.show}"; write content/shows/{arguments.show}/index.md first')
    wording = Wording(arguments.season, arguments.question, tuple(arguments.says), fields)
    text, line = with_line(ledger_text(path), wording)
    weighed = weigh(settled.root, options, file, text, (arguments.season, arguments.question))
    write_whole(path, text)
    print(f"{shown(path)}: {line}")
    changed = weighed.before != weighed.after
    print(f"before: {weighed.before}\nnow:    {weighed.after}" if changed else f"still:  {weighed.after}")


def _record(arguments: Namespace) -> None:
    from fanwire.recording import record
    from fanwire.records.published import FILE

    added = record(arguments.site, Options(now=datetime.now(UTC)))
    kinds = ("article", "other text", "address", "file name", "home")
    numbers = (added.articles, added.texts, added.addresses, added.files, added.homes)
    words = [counted(number, f"new {kind}") for number, kind in zip(numbers, kinds, strict=True) if number]
    words += [counted(added.updated, "updated article")] if added.updated else []
    print(f"{shown(arguments.site.resolve() / FILE)}: {', '.join(words) or 'nothing new'}")


def _told(report: BuildReport, seconds: float) -> str:
    lines = [f"warning: {warning}" for warning in report.warnings]
    counts = (report.articles, report.pages, report.feeds)
    return "\n".join([*lines, closing_line(counts, seconds, report.written, report.removed, report.next_change)])


def _options(arguments: Namespace) -> Options:
    return Options(
        now=datetime.now(UTC),
        output=arguments.output,
        base_url=getattr(arguments, "base_url", ""),
        drafts=arguments.drafts,
        future=arguments.future,
        as_of=getattr(arguments, "as_of", None),
        clean=getattr(arguments, "clean", False),
        jobs=getattr(arguments, "jobs", 0),
    )


_COMMANDS: Mapping[str, Callable[[Namespace], int | None]] = {
    "build": _build,
    "serve": _serve,
    "check": _check,
    "audit": _audit,
    "ping": _ping,
    "new": _new,
    "claim": _claim,
    "due": _due,
    "record": _record,
    "init": _init,
}
