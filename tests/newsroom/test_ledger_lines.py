"""Reading a ledger's lines: what becomes of them, and what a writer is told."""

from datetime import date

import pytest

from fanwire.newsroom.ledger_lines import Register, ledger_from
from fanwire.records.ledger import Evidence, Kind
from tests.cases.ledger_tables import REAL, REGISTER, ledger_of, table, written

BROKEN = table("ledger-broken.yaml")


def test_the_real_case_has_no_problems() -> None:
    ledger, problems = ledger_from("all-of-us-are-dead", REAL["ledger"], {}, REGISTER)
    assert problems == ()
    assert [season.id for season in ledger.seasons] == ["s1", "s2"]
    assert [lines.question.name for lines in ledger.seasons[1].questions] == [
        "status", "renewed", "filming-start", "filming-end", "release", "cast", "delay-cause",
    ]  # fmt: skip


@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN)
def test_a_writer_is_told_what_is_wrong_and_where(case: dict[str, str]) -> None:
    _, problems = written(case["file"])
    assert [str(problem) for problem in problems] == case["problems"].strip("\n").split("\n\n")


def test_a_line_with_a_problem_is_left_out_and_the_others_stay() -> None:
    ledger, problems = written(
        "s2:\n  release:\n"
        "    - {says: 2026, as: rumoured, date: 2026-01-01, by: newsx}\n"
        "    - {says: soon, as: rumoured, date: 2026-01-02, by: newsx}\n"
    )
    assert len(problems) == 1
    assert [entry.key for entry in ledger.seasons[0].questions[0].entries] == ["2026"]


def test_a_line_that_names_several_people_is_an_answer_for_each() -> None:
    line = {"says": ["b", "a"], "as": "official", "date": "2025-07-23", "by": "netflix"}
    [entries] = [lines.entries for lines in ledger_of({"s2": {"cast": [line]}}).seasons[0].questions]
    assert [entry.says for entry in entries] == ["a", "b"]


def test_a_tier_caps_what_a_line_counts_as_but_never_its_denial() -> None:
    ledger = ledger_of(
        {
            "s2": {
                "cast": [
                    {"says": "a", "as": "official", "date": "2025-07-23", "by": "osen"},
                    {"says": "b", "as": "denied", "date": "2025-07-23", "by": "small-screen"},
                ]
            }
        }
    )
    official, denied = ledger.seasons[0].questions[0].entries
    assert (official.claimed, official.evidence) == (Evidence.OFFICIAL, Evidence.REPORTED)
    assert denied.evidence is Evidence.DENIED


def test_a_show_may_ask_its_own_question() -> None:
    ledger, problems = written(
        "questions:\n  virus: {title: Where does the virus come from?, many: yes}\n"
        "  premiere: {title: Gala, kind: date}\n"
        "s2:\n  premiere:\n    - {says: 2026-12, as: rumoured, date: 2026-01-01, by: newsx}\n"
    )
    assert problems == []
    own = {question.name: question for question in ledger.questions[-2:]}
    assert own["virus"].many
    assert own["premiere"].kind is Kind.DATE
    assert ledger.seasons[0].questions[0].entries[0].counts_from == date(2026, 1, 1)


def test_unknown_people_and_seasons_are_named_when_the_site_knows_them() -> None:
    line = {"says": "lomonn", "as": "rumoured", "date": "2026-01-01", "by": "newsx"}
    register = Register(REGISTER.sources, people={"lomon"}, seasons={"s1", "s2"})
    _, problems = ledger_from("x", {"s3": {}, "s2": {"cast": [line]}}, {}, register)
    assert [(problem.message, problem.hint) for problem in problems] == [
        ('unknown person "lomonn"; did you mean "lomon"?', ""),
        ('unknown season "s3"', "the show's index.md has s1, s2"),
    ]


def test_a_question_with_too_many_lines_is_a_problem_and_not_a_hang() -> None:
    line = {"says": "2026", "as": "rumoured", "date": "2026-01-01", "by": "newsx"}
    ledger, problems = ledger_from("x", {"s2": {"release": [line] * 1001}}, {}, REGISTER)
    assert [problem.message for problem in problems] == ["1,001 lines on one question; at most 1,000 are read"]
    assert len(ledger.seasons[0].questions[0].entries) == 1000


def test_reports_need_no_entry_in_the_sources() -> None:
    line = {"says": "2026", "as": "rumoured", "date": "2026-01-01", "by": "unattributed"}
    _, problems = ledger_from("x", {"s2": {"release": [line]}}, {}, Register({}))
    assert problems == ()
