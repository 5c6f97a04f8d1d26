"""What may stand on the command line: the commands, their arguments, and the help for each.

Only the parser of the command that is called gets made. Folders stay strings here, so that a build with nothing to do
needn't import pathlib.
"""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from fanwire import __version__

_ABOUT = "Builds a fan news site from Markdown."


def parsed(argv: Sequence[str]) -> Namespace:
    """Parse the arguments of the process; `command` is the name of the command, `build` where none is named.

    `look` is None, for what is seen of the site before the command begins.
    Ends the process, by argparse, after help and wrong use.
    """
    if argv and (argv[0] in {"-h", "--help", "--version"} or not argv[0].startswith("-")):
        name, words = argv[0], argv[1:]
    else:
        name, words = "build", argv
    if name not in COMMANDS:
        _overview().parse_args(argv)
    text, add_arguments = COMMANDS[name]
    parser = ArgumentParser(prog=f"fanwire {name}", description=text[0].upper() + text[1:] + ".")
    add_arguments(parser)
    return parser.parse_args(words, Namespace(command=name, look=None))


def _overview() -> ArgumentParser:
    """Make the parser for what names no command, or one that isn't there: it ends the process for whatever it is."""
    parser = ArgumentParser(prog="fanwire", description=_ABOUT)
    parser.add_argument("--version", action="version", version=f"fanwire {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (text, _) in COMMANDS.items():
        commands.add_parser(name, help=text)
    return parser


def _add_build(build: ArgumentParser) -> None:
    _add_site(build)
    _add_output(build)
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


def _add_serve(serve: ArgumentParser) -> None:
    _add_site(serve)
    _add_output(serve)
    serve.add_argument("--host", default="127.0.0.1", help="the loopback address to listen at (%(default)s)")
    serve.add_argument("--port", type=int, default=8000, help="the port (%(default)s; 0: any free one)")
    serve.add_argument("--open", action="store_true", help="open a browser")


def _add_check(check: ArgumentParser) -> None:
    _add_site(check)
    forms = ["text", "json", "github", "sarif"]
    check.add_argument("--format", choices=forms, default="text", help="what to print (%(default)s)")
    check.add_argument("--external", action="store_true", help="ask every page that is linked to, over the network")
    check.add_argument("--strict", action="store_true", help="end with status 1 for warnings too")


def _add_audit(audit: ArgumentParser) -> None:
    audit.add_argument("file", metavar="FILE", help="the page, HTML or plain text")
    audit.add_argument("--site", metavar="DIR", help="a site whose ledgers and names it is held against")


def _add_ping(ping: ArgumentParser) -> None:
    _add_site(ping)
    ping.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="what `build --json` printed (default: standard input)"
    )
    ping.add_argument("--base-url", default="", metavar="URL", help="the address that the site was built for")
    ping.add_argument("--dry-run", action="store_true", help="print what would be sent, and send nothing")
    ping.add_argument(
        "--indexnow", default="", metavar="URL", help="the search engine to tell (default: one that tells the others)"
    )


def _add_new(new: ArgumentParser) -> None:
    _add_site(new)
    new.add_argument("kind", choices=["article", "show", "person", "author", "page"])
    new.add_argument("title", help="its title or name, in quotes")
    new.add_argument("--show", default="", metavar="ID", help="the show an article is about")
    new.add_argument("--date", type=_date, metavar="DATE", help="an article's date (default: now)")


def _add_claim(claim: ArgumentParser) -> None:
    _add_site(claim)
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


def _add_due(due: ArgumentParser) -> None:
    _add_site(due)
    due.add_argument("--as-of", type=_date, metavar="DATE", help="as it was known at the end of that day")


def _add_init(init: ArgumentParser) -> None:
    init.add_argument("folder", metavar="DIR", help="a new or empty folder")


def _add_site(parser: ArgumentParser) -> None:
    parser.add_argument("--site", default=".", metavar="DIR", help="the site's folder (default: this one)")


def _add_output(parser: ArgumentParser) -> None:
    parser.add_argument("--output", metavar="DIR", help="where the site goes (default: output/ in the site)")
    parser.add_argument("--drafts", action="store_true", help="include drafts")
    parser.add_argument("--future", action="store_true", help="include articles dated later than now")


def _jobs(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 1000:  # noqa: PLR2004 - a bound
        raise ArgumentTypeError(f'expected a number from 1, got "{text}"')
    return int(text)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f'expected a date such as 2026-08-22, got "{text}"') from None


COMMANDS: Mapping[str, tuple[str, Callable[[ArgumentParser], None]]] = {
    "build": ("build the site (the default)", _add_build),
    "serve": ("show the site on this machine and follow changes", _add_serve),
    "check": ("tell what is wrong or weak in texts and ledgers", _add_check),
    "audit": ("list what a saved page of somebody else's claims, and its defects", _add_audit),
    "ping": ("tell search engines and feeds' hubs what a deploy has changed", _add_ping),
    "new": ("start an article, show, person, author or page", _add_new),
    "claim": ("append a line to a show's ledger, and tell what that changes", _add_claim),
    "due": ("tell what lies ahead, and what the ledgers want looked at", _add_due),
    "record": ("add what is newly public to content/published.yaml", _add_site),
    "init": ("make a new site", _add_init),
}
"""Each command: what it does, in words for a list, and what adds its arguments to a parser."""
