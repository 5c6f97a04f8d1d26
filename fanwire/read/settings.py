"""site.yaml and the command line, made into one Config."""

from datetime import datetime, time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from fanwire.errors import Problem, SiteProblems, UsageError, Where
from fanwire.read.checks import is_site_address
from fanwire.read.front_matter import decoded
from fanwire.read.languages import calendar_words
from fanwire.read.schema import typed
from fanwire.read.survey import output_folder, theme_folder
from fanwire.read.yaml_text import Path as TreePath
from fanwire.read.yaml_text import parse
from fanwire.records.config import Config, Options, Settings


def config(root: Path, options: Options) -> Config:
    """Settle everything that a build depends on besides content.

    Raises UsageError when `root` is no site or the options can't be followed, SiteProblems when site.yaml is wrong.
    """
    file = root / "site.yaml"
    if not file.is_file():
        raise UsageError(f"no site.yaml in {root}: is this a site? `fanwire init DIR` makes a new one")
    settings, places = _settings(file.read_bytes())
    zone = ZoneInfo(settings.timezone)
    base_url = _base_url(options.base_url or settings.base_url)
    return Config(
        settings=settings,
        root=root,
        output=output_folder(root, options.output),
        base_url=base_url,
        home=urlsplit(base_url).path,
        zone=zone,
        now=_now(options, zone),
        drafts=options.drafts,
        future=options.future,
        as_of=options.as_of is not None,
        words=calendar_words(settings.language),
        theme=theme_folder(),
        places=places,
    )


def _settings(content: bytes) -> tuple[Settings, dict[TreePath, Where]]:
    problems: list[Problem] = []
    text = decoded(content, "site.yaml", problems)
    tree = parse(text, "site.yaml", 1, problems) if text is not None else None
    settings = typed(Settings, tree, "site.yaml", ZoneInfo("UTC"), problems) if tree else None
    if tree and settings and settings.comments == "open" and not settings.comments_address:
        message = "comments: open, and site.yaml says nowhere how to send one"
        hint = "add comments_address: where readers can write to"
        problems.append(Problem(tree.positions["comments",], message, hint))
    if tree and settings and settings.untrusted and find_spec("nh3") is None:
        message = "untrusted: cleaning these folders takes a library that isn't installed"
        problems.append(Problem(tree.positions["untrusted",], message, "pip install 'fanwire[untrusted]'"))
    if tree is None or settings is None or problems:
        raise SiteProblems(problems)
    return settings, tree.positions


def _base_url(text: str) -> str:
    """Complete the site's address: `"https://herald.example/blog" -> "https://herald.example/blog/"`."""
    if not is_site_address(text):
        raise UsageError(f'--base-url: expected the site\'s address, such as https://herald.example/, got "{text}"')
    parts = urlsplit(text)
    path = quote(parts.path.rstrip("/"), safe="/%")
    return f"{parts.scheme}://{parts.netloc}{path}/"


def _now(options: Options, zone: ZoneInfo) -> datetime:
    """Choose the moment the site is built for: now, or the end of the day that --as-of names."""
    if options.as_of is None:
        return options.now.astimezone(zone)
    return datetime.combine(options.as_of, time(23, 59, 59), zone)
