"""Whatever mustn't be told is looked for in every file of a site: sealed spoilers, what isn't public, private notes."""

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree, html

from fanwire.cli import main

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="60" height="9"/></svg>\n'
# Each word stands in one place that keeps it; the place is its name. A word of a spoiler may be in the fold it is in.
SPOILERS = (
    "foldblock", "foldinline", "foldheading", "foldcontents", "foldalt", "foldcaption", "foldvideo", "foldquote",
    "foldgallery", "foldlist", "foldtable", "foldlink", "foldnested", "foldperson", "foldshow", "foldpage", "foldbio",
)  # fmt: skip
WHOLE = ("wholebody", "wholeheading")
KEPT = tuple(
    f"{state}{place}"
    for state in ("draft", "later", "over")
    for place in ("title", "slug", "tag", "dek", "body", "alt", "file", "alias", "correction", "series", "note", "id")
)
NOTES = (
    "noteparagraph", "noteexcerpt", "noteheading", "notefold", "notelist", "noteyaml", "noteledger", "noteperson",
    "noteshow", "notepage", "notebio", "notelong", "notegone",
)  # fmt: skip
AHEAD = ("aheadcorrection", "aheadledger", "draftpage")


def hidden_article(state: str, head: str) -> str:
    """Write an article that isn't public, with its word in every place that it has."""
    return f"""---
title: {state}title
{head}
slug: {state}slug
tags: [{state}tag]
description: {state}dek
image: {{src: {state}file.svg, alt: {state}alt}}
aliases: [/{state}alias/]
corrections: [{{date: 2026-02-25, text: {state}correction}}]
series: {state}series
shows: [tide]
people: [ada]
authors: [desk]
section: news
claims: [{{show: tide, season: s1, question: release, says: 2026}}]
id: "tag:herald.example,2026-01-01:{state}id"
---

{state}body about [[ada]]. %% {state}note %%
"""


FILES: Mapping[str, str] = {
    "site.yaml": (
        "title: Herald\nbase_url: https://herald.example/\nsections: {news: {title: News}}\ncopyright: ours\n"
        "indexnow_key: 0123456789abcdef\nfeeds: {hub: 'https://hub.example/'}\n"
    ),
    "content/sources.yaml": "paper: {name: The Paper, tier: press}\nhouse: {name: The House, tier: official}\n",
    "content/shows/tide/index.md": """---
title: Tide
kind: series
seasons: {s1: {episodes: 8, cast: {main: [{person: ada, as: Kim}]}}}
---

The sea is ||s1e8: foldshow|| and rises. %% noteshow %%
""",
    "content/shows/tide/ledger.yaml": """s1:
  # notegone
  release:
    - {says: 2026, as: reported, date: 2026-01-05, by: paper, url: "https://paper.example/1", note: noteledger}
    - {says: 2026-11-05, as: official, date: 2026-01-06, by: house, url: "https://house.example/2"}
    - {says: 2026-12-05, as: official, date: 2026-04-01, by: house, url: "https://house.example/aheadledger"}
""",
    "content/people/ada.md": "---\nname: Ada Ro\n---\n\nAda ||s1e8: foldperson|| plays in [[tide]]. %% noteperson %%\n",
    "content/authors/desk.md": "---\nname: Desk\n---\n\nWe ||s1e8: foldbio|| write. %% notebio %%\n",
    "content/pages/about.md": "---\ntitle: About\n---\n\nAbout ||s1e8: foldpage|| us. %% notepage %%\n",
    "content/pages/plans.md": "---\ntitle: draftpage\ndraft: true\n---\n\ndraftpage\n",
    "content/articles/set.svg": PICTURE,
    "content/articles/2026-02-20-seal.md": """---
title: A seal
shows: [tide]
authors: [desk]
corrections: [{date: 2026-04-05, text: aheadcorrection}]  # noteyaml
---

First ||s1e8: foldinline|| words. %% noteexcerpt %%

%% noteparagraph %%

## What ||s1e8: foldheading|| means %% noteheading %%

%% A note
that is notelong. %%

/// spoiler | s1e8
    safe: "Somebody is missed."

### Of foldcontents

It is foldblock, and [a link](/people/ada/ "foldlink"). %% notefold %%

![foldalt](set.svg "foldcaption")

* foldlist

| foldtable | x |
|---|---|
| a | b |

//// video | https://youtu.be/IN5TD4VRcSM
    title: foldvideo
    poster: set.svg
    uploaded: 2026-02-01
////

//// quote | foldquote
Words.
////

//// gallery
![A set](set.svg "foldgallery")
////

//// spoiler | s1e9
foldnested
////
///

* In a list. %% notelist %%

See [[draft]], [[later]], [[over|an old one]], [the plans](../pages/plans.md) and [it](2026-02-21-draft.md).
""",
    "content/articles/2026-02-21-whole.md": (
        "---\ntitle: The end\nspoilers: tide s1e8\nshows: [tide]\nauthors: [desk]\n---\n\n"
        "Everybody is wholebody.\n\n## Of wholeheading\n\nMore.\n"
    ),
    "content/articles/2026-02-21-draft.md": hidden_article("draft", "draft: true"),
    "content/articles/2026-03-21-later.md": hidden_article("later", "date: 2026-03-21"),
    "content/articles/2026-01-21-over.md": hidden_article("over", "expires: 2026-02-01"),
    **{f"content/articles/{state}file.svg": PICTURE for state in ("draft", "later", "over")},
    "content/published.yaml": """authority: herald.example  # notegone
articles:
  tag:herald.example,2026-01-01:overid:
    file: content/articles/2026-01-21-over.md
    date: 2026-01-21
    addresses: [/2026/01/gone/]
""",
}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site with all that it can publish."""
    site = tmp_path_factory.mktemp("site")
    for name, text in FILES.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    assert main(["build", "--quiet", "--site", str(site), "--as-of", "2026-03-01"]) == 0
    return site / "output"


def said(output: Path, *, folds: bool) -> Iterator[tuple[str, str]]:
    """Give every file with all the ways in which its words can be read; pages without what is in their `folds`."""
    for file in sorted(path for path in output.rglob("*") if path.is_file()):
        name = file.relative_to(output).as_posix()
        raw = file.read_bytes()
        if name.endswith(".html") and not folds:
            raw = without_folds(raw)
        text = re.sub(r"\r?\n[ \t]", "", raw.decode("utf-8", "replace"))  # long lines of calendars are cut
        escaped = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
        yield name, "\n".join([name, text, escaped, unescape(unescape(text)), unquote(text)]).casefold()


def without_folds(page: bytes) -> bytes:
    """Take out of a page what a reader has to open: folded parts, but for their labels, and veiled words."""
    tree = html.document_fromstring(page)
    for element in list(tree.iter("span", "details")):
        kind = element.get("class")
        for fold in [element] if kind == "veiled" else element.findall("div") if kind == "spoiler" else []:
            fold[:], fold.text = [], ""
    return etree.tostring(tree, encoding="utf-8", method="html")


def found(words: tuple[str, ...], output: Path, *, folds: bool = True) -> list[tuple[str, str]]:
    """Find where words are said: `[("foldalt", "2026/02/seal/index.html")]`."""
    return [(word, name) for name, text in said(output, folds=folds) for word in words if word in text]


def test_every_word_is_in_the_site_that_the_search_looks_through(output: Path) -> None:
    """The words are really there to be kept back, and every kind of file is there to be searched."""
    everything = "\n".join(f"{name}\n{text}" for name, text in FILES.items())
    assert [word for word in (*SPOILERS, *WHOLE, *KEPT, *NOTES, *AHEAD) if word not in everything] == []
    names = {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()}
    assert {
        "feed.xml", "atom.xml", "feed.json", "shows/tide/feed.xml", "people/ada/atom.xml", "authors/desk/feed.json",
        "feeds.opml", "calendar.ics", "calendar-rumours.ics", "shows/tide/calendar.ics", "sitemap.xml",
        "news-sitemap.xml", "robots.txt", "shows/tide/ledger.json", "shows/tide/ledger.csv", "fragments/latest.html",
        "search/index.html", "search.json",
    } <= names  # fmt: skip
    graph = re.search(r'ld\+json">(.*?)</script>', (output / "2026/02/seal/index.html").read_text("utf-8"), re.DOTALL)
    assert graph
    assert json.loads(graph[1])


def test_what_is_not_public_is_in_no_file(output: Path) -> None:
    assert found((*KEPT, *AHEAD), output) == []


def test_the_list_for_the_search_has_public_articles_newest_first_and_nothing_of_bodies(output: Path) -> None:
    """A draft, a scheduled and an expired article are in no list; one that gives the story away has no dek to show."""
    listed = json.loads((output / "search.json").read_text(encoding="utf-8"))
    assert [(each["title"], each["url"]) for each in listed] == [
        ("The end", "/2026/02/whole/"),
        ("A seal", "/2026/02/seal/"),
    ]
    whole, seal = listed
    assert "dek" not in whole
    assert whole["spoilers"] is True
    assert seal["show"] == "Tide"
    assert seal["dek"].startswith("First")
    text = (output / "search.json").read_text(encoding="utf-8").casefold()
    assert [word for word in (*SPOILERS, *WHOLE, *KEPT, *NOTES, *AHEAD) if word in text] == []


def test_private_notes_are_in_no_file(output: Path) -> None:
    assert found(NOTES, output) == []


def test_sealed_spoilers_are_in_their_folds_only(output: Path) -> None:
    in_folds = dict(found(SPOILERS, output))
    assert in_folds.keys() == set(SPOILERS), "the folds hold them"
    assert found(SPOILERS, output, folds=False) == []


def test_an_article_that_gives_a_story_away_does_so_on_its_page_only(output: Path) -> None:
    assert {name for _, name in found(WHOLE, output)} == {"2026/02/whole/index.html"}
    head, _, _ = (output / "2026/02/whole/index.html").read_text(encoding="utf-8").partition("<body")
    assert [word for word in WHOLE if word in head] == []
