"""What changed since an article: the two pages worked out by hand, and the rules behind them."""

from datetime import date
from typing import Any

import pytest

from fanwire.errors import Problem, Where
from fanwire.newsroom.answers import written as as_written
from fanwire.newsroom.since import amendments, claim_from, in_words
from fanwire.newsroom.vague_dates import words
from fanwire.records.ledger import Amendment, Claim, Ledger, Standing, VagueDate
from tests.cases.ledger_tables import REAL, ledger_of

TODAY = date(2026, 11, 20)
HERE = Where("content/articles/page.md", 9, 3)


def test_a_claim_is_typed_by_its_question() -> None:
    claim = claim_from(ledger_of(REAL["ledger"]), "s2", "status", "Renewed", HERE)
    assert claim == Claim("s2", "status", "Renewed", "renewed")


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        (("s9", "release", "2023"), 'the ledger of a-show has no season "s9"'),
        (("s2", "relase", "2023"), 'unknown question "relase"; did you mean "release"?'),
        (("s2", "release", "soon"), 'release: expected a date, got "soon"'),
    ],
)
def test_a_claim_that_cannot_be_judged_is_a_problem(claim: tuple[str, str, str], message: str) -> None:
    problem = claim_from(ledger_of(REAL["ledger"]), *claim, HERE)
    assert isinstance(problem, Problem)
    assert (problem.where, problem.message) == (HERE, message)


def changes(ledger: Ledger, written: str, *claims: tuple[str, str, str], today: date = TODAY) -> tuple[Amendment, ...]:
    """Give the amendments of an article with some claims."""
    made = [claim_from(ledger, *claim, HERE) for claim in claims]
    typed = [claim for claim in made if isinstance(claim, Claim)]
    assert len(typed) == len(made)
    return amendments(ledger, typed, date.fromisoformat(written), today)


@pytest.mark.parametrize("page", REAL["pages"], ids=lambda page: page["written"])
def test_the_real_pages_are_amended_as_worked_out_by_hand(page: dict[str, Any]) -> None:
    claims = [(claim["season"], claim["question"], claim["says"]) for claim in page["claims"]]
    found = changes(ledger_of(REAL["ledger"]), page["written"], *claims)
    # The page called it "the strike"; the ledger quotes its line.
    quoted = "\N{LEFT DOUBLE QUOTATION MARK}2023 WGA and SAG-AFTRA strikes\N{RIGHT DOUBLE QUOTATION MARK} as the cause"
    assert in_words(found, as_written, date.isoformat) == page["since"].replace("the strike as cause", quoted)


def test_on_the_day_it_was_written_a_page_has_no_updates() -> None:
    ledger = ledger_of(REAL["ledger"])
    claims = [("s2", "release", "2023"), ("s2", "status", "renewed"), ("s1", "release", "XXXX-12-06")]
    assert [change.kind for change in changes(ledger, "2022-04-01", *claims, today=date(2022, 4, 1))] == ["correction"]


def test_what_became_known_later_is_an_update_and_never_a_correction() -> None:
    lines = [{"says": "2025-07", "as": "happened", "date": "2025-07-23", "by": "netflix"}]
    ledger = ledger_of({"s2": {"filming-start": lines}})
    [update] = changes(ledger, "2025-07-22", ("s2", "filming-start", "2024"))
    [correction] = changes(ledger, "2025-07-23", ("s2", "filming-start", "2024"))
    assert (update.kind, update.standing) == ("update", Standing.WRONG)
    assert (correction.kind, correction.standing) == ("correction", Standing.WRONG)


def test_a_correction_gives_the_answer_that_was_known_then_not_a_later_one() -> None:
    lines = [
        {"says": "2026-10", "as": "official", "date": "2026-01-01", "by": "netflix"},
        {"says": "2026-12", "as": "official", "date": "2026-06-01", "by": "netflix"},
        {"says": "2025", "as": "denied", "date": "2025-01-01", "by": "netflix"},
    ]
    [correction] = changes(ledger_of({"s2": {"release": lines}}), "2026-02-01", ("s2", "release", "2025"))
    assert correction.right
    assert correction.right.key == "2026-10"


def test_a_claim_that_no_line_gives_is_judged_like_a_guess_of_its_day() -> None:
    [update] = changes(ledger_of(REAL["ledger"]), "2023-01-01", ("s2", "release", "2023-10"))
    assert (update.kind, update.standing, update.since) == ("update", Standing.LAPSED, date(2023, 11, 1))


def test_an_official_answer_that_came_later_is_an_update_to_a_claim_that_still_stands() -> None:
    lines = [
        {"says": "2026", "as": "rumoured", "date": "2026-01-01", "by": "newsx"},
        {"says": "2026-12-18", "as": "official", "date": "2026-06-01", "by": "netflix"},
    ]
    found = changes(ledger_of({"s2": {"release": lines}}), "2026-02-01", ("s2", "release", "2026"))
    assert in_words(found, words_of) == "Update: Release date: 18 December 2026, official since 1 June 2026."


def words_of(value: VagueDate | str) -> str:
    """Spell an answer for people."""
    return words(value) if isinstance(value, VagueDate) else value


@pytest.mark.parametrize(
    ("written", "claim", "said"),
    [
        ("2024-03-01", ("s2", "release", "2024"), "Update: 2024 is impossible since 23 May 2024."),
        ("2024-05-01", ("s2", "release", "2025-H2"), "Update: second half of 2025 lost its ground on 23 May 2024."),
        ("2024-05-01", ("s2", "filming-start", "2024"), "Update: 2024 was replaced on 23 May 2024."),
        ("2024-06-01", ("s2", "filming-start", "2025"), "Update: 2025 came true: July 2025."),
        ("2024-02-01", ("s2", "cast", "roh-yoon-seo"), "Update: roh-yoon-seo is denied since 14 May 2025."),
        ("2025-06-01", ("s2", "cast", "roh-yoon-seo"), "Correction: roh-yoon-seo had been denied by then."),
        ("2024-06-01", ("s2", "release", "2023"), "Correction: 2023 had lapsed by then."),
        ("2026-03-01", ("s2", "release", "2026-12"), ""),
    ],
)
def test_an_article_is_told_what_became_of_its_answer(written: str, claim: tuple[str, str, str], said: str) -> None:
    assert in_words(changes(ledger_of(REAL["ledger"]), written, claim), words_of) == said
