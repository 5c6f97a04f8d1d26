"""Vague dates: what can be read, what they say to people, and interval logic against brute force over days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwire.newsroom.vague_dates import (
    agree,
    bare_words,
    is_day,
    is_past,
    lapse_day,
    range_words,
    vague_date,
    within,
    words,
)
from fanwire.records.ledger import VagueDate


def dated(text: str) -> VagueDate:
    """Read a date that must be readable."""
    found = vague_date(text)
    assert found, text
    return found


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-12-18", "2026-12-18", "2026-12-18"),
        ("2026-H1", "2026-01-01", "2026-06-30"),
        ("2026-H2", "2026-07-01", "2026-12-31"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2024-05/2024-08", "2024-05-01", "2024-08-31"),
        ("2025-H2/2026", "2025-07-01", "2026-12-31"),
        ("2027?", "2027-01-01", "2027-12-31"),
        (" 2027-03? ", "2027-03-01", "2027-03-31"),
        ("XXXX-12-06", "0001-01-01", "9999-12-31"),
    ],
)
def test_a_date_spans_its_days(text: str, first: str, last: str) -> None:
    found = dated(text)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)
    assert found.uncertain == ("?" in text)
    assert found.yearless == ("X" in text)


@pytest.mark.parametrize(
    "text",
    [
        "", "next friday", "26", "2026-13", "2026-02-29", "2026-00", "2026-H3", "2026-Q5", "2026-12/2026-05", "2026/",
        "/2026", "2025-07/2025", "XXXX-13-01", "XXXX-02-30", "XXXX", "0000", "2026??", "2026-1", "2026/2027/2028",
        "\N{ARABIC-INDIC DIGIT TWO}026", "XXXX-12/2026",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    assert vague_date(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026", "2026"),
        ("2026-12", "December 2026"),
        ("2022-06-06", "6 June 2022"),
        ("2025-H2", "second half of 2025"),
        ("2026-Q4", "fourth quarter of 2026"),
        ("2024-05/2024-08", "May to August 2024"),
        ("2024-11/2025-02", "November 2024 to February 2025"),
        ("2024-H2/2025", "second half of 2024 to 2025"),
        ("2027?", "2027, uncertain"),
        ("XXXX-12-06", "6 December, year unknown"),
        ("XXXX-12", "December, year unknown"),
    ],
)
def test_people_read_a_date_in_words(text: str, said: str) -> None:
    assert words(dated(text)) == said


def test_a_place_that_names_the_doubt_itself_gets_the_bare_date() -> None:
    assert bare_words(dated("2027?")) == "2027"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 2, 18), date(2026, 2, 18), "18 February 2026"),
        (date(2026, 2, 18), date(2026, 2, 19), "18\N{EN DASH}19 February 2026"),
        (date(2026, 2, 27), date(2026, 3, 1), "27 February \N{EN DASH} 1 March 2026"),
        (date(2026, 12, 31), date(2027, 1, 1), "31 December 2026 \N{EN DASH} 1 January 2027"),
    ],
)
def test_days_that_lie_close_are_said_as_a_range(first: date, last: date, said: str) -> None:
    assert range_words(first, last) == said


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2026", "2026-12", True),
        ("2024", "2025-H2", False),
        ("2026-H1", "2026-Q3", False),
        ("2024-05/2024-08", "2024-Q3", True),
        ("2027?", "2026", False),
        ("XXXX-12-06", "2022", True),
        ("XXXX-12-06", "2022-01-28", False),
        ("XXXX-02-29", "2023", False),
        ("XXXX-02-29", "1897/1904", True),
        ("XXXX-12", "XXXX-12-06", True),
        ("XXXX-12-06", "XXXX-12-07", False),
    ],
)
def test_two_dates_agree_when_they_share_a_day(one: str, other: str, *, expected: bool) -> None:
    assert agree(dated(one), dated(other)) is agree(dated(other), dated(one)) is expected


def test_days_within_the_tolerance_agree_and_no_further_ones() -> None:
    assert agree(dated("2026-02-18"), dated("2026-02-20"), tolerance=2)
    assert not agree(dated("2026-02-18"), dated("2026-02-21"), tolerance=2)
    assert agree(dated("XXXX-12-31"), dated("2026-01-01"), tolerance=1)


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        ("2026-12", "2026", True),
        ("2026", "2026-12", False),
        ("2022-12-06", "XXXX-12-06", True),
        ("2022-12", "XXXX-12-06", False),
        ("XXXX-12-06", "XXXX-12", True),
        ("XXXX-12-06", "2022", False),
    ],
)
def test_a_date_within_another_leaves_no_doubt_about_it(inner: str, outer: str, *, expected: bool) -> None:
    assert within(dated(inner), dated(outer)) is expected


def test_a_date_lapses_on_the_day_after_its_last() -> None:
    assert lapse_day(dated("2026-12")) == date(2027, 1, 1)
    assert lapse_day(dated("XXXX-12-06")) is None
    assert lapse_day(dated("9999")) is None


@pytest.mark.parametrize(
    ("text", "said", "past"),
    [
        ("2022-06-06", date(2022, 6, 6), True),
        ("2022-06-06", date(2022, 6, 5), False),
        ("2025-07", date(2025, 7, 31), False),
        ("2025-07", date(2025, 8, 1), True),
    ],
)
def test_who_speaks_of_a_day_on_that_day_or_of_a_span_after_it_looks_back(text: str, said: date, *, past: bool) -> None:
    assert is_past(dated(text), said) is past


def test_only_a_certain_day_is_a_day() -> None:
    assert is_day(dated("2026-12-18"))
    assert not any(is_day(dated(text)) for text in ("2026-12-18?", "2026-12", "XXXX-12-06"))


# Laws, against brute force over the days of a few years.

_CALENDAR = [date(2023, 11, 1) + timedelta(days=number) for number in range(900)]
_MONTHS = st.integers(1, 12).map("{:02}".format)
_YEARS = st.sampled_from(["2024", "2025"])
_POINTS = st.one_of(
    _YEARS,
    st.builds("{}-{}".format, _YEARS, _MONTHS),
    st.builds("{}-{}".format, _YEARS, st.sampled_from(["H1", "H2", "Q1", "Q2", "Q3", "Q4"])),
    st.dates(date(2024, 1, 1), date(2025, 12, 31)).map(date.isoformat),
)
_SPANS = st.one_of(_POINTS, st.builds("{}/{}".format, _POINTS, _POINTS), _POINTS.map("{}?".format))
_DATES = st.one_of(
    _SPANS,
    st.builds("XXXX-{}".format, _MONTHS),
    st.builds("XXXX-{}-{:02}".format, _MONTHS, st.integers(1, 31)),
).map(vague_date).filter(lambda found: found is not None)  # fmt: skip


def days(one: VagueDate) -> set[date]:
    """List the days that a date may be, slowly and surely."""
    if not one.yearless:
        return {day for day in _CALENDAR if one.first <= day <= one.last}
    return {day for day in _CALENDAR if f"XXXX-{day:%m-%d}".startswith(one.text)}


@given(_DATES, _DATES, st.integers(0, 3))
def test_agreeing_is_sharing_a_day_give_or_take_the_tolerance(one: VagueDate, other: VagueDate, tolerance: int) -> None:
    near = {day + timedelta(days=shift) for day in days(one) for shift in range(-tolerance, tolerance + 1)}
    assert agree(one, other, tolerance) is bool(near & days(other))


@given(_DATES, _DATES)
def test_being_within_is_having_no_day_outside(inner: VagueDate, outer: VagueDate) -> None:
    assert within(inner, outer) is (days(inner) <= days(outer) and not (inner.yearless and not outer.yearless))


@given(_DATES)
def test_a_date_is_read_back_from_its_own_text(one: VagueDate) -> None:
    assert vague_date(one.text) == one
