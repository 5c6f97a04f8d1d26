"""A small site whose articles are renamed, moved and changed in every way that must not be noticed by subscribers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import feedparser
import pytest

from fanwire.cli import main

WRAP = "content/articles/2026-02-22-wrap.md"


@dataclass(frozen=True)
class Site:
    """A site on the disk whose commands are run as a user runs them."""

    root: Path
    capsys: pytest.CaptureFixture[str]

    def write(self, file: str, text: str) -> None:
        """Write a file of it."""
        (self.root / file).parent.mkdir(parents=True, exist_ok=True)
        (self.root / file).write_text(text, encoding="utf-8")

    def read(self, file: str) -> str:
        """Read a file of it."""
        return (self.root / file).read_text(encoding="utf-8")

    def edit(self, file: str, old: str, new: str) -> None:
        """Put other words in the place of some that are there."""
        assert old in self.read(file)
        self.write(file, self.read(file).replace(old, new))

    def run(self, *command: str) -> tuple[int, str]:
        """Run a command; gives its status and what it said."""
        status = main([*command, "--site", str(self.root)])
        said = self.capsys.readouterr()
        return status, said.out + said.err

    def record(self) -> str:
        """Record, and give what is said after the file's name."""
        status, said = self.run("record")
        assert status == 0, said
        return said.partition(": ")[2].strip()

    def ids(self) -> list[str]:
        """Build, and give the ids of the site's feed."""
        status, said = self.run("build")
        assert status == 0, said
        return [entry.id for entry in feedparser.parse((self.root / "output/feed.xml").read_bytes()).entries]

    def answers(self, address: str) -> str:
        """Give what stands at an address of the built site; nothing is ""."""
        file = self.root / "output" / f"{address[1:]}index.html"
        return file.read_text(encoding="utf-8") if file.is_file() else ""


def new_site(folder: Path, capsys: pytest.CaptureFixture[str]) -> Site:
    """Make a site of two articles, a page, a person and an author; nothing is recorded of it."""
    made = Site(folder, capsys)
    made.write("site.yaml", "title: Herald\nbase_url: https://herald.example/\n")
    made.write(WRAP, "---\ntitle: Wrap\nauthors: [desk]\n---\n\nFilming with [[ada]] is over.\n")
    made.write("content/articles/2026-02-23-촬영.md", "---\ntitle: 촬영\n---\n\nSee [wrap](2026-02-22-wrap.md).\n")
    made.write("content/pages/about.md", "---\ntitle: About\n---\n\nAbout us.\n")
    made.write("content/people/ada.md", "---\nname: Ada\n---\n")
    made.write("content/authors/desk.md", "---\nname: Desk\n---\n")
    return made


def rename(site: Site, name: str, key: str = "", value: str = "") -> None:
    """Give the article another file name, and perhaps a key of its head another value."""
    if key:
        say(site, key, value)
    text = site.read(WRAP)
    (site.root / WRAP).unlink()
    site.write(f"content/articles/{name}", text)
    site.edit("content/articles/2026-02-23-촬영.md", "[wrap](2026-02-22-wrap.md)", "wrap")


def say(site: Site, key: str, value: str) -> None:
    """Set a key of the article's head, whether it is there or not."""
    first, *lines = site.read(WRAP).splitlines()
    kept = [line for line in lines if not line.startswith(f"{key}:")]
    site.write(WRAP, "\n".join([first, f"{key}: {value}", *kept, ""]))


CHANGES: Mapping[str, Callable[[Site], None]] = {
    "another title": lambda site: say(site, "title", "It is a wrap"),
    "another slug": lambda site: say(site, "slug", "over"),
    "its day in another form": lambda site: say(site, "date", "2026-02-22T00:00Z"),
    "another day": lambda site: say(site, "date", "2026-01-02 12:00"),
    "another file name, and the old slug": lambda site: rename(site, "2026-02-22-done.md", "slug", "wrap"),
    "another folder": lambda site: rename(site, "news/2026-02-22-wrap.md"),
    "another file name, and the id": lambda site: rename(
        site, "2026-03-01-done.md", "id", '"tag:herald.example,2026-02-22:wrap"'
    ),
    "another pattern of addresses": lambda site: site.edit("site.yaml", "title:", "permalink: /{id}/{slug}/\ntitle:"),
    "another host": lambda site: site.edit("site.yaml", "herald.example", "new.example"),
    "a home below a path": lambda site: site.edit("site.yaml", "herald.example/", "fans.example/herald/"),
    "another time zone": lambda site: site.edit("site.yaml", "title:", "timezone: Pacific/Kiritimati\ntitle:"),
}
"""What writers and editors do, by what is other then. All but the renames and the homes can follow each other."""
