"""The examples of docs/content.md work as they stand there: texts build, and mistakes look as they are shown."""

import re
from pathlib import Path
from textwrap import dedent

import pytest

from fanwire.cli import main

PAGE = (Path(__file__).parents[1] / "docs/content.md").read_text(encoding="utf-8")
SHOW = """---
title: All of Us Are Dead
kind: series
seasons: {s1: {cast: {main: [{person: park-ji-hu, as: Nam On-jo}]}}, s2: {platform: Netflix}}
---
"""
FILES = {
    "site.yaml": "title: The Herald\nbase_url: https://herald.example/\n",
    "content/articles/start.md": "---\ntitle: Start\ndate: 2025-07-23\n---\n\n## The cameras\n",
    "content/articles/every-release-date.md": "---\ntitle: Dates\ndate: 2026-02-22\n---\n",
    "content/pages/about.md": "---\ntitle: About\n---\n",
    "content/people/park-ji-hu.md": "---\nname: Park Ji-hu\n---\n",
    "content/people/lomon.md": "---\nname: Lomon\n---\n",
    "content/shows/all-of-us-are-dead/index.md": SHOW,
    "content/shows/all-of-us-are-dead/ledger.yaml": (
        's2:\n  release:\n    - {says: 2026, as: speculated, date: 2024-05-23, by: a-site, url: "https://a.example/"}\n'
    ),
    "content/sources.yaml": "a-site: {name: A site, tier: press}\n",
    **dict.fromkeys(
        [f"content/articles/{name}.svg" for name in ("camera", "trailer", "roof", "corridor")],
        '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="90"></svg>\n',
    ),
}


def examples(heading: str) -> list[str]:
    """Take the indented examples below a heading of the page, up to the next heading."""
    section = re.split(r"^##+ ", PAGE.split(f" {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    return [dedent(block) for block in re.findall(r"(?:^ {4}.*\n(?:\n(?= {4}))?)+", section, re.MULTILINE)]


def built(folder: Path, files: dict[str, str]) -> int:
    """Build a site of these files, and give the exit status."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return main(["--quiet", "--site", str(folder), "--as-of", "2026-03-01"])


@pytest.mark.parametrize("heading", ["Markdown", "Pictures", "Blocks"])
def test_what_a_body_may_hold_builds_as_it_is_shown(
    heading: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = examples(heading)
    body = "\n\n".join(shown).replace(".jpg", ".svg")
    text = f"---\ntitle: Example\ndate: 2026-02-23\nshows: [all-of-us-are-dead]\n---\n\n{body}\n"
    assert shown
    assert (built(tmp_path, {**FILES, "content/articles/example.md": text}), capsys.readouterr().err) == (0, "")
    assert "///" not in (tmp_path / "output/2026/02/example/index.html").read_text(encoding="utf-8").split("<main")[1]


def test_the_example_of_a_whole_text_builds(tmp_path: Path) -> None:
    (text,) = examples("How a text begins")
    assert built(tmp_path, {**FILES, "content/articles/example.md": text}) == 0


def test_mistakes_look_as_they_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shown,) = examples("When something is wrong")
    text = "---\ntitle: Wrap\ndate: next friday\ntag: [filming]\n---\n"
    assert built(tmp_path, {**FILES, "content/articles/wrap.md": text}) == 1
    assert capsys.readouterr().err == shown


@pytest.mark.parametrize(
    "record", ["An article", "A page", "A show", "A person", "An author", "Settings"], ids=lambda words: words.lower()
)
def test_every_example_of_a_key_is_taken_as_it_is_shown(
    record: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    heading = next(line for line in PAGE.splitlines() if line.startswith(f"## {record}"))
    table = re.split(r"^##+ ", PAGE.split(f"{heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    rows = re.findall(r"^\| `(\w+)` \|.*\| `(\w+: .*?)`[^|`]*(?:`[^`]*`[^|`]*)*\|$", table, re.MULTILINE)
    head = "\n".join(example for key, example in rows if example.startswith(f"{key}: "))
    assert len(rows) == len(re.findall(r"^\| `", table, re.MULTILINE))
    place = {
        "An article": "content/articles/example.md",
        "A page": "content/pages/example.md",
        "A show": "content/shows/example/index.md",
        "A person": "content/people/example.md",
        "An author": "content/authors/example.md",
    }.get(record, "site.yaml")
    built(tmp_path, {**FILES, place: head if place == "site.yaml" else f"---\n{head}\n---\n"})
    said = capsys.readouterr().err
    assert not re.search(r"expected|unknown key|is missing|not readable|second time", said), said
