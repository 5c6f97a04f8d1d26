"""What calendars say: a table of statuses, words, ids that stay, and laws over any ledger."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanwire.errors import Problem
from fanwire.newsroom.calendars import calendar
from fanwire.newsroom.ledgers import Cast, open_ledgers
from fanwire.newsroom.releases import Release
from fanwire.newsroom.vague_dates import vague_date
from fanwire.read.ledgers import parsed_ledger
from fanwire.records.calendar import CalendarEntry
from fanwire.records.ledger import Evidence
from fanwire.records.link import Link
from tests.cases.ledger_tables import REGISTER
from tests.cases.rows import rows

SHOW = Link("The School", "/shows/the-school/", "the-school")
PEOPLE = {"lomon": Link("Lomon", "/people/lomon/", "lomon")}
QUESTIONS = "questions:\n  gala: {title: Gala premiere, kind: date}\n  reruns: {title: Rerun, kind: date, many: yes}\n"


def entries(
    text: str, today: date, *released: Release, season: str = "s2", titles: tuple[str, ...] = ("s2",)
) -> tuple[CalendarEntry, ...]:
    """Make the entries of lines such as `"release 2026-12 rumoured 2026-02-22 newsx; status ..."`."""
    said: dict[str, list[str]] = {}
    for line in filter(None, text.split("; ")):
        question, says, level, day, by = line.split()
        written = f'{{says: "{says.replace("on-hold", "on hold")}", as: {level}, date: {day}, by: {by}, note: SECRET}}'
        said.setdefault(question, []).append(written)
    blocks = "".join(f"  {name}:\n" + "".join(f"    - {each}\n" for each in lines) for name, lines in said.items())
    problems = list[Problem]()
    file = parsed_ledger(f"{QUESTIONS}{season}:\n{blocks}", "content/shows/the-school/ledger.yaml", problems)
    assert file
    cast = Cast({SHOW.id: SHOW}, {SHOW.id: {each: f"Season {each[1:]}" for each in titles}}, PEOPLE, REGISTER.sources)
    opened = open_ledgers((file,), cast, "/", today, problems)
    assert not problems
    return calendar(opened, released, today)


def in_short(entry: CalendarEntry) -> str:
    """Say what the table says of an entry: `CONFIRMED 2026-12-18 coming 1`."""
    days = f"{entry.first}" if entry.first == entry.last else f"{entry.first}/{entry.last}"
    return f"{entry.status} {days} {entry.kind} {entry.sequence}"


@pytest.mark.parametrize(("given", "expected"), rows("calendar-entries.txt"))
def test_a_calendar_says(given: str, expected: str) -> None:
    day, _, lines = given.partition("; ")
    found = [entry for entry in entries(lines, date.fromisoformat(day)) if entry.topic == "Release"]
    found.sort(key=lambda entry: entry.kind == "unofficial")
    assert ("; ".join(map(in_short, found)) or "nothing") == expected


def test_an_entry_says_what_who_when_and_how_firmly_but_not_the_desks_note() -> None:
    said = "release 2026-12 reported 2026-02-22 osen; release 2027? speculated 2026-02-23 newsx"
    [entry] = entries(said, date(2026, 3, 1))
    assert entry.summary == "Reported: The School, season 2: release (December 2026)"
    assert entry.text == (
        "December 2026. Reported: OSEN (Korea), 22 February 2026. Not official. "
        "Also said: 2027, uncertain (speculated: NewsX, 23 February 2026)."
    )
    assert (entry.title, entry.url) == ("The School, season 2: release", "/shows/the-school/#known-s2")
    assert (entry.period, entry.label.text) == ("December 2026", "Reported")
    assert "SECRET" not in repr(entry)


@pytest.mark.parametrize(
    ("lines", "summary", "note"),
    [
        pytest.param(
            "status cancelled official 2026-11-10 netflix",
            "Cancelled: The School, season 2: release",
            "Cancelled, official: Netflix, 10 November 2026.",
            id="a season that was given up",
        ),
        pytest.param(
            "release 2026-12-18 denied 2026-11-10 netflix",
            "Withdrawn: The School, season 2: release",
            "Denied by Netflix, 10 November 2026.",
            id="a date that was withdrawn",
        ),
    ],
)
def test_a_cancelled_entry_says_why(lines: str, summary: str, note: str) -> None:
    [entry] = entries(f"release 2026-12-18 official 2026-11-01 netflix; {lines}", date(2026, 11, 20))
    assert (entry.summary, entry.note) == (summary, note)
    assert entry.text == f"18 December 2026. Official: Netflix, 1 November 2026. {note}"


def test_a_day_that_passed_without_news_says_so() -> None:
    [entry] = entries("release 2026-12-18 official 2026-11-01 netflix", date(2026, 12, 19))
    assert entry.text.endswith("18 December 2026 passed, and nothing confirms it.")
    assert (entry.label.text, entry.changed) == ("Lapsed", date(2026, 12, 19))


def test_days_near_enough_to_be_one_answer_are_one_entry_unless_one_is_official() -> None:
    reports = "filming-end 2026-02-19 reported 2026-02-22 osen; filming-end 2026-02-18 rumoured 2026-02-23 newsx"
    [near] = entries(reports, date(2026, 3, 1))
    assert (near.first, near.last, near.period) == (date(2026, 2, 18), date(2026, 2, 19), "February 2026")
    [official] = entries(f"{reports}; filming-end 2026-02-20 official 2026-02-24 netflix", date(2026, 3, 1))
    assert (official.first, official.last, official.status) == (date(2026, 2, 20), date(2026, 2, 20), "CONFIRMED")


def test_an_id_names_the_question_and_stays_when_the_date_moves() -> None:
    day = date(2026, 11, 20)
    [before] = entries("release 2026-12-18 official 2026-11-01 netflix", day)
    [after] = entries(
        "release 2026-12-18 official 2026-11-01 netflix; release 2027-01-08 official 2026-11-19 netflix", day
    )
    assert before.uid == after.uid == "the-school.s2.release"
    assert after.sequence > before.sequence
    [rumour] = entries("release 2026-12 rumoured 2026-11-01 newsx", day)
    assert rumour.uid == "the-school.s2.release.unofficial"


def test_a_film_keeps_its_id_whatever_its_block_is_called() -> None:
    line, day = "release 2026-12-18 official 2026-11-01 netflix", date(2026, 11, 20)
    names = [entries(line, day, season=season, titles=()) for season in ("film", "the-film")]
    assert [[entry.uid for entry in found] for found in names] == [["the-school.release"]] * 2


def test_a_show_s_own_date_questions_have_entries_and_those_with_many_answers_one_for_each() -> None:
    found = entries(
        "gala 2026-12-17 official 2026-11-01 netflix; reruns 2027-01-01 official 2026-11-01 netflix; "
        "reruns 2027-02-01 official 2026-11-01 netflix; cast lomon official 2026-11-01 netflix",
        date(2026, 11, 20),
    )
    assert [(entry.uid, entry.title.partition(": ")[2]) for entry in found] == [
        ("the-school.s2.gala", "Gala premiere"),
        ("the-school.s2.reruns.2027-01-01", "Rerun"),
        ("the-school.s2.reruns.2027-02-01", "Rerun"),
    ]


def released(text: str) -> Release:
    """Make a release by the show's data."""
    when = vague_date(text)
    assert when
    return Release("the-school.s2.release", SHOW, "The School, season 2", when)


@pytest.mark.parametrize(
    ("data", "lines", "expected"),
    [
        pytest.param("2022-01-28", "", ["CONFIRMED 2022-01-28 past 0"], id="a day is confirmed"),
        pytest.param("2022-01", "", ["TENTATIVE 2022-01-01/2022-01-31 past 0"], id="a month is tentative"),
        pytest.param("2022-03-02", "", [], id="what lies ahead isn't known yet"),
        pytest.param(
            "2022-01-28",
            "release 2022-01-29 happened 2022-01-29 netflix",
            ["CONFIRMED 2022-01-29 past 1"],
            id="the ledger has precedence",
        ),
        pytest.param(
            "2022-01-28",
            "release 2022-12 rumoured 2022-01-29 newsx",
            ["CONFIRMED 2022-01-28 past 0"],
            id="what is out isn't rumoured",
        ),
    ],
)
def test_a_release_that_the_shows_data_name_counts_once_it_is_over(data: str, lines: str, expected: list[str]) -> None:
    assert [in_short(entry) for entry in entries(lines, date(2022, 3, 1), released(data))] == expected


def test_entries_stand_in_time_and_months_before_the_quarters_and_years_they_end() -> None:
    says = ("2027", "2026-12", "2026-Q4", "2026-12-18", "2026-H2", "2026", "2026-12-01")
    text = "; ".join(f"reruns {each} official 2026-01-01 netflix" for each in says)
    found = entries(text, date(2026, 2, 1))
    assert [entry.uid.rpartition(".")[2] for entry in found] == [
        "2026-12-01", "2026-12", "2026-12-18", "2026-Q4", "2026-H2", "2026", "2027",
    ]  # fmt: skip
    assert [entry.period for entry in found[1:4]] == ["December 2026", "December 2026", "fourth quarter of 2026"]


# Laws, over small worlds in which rules meet.

_SAID = ("2026-01-31", "2026-06-01", "2026-12-18", "2026-12-19", "2027-02-01")
_VALUES = {
    "status": ["filming", "released", "cancelled", "on-hold"],
    "filming-start": ["2026", "2026-03", "2027", "2026-H2"],
    "release": ["2026", "2026-12", "2026-12-18", "2027", "2027-Q1", "2026-11/2027-02", "2027?", "XXXX-12-18", "9999"],
    "gala": ["2026-12-17", "9999-12-31", "0001-01-01"],
}
_line = st.sampled_from(sorted(_VALUES)).flatmap(
    lambda question: st.tuples(
        st.just(question),
        st.sampled_from(_VALUES[question]),
        st.sampled_from([evidence.word for evidence in Evidence]),
        st.sampled_from(_SAID),
        st.sampled_from(["netflix", "osen", "newsx"]),
    ).map(" ".join)
)
_worlds = st.lists(_line, min_size=1, max_size=8)
_days = st.dates(date(2026, 1, 30), date(2027, 4, 2))


@given(_worlds, _days)
def test_nothing_of_lower_rank_is_official_and_every_entry_is_whole(lines: list[str], day: date) -> None:
    for entry in entries("; ".join(lines), day):
        assert entry.first <= entry.last
        assert entry.changed <= day
        assert entry.sequence >= 1
        official = any(
            question in entry.uid and level in {"official", "happened"} and by == "netflix" and said <= day.isoformat()
            for question, _, level, said, by in map(str.split, lines)
        )
        assert official or (entry.kind == "unofficial" and entry.status == "TENTATIVE")


@settings(max_examples=60)
@given(_worlds)
def test_a_calendar_program_that_keeps_the_highest_sequence_ends_with_what_is_true(lines: list[str]) -> None:
    """Every build of a year is imported one after the other; what changes in status or days has a higher number."""
    days = sorted(date.fromisoformat(day) + timedelta(days=more) for day in _SAID for more in (0, 14))
    kept = [{entry.uid: entry for entry in entries("; ".join(lines), day)} for day in days]
    for before, after in pairwise(kept):
        for uid in before.keys() & after.keys():
            one, other = before[uid], after[uid]
            assert (other.sequence, other.changed) >= (one.sequence, one.changed)
            if (one.status, one.first, one.last) != (other.status, other.first, other.last):
                assert (other.sequence, other.changed) > (one.sequence, one.changed)
