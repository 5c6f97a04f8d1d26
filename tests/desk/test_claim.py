"""Appending a line to a ledger: the line is new, all else stays byte for byte, and a wrong one is never written."""

import shutil
from pathlib import Path

import pytest

from fanwire.cli import main
from fanwire.desk.claim import Wording, with_line
from fanwire.errors import Problem, UsageError
from fanwire.read.yaml_text import parse

SITE = Path(__file__).parents[1] / "sites" / "ledger-in-articles"
FIELDS = {"as": "official", "date": "2026-03-01", "by": "netflix", "url": "https://about.example/"}
LEDGER = """\
# What has been said.
s1:
  release:
  - {says: 2022, as: happened, date: 2022-01-28, by: netflix}   # the day

# The second one.
s2:
  cast:
    - says: lomon   # in several lines
      as: official
      date: 2025-07-23
      by: netflix

  # Nobody knows.
  release:
    - {says: 2026, as: rumoured, date: 2026-01-01, by: relay}
"""


def appended(text: str, season: str, question: str, *says: str) -> str:
    """Append a line and give the new text."""
    return with_line(text, Wording(season, question, says, FIELDS))[0]


@pytest.mark.parametrize(
    ("season", "question", "below"),
    [
        ("s1", "release", "  - {says: 2022, as: happened, date: 2022-01-28, by: netflix}   # the day"),
        ("s2", "cast", "      by: netflix"),
        ("s2", "release", "    - {says: 2026, as: rumoured, date: 2026-01-01, by: relay}"),
        ("s2", "plot", "    - {says: 2026, as: rumoured, date: 2026-01-01, by: relay}"),
        ("s1", "plot", "  - {says: 2022, as: happened, date: 2022-01-28, by: netflix}   # the day"),
        ("s3", "release", "    - {says: 2026, as: rumoured, date: 2026-01-01, by: relay}"),
    ],
)
def test_the_line_stands_below_the_last_one_and_nothing_else_moves(season: str, question: str, below: str) -> None:
    after = appended(LEDGER, season, question, "2027")
    old, new = LEDGER.splitlines(), after.splitlines()
    at = old.index(below) + 1
    added = len(new) - len(old)

    assert new[:at] + new[at + added :] == old
    problems: list[Problem] = []
    tree = parse(after, "ledger.yaml", 1, problems)
    assert tree
    assert problems == []
    lines = tree.value[season]
    assert isinstance(lines, dict)
    assert lines[question][-1] == {"says": "2027", **FIELDS}  # type: ignore[index]


def test_an_empty_ledger_gets_its_first_line() -> None:
    assert appended("", "s1", "release", "2027") == (
        "s1:\n  release:\n"
        '    - {says: 2027, as: official, date: 2026-03-01, by: netflix, url: "https://about.example/"}\n'
    )


def test_line_ends_stay_as_they_are() -> None:
    after = appended(LEDGER.replace("\n", "\r\n"), "s2", "release", "2027")
    assert after.count("\r\n") == after.count("\n")


@pytest.mark.parametrize(
    "says", ["2027?", "yes: no", "# not a remark", "[x]", "no", "지금", "a\nb", '"quoted"', "a, b"]
)
def test_whatever_is_said_is_read_as_it_was_typed(says: str) -> None:
    problems: list[Problem] = []
    tree = parse(appended(LEDGER, "s2", "plot", says), "ledger.yaml", 1, problems)
    assert tree
    assert problems == []
    assert tree.value["s2"]["plot"] == [{"says": says, **FIELDS}]  # type: ignore[call-overload,index]


def test_several_people_share_a_line() -> None:
    assert "- {says: [lomon, park-ji-hu], as: official" in appended(LEDGER, "s2", "cast", "lomon", "park-ji-hu")


def test_a_question_written_in_one_line_is_left_alone() -> None:
    with pytest.raises(UsageError, match="one line"):
        appended("s2:\n  release: [{says: 2026, as: rumoured, date: 2026-01-01, by: relay}]\n", "s2", "release", "2027")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Copy a site with a ledger."""
    copy = tmp_path / "site"
    shutil.copytree(SITE, copy, ignore=shutil.ignore_patterns("expect.txt"))
    return copy


def claim(site: Path, *words: str) -> int:
    """Run the command on a season."""
    return main(["claim", "the-school", "s2", *words, "--site", str(site)])


def test_the_writer_is_told_what_the_line_changes(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["release", "--says", "2027-12-18", "--as", "official", "--by", "netflix", "--date", "2026-09-01"]
    assert claim(site, *words) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].endswith("ledger.yaml: - {says: 2027-12-18, as: official, date: 2026-09-01, by: netflix}")
    assert said[1].startswith("before: No official date; ")
    assert said[2].startswith("now:    Official 18 December 2027. ")


def test_a_wrong_line_is_not_written(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = site / "content/shows/the-school/ledger.yaml"
    before = ledger.read_bytes()

    assert claim(site, "release", "--says", "2027", "--as", "official", "--by", "netflx") == 1
    assert 'unknown source "netflx"; did you mean "netflix"?' in capsys.readouterr().err
    assert ledger.read_bytes() == before
    assert [path.name for path in ledger.parent.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("show", ["the-shool", "../shows/the-school", ""])
def test_a_show_that_is_not_there_is_wrong_use(site: Path, show: str) -> None:
    words = ["claim", show, "s2", "release", "--says", "2027", "--as", "official", "--by", "netflix"]
    assert main([*words, "--site", str(site)]) == 2


def test_due_lists_what_comes_and_what_is_weak(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = site / "content/articles/2026-02-23-now.md"
    article.write_text(article.read_text(encoding="utf-8").replace("title:", "expires: 2026-04-01\ntitle:"), "utf-8")

    assert main(["due", "--site", str(site), "--as-of", "2026-03-01"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("next change: 2026-04-01T00:00:00+00:00\n2026-04-01  The whole picture: expires\n")
    assert "2026-08-01  The School, s2 release: a line begins to count\n" in said
    assert "2027-01-01  The School, s2 release: December 2026 lapses\n" in said
    assert '"reported" is more than The Relay can say (aggregator); it counts as rumoured' in said
