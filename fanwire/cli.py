"""The command line: it parses, calls one function, prints one line.

It is the only place that prints, exits, or reads the clock.
"""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic

from fanwire import __version__
from fanwire.errors import EnvironmentProblem, FanwireError, SiteProblems, Unverified, UsageError
from fanwire.records.config import Options
from fanwire.records.record import replace
from fanwire.records.report import BuildReport

_DONE, _PROBLEMS, _WRONG_USE, _INTERRUPTED = 0, 1, 2, 130
_BAR_AFTER, _BAR_WIDTH = 0.7, 28  # seconds, characters


def run() -> None:
    """Run with the process's own arguments, and end it."""
    # A build makes a million records and drops hardly any of them: looking for garbage less often saves a tenth.
    gc.set_threshold(200_000, 50, 100)
    sys.exit(main(sys.argv[1:]))


def main(argv: Sequence[str]) -> int:
    """Run one command and give its exit status: 0 done, 1 problems in the site, 2 wrong use, 130 interrupted."""
    parser = _parser()
    arguments = parser.parse_args(_with_command(argv))
    try:
        command: Callable[[argparse.Namespace], int | None] = arguments.command
        return command(arguments) or _DONE
    except (SiteProblems, Unverified) as problems:
        print(problems, file=sys.stderr)
        return _PROBLEMS
    except UsageError as error:
        print(f"fanwire: {error}", file=sys.stderr)
        return _WRONG_USE
    except (FanwireError, EnvironmentProblem) as error:
        print(f"fanwire: {error}", file=sys.stderr)
        return _PROBLEMS
    except KeyboardInterrupt:
        print("\nfanwire: interrupted; the site is as it was", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:  # the reader of our output, such as `head`, has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _DONE


# --- commands --------------------------------------------------------------------------------------------------------


def _build(arguments: argparse.Namespace) -> None:
    from fanwire.pipeline import build, verify

    options = _options(arguments)
    progress = _progress(bar=sys.stderr.isatty() and not (arguments.quiet or arguments.json))
    started = monotonic()
    try:
        report = build(arguments.site, options, progress)
        equal = verify(arguments.site, options, progress) if arguments.verify else 0
    finally:
        progress("", 0, 0)
    if arguments.json:
        import json

        print(json.dumps(_as_json(report)))
    elif not arguments.quiet:
        if arguments.explain:
            print("".join(f"{path}: {reason}\n" for path, reason in sorted(report.reasons.items())), end="")
        print(_closing_line(report, monotonic() - started))
        if arguments.verify:
            print(f"verified: {_counted(equal, 'file')} equal{'s' * (equal == 1)} a clean build")


def _serve(arguments: argparse.Namespace) -> None:
    import webbrowser

    from fanwire.desk.preview import Preview
    from fanwire.desk.serve import serve
    from fanwire.pipeline import build

    options = _options(arguments)

    def rebuild(base_url: str) -> str:
        started = monotonic()
        asked = replace(options, base_url=base_url, now=datetime.now(UTC))
        report = build(arguments.site, asked, lambda *_: None)
        return _closing_line(report, monotonic() - started)

    def say(line: str) -> None:
        print(line, flush=True)
        if arguments.open and line.startswith("The site is at "):
            webbrowser.open(line.split()[4])

    root = arguments.site.resolve()
    output = (arguments.output or root / "output").resolve()
    serve(root, Preview(output, arguments.host, arguments.port), rebuild, say)


def _ping(arguments: argparse.Namespace) -> None:
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


def _new(arguments: argparse.Namespace) -> None:
    from fanwire.desk.new import Wish, new
    from fanwire.read.published import recorded_authority
    from fanwire.read.settings import config
    from fanwire.records.feed_ids import authority_of

    now = datetime.now(UTC)
    settled = config(arguments.site.resolve(), Options(now=now))
    wish = Wish(arguments.kind, arguments.title, arguments.show, arguments.date)
    authority = recorded_authority(settled.root, settled.zone) or authority_of(settled.settings.base_url)
    path = new(settled.root, wish, authority, now.astimezone(settled.zone))
    print(f"{_shown(path)}: write on")


def _init(arguments: argparse.Namespace) -> None:
    from fanwire.desk.starter import init

    folder = arguments.folder
    files = init(folder)
    print(f"{folder}: a new site of {len(files)} files; build it with: fanwire build --site {folder}")


def _due(arguments: argparse.Namespace) -> None:
    from fanwire.pipeline import outlook

    found = outlook(arguments.site, Options(now=datetime.now(UTC), as_of=arguments.as_of))
    print(f"next change: {found.next_change.isoformat() if found.next_change else 'none'}")
    for due in found.coming:
        print(f"{due.day}  {due.what}\n            {due.where}")
    for warning in found.warnings:
        print(warning)


def _check(arguments: argparse.Namespace) -> int:
    from fanwire.checking import check
    from fanwire.desk.check_formats import check_text
    from fanwire.newsroom.checks.rules import CODES

    report = check(arguments.site, Options(now=datetime.now(UTC)), external=arguments.external)
    print(check_text(report, CODES, arguments.format))
    return _PROBLEMS if report.errors or (arguments.strict and report.findings) else _DONE


def _audit(arguments: argparse.Namespace) -> None:
    from fanwire.checking import audit
    from fanwire.desk.check_formats import audit_text

    print(audit_text(audit(arguments.file, arguments.site, Options(now=datetime.now(UTC)))))


def _claim(arguments: argparse.Namespace) -> None:
    from fanwire.desk.claim import Wording, ledger_text, with_line
    from fanwire.desk.writing import write_whole
    from fanwire.pipeline import weigh
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
    print(f"{_shown(path)}: {line}")
    changed = weighed.before != weighed.after
    print(f"before: {weighed.before}\nnow:    {weighed.after}" if changed else f"still:  {weighed.after}")


def _record(arguments: argparse.Namespace) -> None:
    from fanwire.recording import record
    from fanwire.records.published import FILE

    added = record(arguments.site, Options(now=datetime.now(UTC)))
    kinds = ("article", "other text", "address", "file name", "home")
    numbers = (added.articles, added.texts, added.addresses, added.files, added.homes)
    words = [_counted(number, f"new {kind}") for number, kind in zip(numbers, kinds, strict=True) if number]
    words += [_counted(added.updated, "updated article")] if added.updated else []
    print(f"{_shown(arguments.site.resolve() / FILE)}: {', '.join(words) or 'nothing new'}")


# --- what people and scripts read ------------------------------------------------------------------------------------


def _closing_line(report: BuildReport, seconds: float) -> str:
    """Say what was done: `41 articles, 120 pages, 3 feeds in 0.9 s; 12 written, next change 2027-01-01`."""
    made = ((report.articles, "article"), (report.pages, "page"), (report.feeds, "feed"))
    counts = ", ".join(_counted(number, word) for number, word in made)
    changes = [f"{report.written} written"] + [f"{report.removed} removed"] * bool(report.removed)
    if report.next_change:
        changes.append(f"next change {report.next_change:%Y-%m-%d}")
    lines = [f"warning: {warning}" for warning in report.warnings]
    return "\n".join([*lines, f"{counts} in {seconds:.1f} s; {', '.join(changes)}"])


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{('es' if word.endswith('s') else 's') * (number != 1)}"


def _as_json(report: BuildReport) -> dict[str, object]:
    return {
        "articles": report.articles,
        "pages": report.pages,
        "feeds": report.feeds,
        "written": report.written,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "rendered": report.rendered,
        "seconds": report.seconds,
        "warnings": list(report.warnings),
        "next_change": report.next_change.isoformat() if report.next_change else None,
        "changed": list(report.changed),
        "gone": list(report.gone),
    }


def _progress(*, bar: bool) -> Callable[[str, int, int], None]:
    """Make a function that is told how far a step is; a total of 0 ends it.

    A step with nothing to count, such as waiting, is said in a line. With `bar`, the others get a bar on the terminal
    when a build takes longer than a glance.
    """
    started = monotonic()
    shown = [0.0]

    def show(step: str, done: int, total: int) -> None:
        now = monotonic()
        if total == 1 and not done:
            print(f"fanwire: {step}", file=sys.stderr)
        elif not bar:
            return
        elif not total:
            print("\r\x1b[K" * bool(shown[0]), end="", file=sys.stderr, flush=True)
        elif now - started > _BAR_AFTER and now - shown[0] > 0.1:  # noqa: PLR2004 - ten times a second
            shown[0] = now
            full = round(_BAR_WIDTH * done / total)
            drawn = "\u2588" * full + "\u2591" * (_BAR_WIDTH - full)
            print(f"\r\x1b[K{step:8} {drawn} {done:,} of {total:,}", end="", file=sys.stderr, flush=True)

    return show


def _shown(path: Path) -> str:
    """Name a file as short as possible."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


# --- arguments -------------------------------------------------------------------------------------------------------


def _options(arguments: argparse.Namespace) -> Options:
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


def _with_command(argv: Sequence[str]) -> list[str]:
    """Put `build`, the default, in front of options that name no command."""
    if argv and (not argv[0].startswith("-") or argv[0] in {"-h", "--help", "--version"}):
        return list(argv)
    return ["build", *argv]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fanwire", description="Builds a fan news site from Markdown.")
    parser.add_argument("--version", action="version", version=f"fanwire {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    build = _command(commands, "build", _build, "build the site (the default)")
    _add_site(build, output=True)
    build.add_argument(
        "--base-url", default="", metavar="URL", help="the site's address, in place of site.yaml's base_url"
    )
    build.add_argument(
        "--as-of", type=_date, metavar="DATE", help="build the site as it was known at the end of that day"
    )
    build.add_argument(
        "--jobs", type=_jobs, default=0, metavar="N", help="how many processes (default: one for each processor)"
    )
    build.add_argument("--explain", action="store_true", help="name for each file made anew the input that changed")
    build.add_argument("--verify", action="store_true", help="build once more, from nothing, and compare")
    build.add_argument("--clean", action="store_true", help="forget earlier builds and make every file anew")
    build.add_argument("--json", action="store_true", help="print one JSON object instead of a line")
    build.add_argument("--quiet", action="store_true", help="print nothing but problems")
    serve = _command(commands, "serve", _serve, "show the site on this machine and follow changes")
    _add_site(serve, output=True)
    serve.add_argument("--host", default="127.0.0.1", help="the loopback address to listen at (%(default)s)")
    serve.add_argument("--port", type=int, default=8000, help="the port (%(default)s; 0: any free one)")
    serve.add_argument("--open", action="store_true", help="open a browser")
    _add_checks(commands)
    _add_ping(commands)
    new = _command(commands, "new", _new, "start an article, show, person, author or page")
    _add_site(new, output=False)
    new.add_argument("kind", choices=["article", "show", "person", "author", "page"])
    new.add_argument("title", help="its title or name, in quotes")
    new.add_argument("--show", default="", metavar="ID", help="the show an article is about")
    new.add_argument("--date", type=_date, metavar="DATE", help="an article's date (default: now)")
    claim = _command(commands, "claim", _claim, "append a line to a show's ledger, and tell what that changes")
    _add_site(claim, output=False)
    claim.add_argument("show", help="the show's id")
    claim.add_argument("season", help="the season's id, such as s2")
    claim.add_argument("question", help="release, filming-start, cast ...")
    claim.add_argument(
        "--says", action="append", required=True, metavar="ANSWER", help="the answer; again for more people"
    )
    claim.add_argument(
        "--as", dest="level", required=True, metavar="LEVEL", help="rumoured, reported, on-record, official ..."
    )
    claim.add_argument("--by", required=True, metavar="SOURCE", help="who said it first, an id of sources.yaml")
    claim.add_argument("--url", default="", metavar="URL", help="where it can be read")
    claim.add_argument(
        "--date", default="", metavar="DATE", help="when it was said; 2026-02 if no more is known (default: today)"
    )
    claim.add_argument("--replaces", default="", metavar="ANSWER", help="the answer that this one puts an end to")
    claim.add_argument("--needs", default="", metavar="ANSWER", help='what it rests on: "filming-start 2024"')
    claim.add_argument("--note", default="", metavar="TEXT", help="a remark for the desk, never published")
    due = _command(commands, "due", _due, "tell what lies ahead, and what the ledgers want looked at")
    _add_site(due, output=False)
    due.add_argument("--as-of", type=_date, metavar="DATE", help="as it was known at the end of that day")
    record = _command(commands, "record", _record, "add what is newly public to content/published.yaml")
    _add_site(record, output=False)
    init = _command(commands, "init", _init, "make a new site")
    init.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
    return parser


def _add_ping(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    ping = _command(commands, "ping", _ping, "tell search engines and feeds' hubs what a deploy has changed")
    _add_site(ping, output=False)
    ping.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="what `build --json` printed (default: standard input)"
    )
    ping.add_argument("--base-url", default="", metavar="URL", help="the address that the site was built for")
    ping.add_argument("--dry-run", action="store_true", help="print what would be sent, and send nothing")
    ping.add_argument(
        "--indexnow", default="", metavar="URL", help="the search engine to tell (default: one that tells the others)"
    )


def _add_checks(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    check = _command(commands, "check", _check, "tell what is wrong or weak in texts and ledgers")
    _add_site(check, output=False)
    forms = ["text", "json", "github", "sarif"]
    check.add_argument("--format", choices=forms, default="text", help="what to print (%(default)s)")
    check.add_argument("--external", action="store_true", help="ask every page that is linked to, over the network")
    check.add_argument("--strict", action="store_true", help="end with status 1 for warnings too")
    audit = _command(commands, "audit", _audit, "list what a saved page of somebody else's claims, and its defects")
    audit.add_argument("file", type=Path, metavar="FILE", help="the page, HTML or plain text")
    audit.add_argument("--site", type=Path, metavar="DIR", help="a site whose ledgers and names it is held against")


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    function: Callable[[argparse.Namespace], int | None],
    text: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    parser.set_defaults(command=function)
    return parser


def _add_site(parser: argparse.ArgumentParser, *, output: bool) -> None:
    parser.add_argument(
        "--site", type=Path, default=Path(), metavar="DIR", help="the site's folder (default: this one)"
    )
    if output:
        parser.add_argument(
            "--output", type=Path, metavar="DIR", help="where the site goes (default: output/ in the site)"
        )
        parser.add_argument("--drafts", action="store_true", help="include drafts")
        parser.add_argument("--future", action="store_true", help="include articles dated later than now")


def _jobs(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 1000:  # noqa: PLR2004 - a bound
        raise argparse.ArgumentTypeError(f'expected a number from 1, got "{text}"')
    return int(text)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'expected a date such as 2026-08-22, got "{text}"') from None
