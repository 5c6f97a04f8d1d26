"""Where answers stand: the real case as worked out by hand, a table of rules, and the laws behind them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanwire.newsroom.answers import headline, overview, what_fell
from fanwire.newsroom.answers import written as as_written
from fanwire.newsroom.standing import derive, next_change
from fanwire.records.ledger import Evidence, Ledger, QuestionState, Standing
from tests.cases.ledger_tables import REAL, answers, ledger_of, table

CASES = table("ledger-standing.yaml")
STANDINGS = [(name, row) for name, case in CASES.items() for row in case["standings"]]


def test_the_table_of_cases_reaches_every_standing() -> None:
    words = {str(value).split(" since ")[0] for _, row in STANDINGS for key, value in row.items() if key != "on"}
    assert words - {"unknown"} == {standing.value for standing in Standing}


@pytest.mark.parametrize(("name", "row"), STANDINGS, ids=[f"{name}: {row['on']}" for name, row in STANDINGS])
def test_an_answer_stands_where_its_case_says(name: str, row: dict[str, str]) -> None:
    [season] = derive(ledger_of({"s2": CASES[name]["lines"]}), date.fromisoformat(row["on"]))
    found = answers(season)
    for answer, expected in row.items():
        if answer == "on":
            continue
        if expected == "unknown":
            assert answer not in found
            continue
        standing, _, since = expected.partition(" since ")
        assert found[answer].standing.value == standing
        assert not since or found[answer].since.isoformat() == since


def release(day: str) -> QuestionState:
    """Give the real case's release of season 2 on a day."""
    season = next(season for season in derive(ledger_of(REAL["ledger"]), date.fromisoformat(day)) if season.id == "s2")
    state = season.question("release")
    assert state
    return state


@pytest.mark.parametrize("row", REAL["derived"], ids=lambda row: row["release of s2 as of"])
def test_the_real_case_gives_what_was_worked_out_by_hand(row: dict[str, str]) -> None:
    state = release(row["release of s2 as of"])
    views = {
        "headline": headline(state),
        "headline and what fell": f"{headline(state)}; {what_fell(state, as_written)}",
        "overview": overview(state),
    }
    assert {view: views[view] for view in row if view in views} == {view: row[view] for view in row if view in views}


@pytest.mark.parametrize("row", REAL["next change"], ids=lambda row: row["after"])
def test_the_real_case_next_changes_when_the_rumour_lapses(row: dict[str, str]) -> None:
    assert next_change(ledger_of(REAL["ledger"]), date.fromisoformat(row["after"])) == date.fromisoformat(row["on"])


def test_when_the_last_guess_has_lapsed_nothing_changes_any_more() -> None:
    assert next_change(ledger_of(REAL["ledger"]), date(2028, 1, 1)) is None


def test_ten_pages_that_relay_one_source_are_one_origin_and_reports_are_none() -> None:
    line = {"says": "2026", "as": "rumoured", "date": "2026-01-01", "url": "https://page.example/"}
    relays = [line | {"by": "star-news", "url": f"https://page.example/{number}"} for number in range(10)]
    [season] = derive(ledger_of({"s2": {"release": [*relays, line | {"by": "unattributed"}]}}), date(2026, 2, 1))
    answer = answers(season)["release 2026"]
    assert [source.name for source in answer.origins] == ["Star News (Korea)"]
    assert len(answer.entries) == 11


def test_a_source_that_claims_more_than_its_tier_counts_as_the_cap() -> None:
    sources = ("netflix", "bh-entertainment", "osen", "newsx", "small-screen")
    lines = [
        {"says": says, "as": "official", "date": "2026-01-01", "by": by}
        for says, by in zip("abcde", sources, strict=True)
    ]
    [season] = derive(ledger_of({"s2": {"cast": lines}}), date(2026, 2, 1))
    evidence = {name: answer.evidence for name, answer in answers(season).items()}
    assert evidence == {
        "cast a": Evidence.OFFICIAL,
        "cast b": Evidence.ON_RECORD,
        "cast c": Evidence.REPORTED,
        "cast d": Evidence.RUMOURED,
        "cast e": Evidence.RUMOURED,
    }


@pytest.mark.parametrize(
    ("lines", "best"),
    [
        pytest.param(["2026 rumoured 01 newsx", "2027 reported 01 osen"], "2027", id="the firmest"),
        pytest.param(["2026 rumoured 02 newsx", "2027 rumoured 01 osen"], "2026", id="the newest"),
        pytest.param(["2026 rumoured 02 newsx", "2026-12 rumoured 01 osen"], "2026-12", id="the closest"),
        pytest.param(["2026 reported 02 osen", "2026-12 rumoured 01 newsx"], "2026", id="not close but weak"),
        pytest.param(
            ["2026 reported 01 osen", "2027 rumoured 01 newsx", "2026 disputed 02 osen"], "2027", id="none in doubt"
        ),
    ],
)
def test_the_best_answer_is(lines: list[str], best: str) -> None:
    said = (line.split() for line in lines)
    tree = [{"says": says, "as": level, "date": f"2024-01-{day}", "by": by} for says, level, day, by in said]
    [season] = derive(ledger_of({"s2": {"release": tree}}), date(2024, 2, 1))
    state = season.question("release")
    assert state
    assert state.best
    assert state.best.key == best


def test_the_newest_firm_status_is_the_best_even_where_an_older_one_is_firmer() -> None:
    season = next(season for season in derive(ledger_of(REAL["ledger"]), date(2026, 3, 1)) if season.id == "s2")
    state = season.question("status")
    assert state
    assert [answer.key for answer in state.answers] == ["post-production", "filming", "renewed"]


# Laws. Small worlds in which rules meet: few values, few sources, two years, every kind of line.

_VALUES = {
    "status": ["renewed", "filming", "released", "cancelled"],
    "filming-start": ["2022", "2022-06", "2023", "2022-H2"],
    "release": ["2022", "2022-12", "2022-12-18", "2023", "2023-Q1", "2022-11/2023-02", "2023?", "XXXX-12-18"],
    "cast": ["lomon", "roh-yoon-seo"],
    "platform": ["Here", "There"],
}
_SOURCES = ["netflix", "film-monster", "osen", "star-news", "newsx", "unattributed"]
_DATES = ["2022-01", "2022-06-30", "2022-07-01", "2022-12-18", "2022-12-19", "2023-01-01", "2023-02", "2023-07-01"]
_NEEDS = ["filming-start 2022", "release 2022", "cast lomon", "status filming"]


@st.composite
def _lines(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    question = draw(st.sampled_from(sorted(_VALUES)))
    line = {
        "says": draw(st.sampled_from(_VALUES[question])),
        "as": draw(st.sampled_from([evidence.word for evidence in Evidence])),
        "date": draw(st.sampled_from(_DATES)),
        "by": draw(st.sampled_from(_SOURCES)),
    }
    if draw(st.integers(0, 3)) == 0:
        line["needs"] = draw(st.sampled_from(_NEEDS))
    if draw(st.integers(0, 3)) == 0:
        line["replaces"] = draw(st.sampled_from(_VALUES[question]))
    return question, line


def _tree(lines: list[tuple[str, dict[str, str]]]) -> dict[str, dict[str, list[dict[str, str]]]]:
    questions: dict[str, list[dict[str, str]]] = {}
    for question, line in lines:
        questions.setdefault(question, []).append(line)
    return {"s2": questions}


_worlds = st.lists(_lines(), min_size=1, max_size=9)
_days = st.dates(date(2021, 12, 30), date(2024, 1, 2))


def _plain(ledger: Ledger, day: date) -> list[tuple[str, str, str, date, str]]:
    [season] = derive(ledger, day)
    return [(name, a.standing.value, a.evidence.name, a.since, a.reason) for name, a in answers(season).items()]


@given(_worlds, _lines(), _days)
def test_a_new_line_never_changes_the_past(
    lines: list[tuple[str, dict[str, str]]], new: tuple[str, dict[str, str]], day: date
) -> None:
    after = ledger_of(_tree([*lines, new]))
    begins = max(
        e.counts_from for s in after.seasons for q in s.questions for e in q.entries if e.dated.text == new[1]["date"]
    )
    past = min(day, begins - timedelta(days=1))
    assert _plain(after, past) == _plain(ledger_of(_tree(lines)), past)


@given(_worlds, st.randoms(use_true_random=False), _days)
def test_the_order_of_the_lines_does_not_matter(
    lines: list[tuple[str, dict[str, str]]], chance: object, day: date
) -> None:
    shuffled = [*lines]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands out a Random
    assert _plain(ledger_of(_tree(shuffled)), day) == _plain(ledger_of(_tree(lines)), day)


@given(_worlds, _days)
def test_every_answer_has_exactly_one_standing_that_began_no_later_than_today(
    lines: list[tuple[str, dict[str, str]]], day: date
) -> None:
    ledger = ledger_of(_tree(lines))
    [season] = derive(ledger, day)
    given_by_then = {
        f"{lines.question.name} {entry.key}"
        for lines in ledger.seasons[0].questions
        for entry in lines.entries
        if entry.counts_from <= day
    }
    listed = [f"{q.question.name} {a.key}" for q in season.questions for a in (*q.answers, *q.fallen)]
    assert sorted(listed) == sorted(given_by_then)
    assert all(answer.since <= day for answer in answers(season).values())


@settings(max_examples=40)
@given(_worlds, _days)
def test_the_next_change_is_the_first_day_that_differs(lines: list[tuple[str, dict[str, str]]], day: date) -> None:
    ledger = ledger_of(_tree(lines))
    now = derive(ledger, day)
    later = (day + timedelta(days=number) for number in range(1, 900))
    assert next_change(ledger, day) == next((each for each in later if derive(ledger, each) != now), None)


@settings(max_examples=40)
@given(_worlds)
def test_an_answer_names_the_day_on_which_it_fell(lines: list[tuple[str, dict[str, str]]]) -> None:
    ledger = ledger_of(_tree(lines))
    days = (date(2022, 1, 1) + timedelta(days=number) for number in range(740))
    for (_, old), (day, new) in pairwise((day, answers(derive(ledger, day)[0])) for day in days):
        fell = {name: new[name].since for name in old if new[name].standing.fell and not old[name].standing.fell}
        assert fell == dict.fromkeys(fell, day)
