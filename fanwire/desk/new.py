"""Starting a text: a file in its place, with a well-formed head and a note on what to write. It never overwrites."""

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Literal, get_args

from fanwire.errors import EnvironmentProblem, UsageError, did_you_mean
from fanwire.records.feed_ids import tag_uri
from fanwire.records.record import Record
from fanwire.records.slugs import slugify

Kind = Literal["article", "show", "person", "author", "page"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_PLAIN = re.compile(r"\w[\w \u2019.,!?()/&'-]*")
_HINTS = {
    "article": "Write here. Without a `description` in the head, the first paragraph stands for the article in lists.",
    "show": "Introduce the show. Its seasons and cast go into the head, its ledger into ledger.yaml beside this file.",
    "person": "Introduce the person. Other spellings of the name go into the head, as `aliases`.",
    "author": "Say who writes here: this text stands on the author's page.",
    "page": "Write here.",
}


class Wish(Record, frozen=True):
    """What to start: `Wish("article", "Filming wraps", show="all-of-us-are-dead")`.

    `show` and `day` are an article's; without a day it is dated now.
    """

    kind: Kind
    title: str
    show: str = ""
    day: date | None = None


def new(root: Path, wish: Wish, authority: str, now: datetime) -> Path:
    """Start a text and give its path: `content/articles/2026-02-22-filming-wraps.md` below `root`.

    `now` is in the site's time zone; `authority` is the host that an article's permanent id begins with. Raises
    UsageError where no file can be named after the title, the show is unknown, or there is such a text already;
    EnvironmentProblem where the file can't be written.
    """
    title = " ".join("".join(c if c.isprintable() else " " for c in wish.title).split())
    slug = slugify(title)
    if not slug:
        raise UsageError(f'the title "{title}" has no letter or digit to name a file after')
    if wish.kind != "article" and (wish.show or wish.day):
        raise UsageError(f"--show and --date belong to an article, not to a {wish.kind}")
    _check_show(root, wish.show)
    path = _place(root, wish, slug, now)
    _refuse_twin(root, path)
    head = _article_head(title, slug, wish, authority, now) if wish.kind == "article" else _head(wish.kind, title)
    _write(path, "---\n" + "".join(f"{line}\n" for line in head) + f"---\n\n%% {_HINTS[wish.kind]} %%\n")
    return path


def feed_id(authority: str, slug: str, day: date, today: date) -> str:
    """Mint a permanent id: `tag:herald.example,2026-02-22:filming-wraps` (RFC 4151).

    The date says when the host was the minter's, so it is never in the future (section 2.1); an article that is dated
    ahead has its day before its slug instead, which keeps ids apart.
    """
    return tag_uri(authority, min(day, today), slug if day <= today else f"{day.isoformat()}-{slug}")


def _check_show(root: Path, show: str) -> None:
    known = sorted(folder.parent.name for folder in (root / "content" / "shows").glob("*/index.md"))
    if show and show not in known:
        hint = did_you_mean(show, known) or f"; there are: {', '.join(known) or 'none yet'}"
        raise UsageError(f'--show: no show "{show}" in content/shows{hint}')


def _place(root: Path, wish: Wish, slug: str, now: datetime) -> Path:
    content = root / "content"
    if wish.kind == "article":
        return content / "articles" / f"{wish.day or now.date()}-{slug}.md"
    if wish.kind == "show":
        return content / "shows" / slug / "index.md"
    folder = {"person": "people", "author": "authors", "page": "pages"}[wish.kind]
    return content / folder / f"{slug}.md"


def _refuse_twin(root: Path, path: Path) -> None:
    """Refuse a name that is taken, be it by NAME.md or by NAME/index.md."""
    name = path.parent if path.name == "index.md" else path.with_suffix("")
    for taken in (name.with_suffix(".md"), name / "index.md"):
        if taken.exists():
            raise UsageError(f"{taken.relative_to(root).as_posix()} is there already; choose another title")


def _article_head(title: str, slug: str, wish: Wish, authority: str, now: datetime) -> list[str]:
    day = wish.day or now.date()
    return [
        f"title: {_quoted(title)}",
        f"date: {day if wish.day else now.strftime('%Y-%m-%d %H:%M')}",
        *([f"shows: [{wish.show}]"] if wish.show else []),
        f"id: {_quoted(feed_id(authority, slug, day, now.date()))}",
    ]


def _head(kind: Kind, title: str) -> list[str]:
    if kind == "show":
        return [f"title: {_quoted(title)}", "kind: series"]
    return [f"{'title' if kind == 'page' else 'name'}: {_quoted(title)}"]


def _quoted(text: str) -> str:
    """Write a YAML scalar, with quotes where it needs them: `Wrap: done -> "Wrap: done"`. JSON strings are YAML."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise EnvironmentProblem(f"{path} can't be written: {error.strerror}") from error
