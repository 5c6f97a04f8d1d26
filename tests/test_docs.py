"""Documentation can't lie: what the code knows is in the pages of docs/, and what those pages name is in the code.

docs/content.md has a heading for each kind of file, with a table whose first column is the key: "| `title` | ... |".
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fanwire.records.config import FeedSettings, NamedLink, PolicySettings, SectionSettings, Settings
from fanwire.records.matter import (
    ArticleMatter,
    AuthorMatter,
    ClaimMatter,
    CorrectionMatter,
    ImageMatter,
    PageMatter,
    PersonMatter,
    RoleMatter,
    SeasonMatter,
    ShowMatter,
    SourceMatter,
)
from fanwire.records.published import GoneMatter, PublishedArticleMatter, PublishedMatter
from fanwire.records.record import fields

ROOT = Path(__file__).parents[1]
HEADED = {
    "site.yaml": Settings,
    "article": ArticleMatter,
    "page": PageMatter,
    "show": ShowMatter,
    "person": PersonMatter,
    "author": AuthorMatter,
    "sources.yaml": SourceMatter,
    "published.yaml": PublishedMatter,
}
INNER = (
    SectionSettings,
    FeedSettings,
    PolicySettings,
    NamedLink,
    ImageMatter,
    CorrectionMatter,
    ClaimMatter,
    RoleMatter,
    SeasonMatter,
    PublishedArticleMatter,
    GoneMatter,
)
FLAG = re.compile(r"(?<![\w-])--[a-z][a-z-]+")


def keys(record: Any) -> set[str]:  # noqa: ANN401 -- any record
    """Name a record's keys as writers type them: `as`, not `as_`."""
    return {field.name.rstrip("_") for field in fields(record)}


def doc(name: str) -> str:
    """Read a page of docs/."""
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def tabled(word: str) -> set[str]:
    """Name the keys in the tables' first columns, below the first heading of docs/content.md with that word in it."""
    sections = re.split(r"^(##+ .*)$", doc("content.md"), flags=re.MULTILINE)
    texts = [text for head, text in zip(sections[1::2], sections[2::2], strict=True) if word in head.lower()]
    assert texts, f'docs/content.md has no heading with "{word}" in it'
    cells = re.findall(r"^\| *(`[^|]*)\|", texts[0], re.MULTILINE)
    return {key for cell in cells for key in re.findall(r"`([^`]+)`", cell)}


def says(*arguments: str) -> str:
    """Run the command line as a user does and give what it prints."""
    wide = {**os.environ, "COLUMNS": "400"}
    command = [sys.executable, str(ROOT / "build.py"), *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env=wide, cwd=ROOT).stdout


def commands() -> list[str]:
    """Name the commands, as the help text lists them below COMMAND."""
    listed = re.findall(r"^ {4}([a-z]+)(?: {2,}.*)?$", says("--help").partition("COMMAND\n")[2], re.MULTILINE)
    assert listed, "build.py --help names no commands"
    return listed


@pytest.mark.parametrize(("word", "record"), HEADED.items(), ids=HEADED)
def test_each_key_of_a_file_is_in_its_table_and_no_other(word: str, record: type[object]) -> None:
    assert tabled(word) == keys(record)


@pytest.mark.parametrize("record", INNER, ids=lambda record: record.__name__)
def test_each_key_inside_a_value_is_named(record: type[object]) -> None:
    text = doc("content.md")
    assert {key for key in keys(record) if not re.search(rf"`[^`\n]*\b{key}\b[^`\n]*`", text)} == set()


def test_each_command_and_flag_is_in_the_docs_and_each_flag_there_exists() -> None:
    text, names = doc("commands.md"), commands()
    known = {flag for name in names for flag in FLAG.findall(says(name, "--help"))} | set(FLAG.findall(says("--help")))
    assert [name for name in names if not re.search(rf"^#+ .*`?\b{name}\b", text, re.MULTILINE)] == []
    assert set(FLAG.findall(text)) ^ (known - {"--help"}) <= {"--help"}


def test_each_template_is_in_the_docs_and_each_one_there_exists() -> None:
    there = {path.relative_to(ROOT / "templates").as_posix() for path in ROOT.glob("templates/**/*.html")}
    assert set(re.findall(r"`([\w/-]+\.html)`", doc("templates.md"))) == there
