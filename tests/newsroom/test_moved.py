"""The chart of the release date: where bars and dots stand, and when there is none."""

from datetime import date

import pytest

from fanwire.newsroom.moved import chart
from fanwire.newsroom.standing import season_state
from fanwire.newsroom.voices import Speaking, anchors, source_links
from fanwire.records.told import Chart
from tests.cases.ledger_tables import REAL, ledger_of

TODAY = date(2026, 11, 20)


def drawn(*lines: str) -> Chart | None:
    """Draw lines such as `"2026-12 rumoured 2026-02-22 newsx"`."""
    said = (line.split() for line in lines)
    tree = [{"says": says, "as": level, "date": day, "by": by} for says, level, day, by in said]
    return of({"s2": {"release": tree}})


def of(tree: dict[str, object]) -> Chart | None:
    """Draw season 2 of a ledger."""
    ledger = ledger_of(tree)
    [lines] = [season for season in ledger.seasons if season.id == "s2"]
    return chart(season_state(lines, TODAY), Speaking("/ledger/", {}, source_links(ledger, "/"), anchors(lines)))


def test_bars_stand_in_the_order_in_which_the_answers_were_given() -> None:
    found = of(REAL["ledger"])
    assert found
    assert [(bar.voice.value, bar.struck) for bar in found.bars] == [
        ("6 December 2022", True),
        ("2023", True),
        ("May to August 2024", True),
        ("2024", True),
        ("Second half of 2025", True),
        ("2026", False),
        ("December 2026", False),
        ("2027, uncertain", False),
    ]
    assert [tick.year for tick in found.ticks] == ["2022", "2023", "2024", "2025", "2026", "2027"]


def test_a_dot_is_the_day_and_a_bar_the_time_in_hundredths_of_whole_years() -> None:
    found = drawn(
        "2028 rumoured 2026-01-01 newsx", "2027 rumoured 2027-01-01 netflix-junkie", "2025 rumoured 2025-01-01 newsx"
    )
    assert found
    first, last = found.bars[0], found.bars[-1]
    assert (first.dot, first.start, first.width) == ("0.00%", "0.00%", "24.98%")
    assert (last.dot, last.start, last.width) == ("24.98%", "74.95%", "25.05%")


def test_a_single_day_can_still_be_seen() -> None:
    found = drawn("2024-12-18 rumoured 2020-01-01 newsx", "2029 rumoured 2020-02-01 netflix-junkie")
    assert found
    assert found.bars[0].width == "0.80%"


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["2026-12 rumoured 2026-02-22 newsx"], id="one answer moves nowhere"),
        pytest.param(["XXXX-12-06 rumoured 2026-02-22 newsx", "2027 rumoured 2026-02-22 india-tv"], id="no year"),
        pytest.param(["2026 denied 2026-02-22 newsx", "2027 rumoured 2026-02-22 india-tv"], id="nobody said so"),
        pytest.param(["2026 rumoured 2026-02-22 newsx", "2999 rumoured 2026-02-22 india-tv"], id="a thousand years"),
        pytest.param(["9999 rumoured 2026-02-22 newsx", "2026 rumoured 2026-02-22 india-tv"], id="the end of time"),
    ],
)
def test_what_would_say_nothing_is_not_drawn(lines: list[str]) -> None:
    assert drawn(*lines) is None


def test_many_years_have_few_labels() -> None:
    found = drawn("2050 rumoured 2020-01-01 newsx", "2030 rumoured 2020-02-01 netflix-junkie")
    assert found
    assert [tick.year for tick in found.ticks] == ["2020", "2024", "2028", "2032", "2036", "2040", "2044", "2048"]
