"""What `check` reports in texts, and what it leaves alone: a table of sentences for each family of rules."""

from collections.abc import Sequence
from datetime import date

import pytest

from fanwire.errors import Where
from fanwire.newsroom.checks.rules import CODES, RULES, examined, heard
from fanwire.newsroom.standing import derive
from fanwire.read.manuscripts import bare_manuscript
from fanwire.records.check import Finding, Manuscript, Part, Passage, ShowFacts, Story
from tests.cases.ledger_tables import REAL, ledger_of
from tests.cases.rows import rows

LEDGER = ledger_of(REAL["ledger"])
SHOW = ShowFacts(
    id="all-of-us-are-dead",
    names=("All of Us Are Dead",),
    not_titles=("We Are All Dead",),
    parts=(
        Part("s1", "park-ji-hu", "Nam On-jo"),
        Part("s1", "lomon", "Lee Su-hyeok"),
        Part("s1", "cho-yi-hyun", "Choi Nam-ra"),
        Part("s1", "lee-yoo-mi", "Lee Na-yeon"),
        Part("s2", "park-ji-hu", "Nam On-jo"),
        Part("s2", "lomon", "Lee Su-hyeok"),
        Part("s2", "kim-si-eun", "So Ju-ran"),
    ),
)
PEOPLE = {
    "park-ji-hu": ("Park Ji-hu", "Park Ji-hoo"),
    "lomon": ("Lomon", "Park Solomon"),
    "cho-yi-hyun": ("Cho Yi-hyun",),
    "lee-yoo-mi": ("Lee Yoo-mi",),
    "kim-si-eun": ("Kim Si-eun",),
}
SPELLINGS = (*(names[0] for names in PEOPLE.values()), *SHOW.names, *(part.character for part in SHOW.parts))
OTHERS = ("Park Ji-hoo", "Park Solomon")


def story(manuscript: Manuscript, day: date = date(2026, 11, 20)) -> Story:
    """Hold a text against the cast above and the ledger as it was known on a day."""
    states = derive(LEDGER, day)
    facts = ShowFacts(SHOW.id, SHOW.names, SHOW.not_titles, SHOW.parts, states)
    return Story(manuscript, (facts,), PEOPLE, SPELLINGS, OTHERS, {"We Are All Dead": "All of Us Are Dead"})


def codes(findings: Sequence[Finding]) -> str:
    """Name what was found: `FW301 FW302`."""
    return " ".join(dict.fromkeys(finding.code for finding in findings))


@pytest.mark.parametrize(("text", "expected"), [*rows("checks-wording.txt"), *rows("checks-names.txt")])
def test_a_sentence_is_reported_or_let_be(text: str, expected: str) -> None:
    assert codes(examined(story(bare_manuscript(text, "a.md")))) == expected


@pytest.mark.parametrize(("text", "expected"), rows("checks-casts.txt"))
def test_a_pair_or_a_season_is_reported_or_let_be(text: str, expected: str) -> None:
    assert codes(examined(story(bare_manuscript(text, "a.md")))) == expected


@pytest.mark.parametrize("kind", ["title", "dek"])
@pytest.mark.parametrize(("text", "expected"), rows("checks-heads.txt"))
def test_a_head_says_no_more_than_the_ledger_of_its_day(kind: str, text: str, expected: str) -> None:
    day, _, words = text.partition(" ")
    head = Passage("title" if kind == "title" else "dek", words, Where("a.md", 2, 8))
    found = codes(examined(story(Manuscript("a.md", (head,)), date.fromisoformat(day))))
    assert found == (expected if kind == "title" or expected != "FW201" else "")  # FW201 is about titles only


def test_a_finding_names_line_and_column_and_what_would_be_better() -> None:
    text = "First line.\n\nSecond paragraph\ngoes on, this year."
    (found,) = examined(story(bare_manuscript(text, "content/articles/a.md", 10)))
    assert str(found.where) == "content/articles/a.md:13:10"
    assert found.message == '"this year" means something else to whoever reads this later'
    assert "name the year" in found.hint


@pytest.mark.parametrize(("text", "expected"), rows("checks-silences.txt"))
def test_a_silence_needs_a_reason_and_something_to_silence(text: str, expected: str) -> None:
    manuscript = bare_manuscript(text, "a.md")
    found, _ = heard(examined(story(manuscript)), manuscript.silences, manuscript.passages)
    assert codes(found) == expected


def test_a_silence_anywhere_in_the_body_counts_for_the_head() -> None:
    body = bare_manuscript("Text.\n\n%% fw: ignore FW201 because the producer had named a day on air %%\n", "a.md", 5)
    title = Passage("title", "Season 2 delayed", Where("a.md", 2, 8))
    whole = Manuscript("a.md", (title, *body.passages), (), body.silences)
    found = examined(story(whole, date(2024, 5, 24)))
    assert codes(found) == "FW201"
    assert heard(found, whole.silences, whole.passages) == ((), 1)


def test_each_rule_has_a_code_of_its_own() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert {rule.code for rule in RULES} < set(CODES)
