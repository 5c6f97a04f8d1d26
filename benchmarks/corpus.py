"""Write a made-up site of any size for one of the generators: `python benchmarks/corpus.py 1000 hugo FOLDER`.

Every generator gets the same articles, in its own front matter, and a theme with the same markup, from peers/. The same
number of articles gives the same bytes, always.
"""

import argparse
import shutil
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from struct import pack

from stories import DESKS, SEED, SHOWS, Story, story

THEMES = Path(__file__).parent / "peers"


@dataclass(frozen=True, slots=True)
class Flavour:
    """How a generator wants its articles: in which folder, beside which pictures, under what head."""

    articles: str
    pictures: str
    head: Callable[[Story], str]


def write(folder: Path, count: int, flavour: str) -> None:
    """Write a site with `count` articles for `flavour`, "fanwire" or "hugo" say, into `folder`, which must be new."""
    shutil.copytree(THEMES / flavour, folder)
    if flavour == "fanwire":
        _write_cast(folder / "content")
    for number in range(count):
        write_article(folder, number, count, flavour)
    pictures = folder / FLAVOURS[flavour].pictures
    pictures.mkdir(parents=True)
    for number in range(1, 21):
        (pictures / f"still-{number:02d}.png").write_bytes(_png(number))


def write_article(folder: Path, number: int, count: int, flavour: str, *, extra: str = "") -> str:
    """Write one article and return its address, `/articles/SLUG/`. `extra` is a line to add at the end of its body."""
    told = story(number, count)
    path = folder / FLAVOURS[flavour].articles / f"{told.slug}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    body = f"{told.body}\n{extra}\n" if extra else told.body
    path.write_text(FLAVOURS[flavour].head(told) + "\n" + body, encoding="utf-8")
    return f"/articles/{told.slug}/"


def desk_id(desk: str) -> str:
    """Name a desk as an address does: `"casting desk" -> "casting-desk"`."""
    return desk.replace(" ", "-")


def _fanwire(told: Story) -> str:
    return _front_matter(
        _facts(told, modified="updated"),
        f"slug: {told.slug}",
        f"authors: {_listed(desk_id(desk) for desk in told.desks)}",
        f"shows: {_listed([told.show])}",
        f"section: {told.section}",
    )


def _hugo(told: Story) -> str:
    return _front_matter(
        _facts(told, modified="lastmod"),
        f"slug: {told.slug}",
        f"authors: {_listed(told.desks)}",
        f"shows: {_listed([told.show])}",
        f"sections: {_listed([told.section])}",
    )


def _eleventy(told: Story) -> str:
    return _front_matter(
        _facts(told, modified="updated"),
        f"slug: {told.slug}",
        f"authors: {_listed(told.desks)}",
        f"show: {told.show}",
        f"section: {told.section}",
    )


def _pelican(told: Story) -> str:
    return "\n".join((
        f"Title: {told.title}",
        f"Date: {told.date:%Y-%m-%d %H:%M:%S}",
        f"Modified: {told.updated:%Y-%m-%d %H:%M:%S}",
        f"Slug: {told.slug}",
        f"Authors: {'; '.join(told.desks)}",
        f"Show: {told.show}",
        f"Category: {told.section}",
        f"Tags: {', '.join(told.tags)}",
        f"Summary: {told.description}",
        "",
    ))  # fmt: skip


def _front_matter(*lines: str) -> str:
    return "\n".join(["---", *lines, "---", ""])


def _facts(told: Story, *, modified: str) -> str:
    return "\n".join((
        f'title: "{told.title}"',
        f"date: {told.date:%Y-%m-%dT%H:%M:%SZ}",
        f"{modified}: {told.updated:%Y-%m-%dT%H:%M:%SZ}",
        f"tags: {_listed(told.tags)}",
        f'description: "{told.description}"',
    ))  # fmt: skip


def _listed(words: Iterable[str]) -> str:
    return f"[{', '.join(words)}]"


def _write_cast(content: Path) -> None:
    """Write what Fanwire wants to know before an article may name it: the desks that write, the shows written about."""
    for desk in DESKS:
        path = content / "authors" / f"{desk_id(desk)}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\nname: {desk.title()}\n---\n\nThe {desk} writes for the benchmark.\n", encoding="utf-8")
    for show in SHOWS:
        path = content / "shows" / show / "index.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: {show}\nkind: series\n---\n", encoding="utf-8")


def _png(number: int) -> bytes:
    """Draw noise, 16 pixels square."""
    draw = Random(f"{SEED} picture {number}")  # noqa: S311 - noise
    rows = b"".join(b"\0" + draw.randbytes(16 * 3) for _ in range(16))
    header = pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


FLAVOURS = {
    "fanwire": Flavour("content/articles", "static/images", _fanwire),
    "hugo": Flavour("content/articles", "static/images", _hugo),
    "eleventy": Flavour("content/articles", "static/images", _eleventy),
    "pelican": Flavour("content/articles", "content/images", _pelican),
}


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("count", type=int, help="how many articles")
    arguments.add_argument("flavour", choices=FLAVOURS, help="for which generator")
    arguments.add_argument("folder", type=Path, help="where to; must not exist yet")
    wish = arguments.parse_args()
    write(wish.folder, wish.count, wish.flavour)
