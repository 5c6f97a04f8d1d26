"""docs/ledger.md says what the code does: its tables are compared with the enums, its examples are run."""

import re
from datetime import date
from pathlib import Path

import pytest

from fanwire.newsroom.answers import headline, overview, what_fell
from fanwire.newsroom.answers import written as as_written
from fanwire.newsroom.ledger_lines import ledger_from
from fanwire.newsroom.questions import STANDARD, STATUSES
from fanwire.newsroom.standing import derive
from fanwire.newsroom.vague_dates import vague_date, words
from fanwire.read.yaml_text import parse
from fanwire.records.ledger import Evidence, Standing, Tier
from tests.cases.ledger_tables import REAL, REGISTER, ledger_of

PAGE = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """Give the cells of the table that begins with a heading's first cell, without backticks."""
    table = PAGE.split(f"| {heading} |")[1].split("\n\n")[0]
    return [[cell.strip(" `") for cell in line.strip("| ").split(" | ")] for line in table.splitlines()[2:]]


def test_the_page_lists_every_level_of_evidence() -> None:
    assert [row[0] for row in rows("Level (`as`)")] == [
        *(evidence.word for evidence in Evidence if evidence > 0),
        "denied",
        "disputed",
    ]


def test_the_page_lists_every_tier_with_its_cap() -> None:
    assert [tuple(row) for row in rows("`tier` in sources.yaml")] == [(tier.value, tier.cap.word) for tier in Tier]


def test_the_page_lists_every_standing() -> None:
    assert [row[0] for row in rows("Standing")] == [standing.value for standing in Standing]


def test_the_page_lists_every_key_of_a_line() -> None:
    line = {"says": "2026", "as": "rumoured", "date": "2026-01-01", "by": "newsx", "url": "https://paper.example/"}
    whole = line | {"note": "n", "replaces": "2025", "needs": "filming-start 2025"}
    ledger_of({"s2": {"release": [whole]}})
    assert [row[0] for row in rows("Key")] == list(whole)


def test_the_page_names_every_question_and_status() -> None:
    questions = PAGE.split("## Questions")[1].split("```")[0]
    assert {question.name for question in STANDARD} | set(STATUSES) <= set(re.findall(r"`([^`]+)`", questions))


@pytest.mark.parametrize("row", rows("Written"), ids=lambda row: row[0])
def test_the_page_spells_vague_dates_as_readers_see_them(row: list[str]) -> None:
    found = vague_date(row[0])
    assert found
    assert words(found) == row[1]


@pytest.mark.parametrize("row", rows("As of"), ids=lambda row: row[0])
def test_the_page_tells_the_real_case_as_it_is_derived(row: list[str]) -> None:
    season = next(
        season for season in derive(ledger_of(REAL["ledger"]), date.fromisoformat(row[0])) if season.id == "s2"
    )
    state = season.question("release")
    assert state
    assert row[1] in {headline(state), f"{headline(state)}; {what_fell(state, as_written)}", overview(state)}


@pytest.mark.parametrize(
    "example", re.findall(r"```yaml\n(s2|questions)(:.*?)```", PAGE, re.DOTALL), ids=lambda e: e[0]
)
def test_the_examples_of_the_page_are_read_without_a_problem(example: tuple[str, str]) -> None:
    tree = parse("".join(example), "ledger.yaml", 1, [])
    assert tree
    ledger, problems = ledger_from("a-show", tree.value, tree.positions, REGISTER)
    assert problems == ()
    assert ledger.seasons or len(ledger.questions) > len(STANDARD)


def test_the_page_quotes_what_an_old_article_is_told() -> None:
    quotes = re.findall(r"^> (.+)$", PAGE, re.MULTILINE)
    assert quotes
    assert set(quotes) <= {page["since"] for page in REAL["pages"]}
