"""What templates can do to a value."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from babel import localedata

from fanwire.read.languages import calendar_words
from fanwire.render.filters import filters, iso, monogram
from tests.cases.rows import rows

WHEN = datetime(2026, 2, 3, 18, 5, tzinfo=UTC)


@pytest.mark.parametrize(("name", "letters"), rows("monograms.txt"))
def test_the_monogram_of(name: str, letters: str) -> None:
    assert monogram(name) == letters


@pytest.mark.parametrize(
    ("language", "day", "month", "number"),
    [
        ("en", "February 3, 2026", "February 2026", "12,345"),
        ("en-GB", "3 February 2026", "February 2026", "12,345"),
        ("ko", "2026년 2월 3일", "2026년 2월", "12,345"),
        ("de", "3. Februar 2026", "Februar 2026", "12.345"),
        ("tlh", "February 3, 2026", "February 2026", "12,345"),
    ],
    ids=["in American English", "in British English", "in Korean", "in German", "in a language that nobody knows"],
)
def test_dates_and_numbers_are_written_as_the_language_does(language: str, day: str, month: str, number: str) -> None:
    made = filters(calendar_words(language), "https://herald.example/", "/")
    assert (made["day"](WHEN), made["month"](WHEN), made["number"](12_345)) == (day, month, number)


def test_every_language_that_is_known_can_write_a_date() -> None:
    for language in localedata.locale_identifiers():
        made = filters(calendar_words(language.replace("_", "-")), "https://herald.example/", "/")
        assert all("26" in made[name](WHEN) for name in ("day", "short_day", "month"))


def test_one_moment_has_another_day_in_another_time_zone() -> None:
    day = filters(calendar_words("en"), "https://herald.example/", "/")["day"]
    evening = datetime(2026, 2, 3, 18, 5, tzinfo=UTC)
    morning = evening.astimezone(timezone(timedelta(hours=9)))
    assert morning == evening
    assert [day(evening), day(morning)] == ["February 3, 2026", "February 4, 2026"]


def test_machines_get_a_moment_with_its_offset_and_a_day_without() -> None:
    assert iso(WHEN) == "2026-02-03T18:05:00+00:00"
    assert iso(date(2026, 2, 3)) == "2026-02-03"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/blog/x/", "https://herald.example/blog/x/"),
        ("/blog/", "https://herald.example/blog/"),
        ("https://elsewhere.example/", "https://elsewhere.example/"),
    ],
)
def test_an_address_becomes_absolute_once(url: str, expected: str) -> None:
    absolute = filters(calendar_words("en"), "https://herald.example/blog/", "/blog/")["absolute"]
    assert absolute(url) == expected
