"""Dates and times as writers type them."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwire.read.moments import moment
from tests.cases.rows import rows

SEOUL = ZoneInfo("Asia/Seoul")
FIRST, LAST = datetime.fromisoformat("0002-01-02"), datetime.fromisoformat("9998-12-30")
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
LIKE_MOMENTS = st.from_regex(r"\d{4}-\d\d-\d\d[ T]\d\d?:\d\d [+-]\d\d:\d\d", fullmatch=True)
MOMENTS = st.datetimes(min_value=FIRST, max_value=LAST, timezones=OFFSETS).map(lambda when: when.replace(microsecond=0))


@pytest.mark.parametrize(("text", "expected"), rows("moments.txt"))
def test_a_moment_is(text: str, expected: str) -> None:
    assert moment(text, SEOUL).isoformat() == expected


@pytest.mark.parametrize(("text", "_"), rows("no_moments.txt"))
def test_no_moment_is(text: str, _: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        moment(text, SEOUL)


@given(MOMENTS)
def test_a_moment_written_in_full_comes_back(when: datetime) -> None:
    assert moment(when.isoformat(), SEOUL) == when
    assert moment(when.isoformat(" "), SEOUL).utcoffset() == when.utcoffset()


@given(st.text(alphabet="0123456789-: TZ+.") | LIKE_MOMENTS)
def test_any_text_is_a_moment_that_every_zone_knows_or_a_value_error(text: str) -> None:
    try:
        when = moment(text, SEOUL)
    except ValueError:
        return
    assert when.astimezone(UTC) == when
    assert when.astimezone(ZoneInfo("Pacific/Kiritimati")) == when
