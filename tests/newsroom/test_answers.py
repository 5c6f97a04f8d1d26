"""What readers are told: sentences, labels, overviews, what fell, firm dates and stages."""

from datetime import date

import pytest

from fanwire.newsroom.answers import firm_date, headline, known, label, overview, stage, what_fell
from fanwire.newsroom.standing import derive
from fanwire.records.ledger import Evidence, QuestionState, SeasonState, Stage
from tests.cases.ledger_tables import REAL, ledger_of

NAMES = {"roh-yoon-seo": "Roh Yoon-seo", "ahn-dong-goo": "Ahn Dong-goo", "lomon": "Lomon"}


def season(day: str, id_: str = "s2") -> SeasonState:
    """Give a season of the real case on a day."""
    return next(state for state in derive(ledger_of(REAL["ledger"]), date.fromisoformat(day)) if state.id == id_)


def question(day: str, name: str, id_: str = "s2") -> QuestionState:
    """Give a question of the real case on a day."""
    found = season(day, id_).question(name)
    assert found
    return found


def small(*lines: str, name: str = "release", day: str = "2026-11-20") -> QuestionState:
    """Give a question's state from lines such as `"2026-12 rumoured 2026-02-22 newsx"`."""
    said = (line.split() for line in lines)
    tree = [{"says": says, "as": level, "date": when, "by": by} for says, level, when, by in said]
    [state] = derive(ledger_of({"s2": {name: tree}}), date.fromisoformat(day))
    found = state.question(name)
    assert found
    return found


@pytest.mark.parametrize(
    ("day", "name", "sentence"),
    [
        ("2026-11-20", "release", "December 2026, rumoured: reports, 22 February 2026; no official date."),
        ("2026-11-20", "filming-start", "July 2025, official: Netflix, 23 July 2025."),
        (
            "2026-11-20",
            "filming-end",
            "18\N{EN DASH}19 February 2026, reported: India TV, 22 February 2026.",
        ),
        ("2026-11-20", "status", "Post-production, reported: India TV, 22 February 2026."),
        ("2024-02-01", "filming-start", "No answer stands; one earlier answer did not hold: 2022 denied."),
        ("2024-06-01", "cast", "Roh Yoon-seo, reported, disputed: SPOTV News (Korea), 31 January 2024."),
        ("2025-07-01", "cast", "Ahn Dong-goo, reported: SPOTV News (Korea), 27 June 2025."),
    ],
)
def test_a_sentence_says_what_how_firmly_who_and_when(day: str, name: str, sentence: str) -> None:
    assert known(question(day, name), NAMES).sentence == sentence


def test_people_of_one_source_share_a_sentence() -> None:
    sentence = known(question("2026-11-20", "cast"), NAMES).sentence
    assert "Lomon" in sentence
    assert sentence.count("Netflix") == 1
    assert sentence.endswith("Ahn Dong-goo, reported: SPOTV News (Korea), 27 June 2025.")


def test_each_answer_cites_its_firmest_line_and_fallen_ones_say_how_they_fell() -> None:
    release = known(question("2026-11-20", "release"), {})
    assert release.best
    assert release.best.answer.evidence is Evidence.RUMOURED
    assert release.best.url.startswith("https://www.indiatvnews.com/")
    assert [other.value for other in release.others] == ["2027, uncertain", "2026"]
    assert [(answer.value, answer.label, answer.who) for answer in release.fallen][-1] == (
        "second half of 2025",
        "undercut",
        "Film Monster",
    )


def test_the_first_of_equally_firm_speakers_is_cited() -> None:
    lines = ("2027 rumoured 2026-01-01 newsx", "2027 reported 2026-01-02 osen", "2027 reported 2026-01-03 star-news")
    assert known(small(*lines), {}).sentence == "2027, reported: OSEN (Korea), 2 January 2026; no official date."


def test_a_doubt_is_part_of_the_label() -> None:
    best = question("2024-06-01", "cast").best
    assert best
    assert label(best) == "reported, disputed"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["2027 rumoured 2026-01-01 newsx", "2026-12 rumoured 2026-01-02 osen"], "rumour December 2026 or 2027"),
        (["2027 reported 2026-01-01 osen", "2027-03 rumoured 2026-01-02 newsx"], "report 2027; rumour March 2027"),
        (["2027 rumoured 2026-01-01 newsx", "2027 disputed 2026-01-02 osen"], "rumour 2027 (disputed)"),
    ],
)
def test_an_overview_names_every_voice_that_adds_something(lines: list[str], said: str) -> None:
    assert overview(small(*lines)) == f"no official date; {said}"


def test_an_official_date_is_the_overview_of_its_own() -> None:
    assert overview(small("2026-12-18 official 2026-11-01 netflix")) == "official 18 December 2026"


def test_an_official_date_that_passed_in_silence_is_not_denied() -> None:
    lines = ("2026-12-18 official 2026-11-01 netflix", "2027 rumoured 2026-11-02 newsx")
    assert overview(small(*lines, day="2026-12-19")) == (
        "the official date, 18 December 2026, passed unconfirmed; rumour 2027"
    )


def test_what_fell_is_counted_and_grouped_by_its_fate() -> None:
    assert what_fell(question("2024-02-01", "release")) == (
        "two earlier answers did not hold: 6 December 2022 and 2023 lapsed"
    )
    assert what_fell(question("2022-04-01", "release")) == ""


def test_a_range_is_the_headline_of_days_that_lie_within_the_tolerance() -> None:
    assert headline(question("2026-11-20", "filming-end")) == "18\N{EN DASH}19 February 2026, reported"


def test_days_apart_are_no_range() -> None:
    state = small("2026-02-19 reported 2026-02-22 osen", "2026-02-10 reported 2026-02-23 star-news", name="filming-end")
    assert headline(state) == "10 February 2026, reported"


@pytest.mark.parametrize(
    ("line", "firm"),
    [
        ("2026-12-18 official 2026-11-01 netflix", True),
        ("2026-12-18 rumoured 2026-11-01 netflix", False),
        ("2026-12-18 official 2026-11-01 film-monster", False),
        ("2026-12 official 2026-11-01 netflix", False),
        ("2026-12-18? official 2026-11-01 netflix", False),
        ("XXXX-12-18 official 2026-11-01 netflix", False),
    ],
)
def test_only_an_official_certain_day_may_stand_in_calendars(line: str, *, firm: bool) -> None:
    assert (firm_date(small(line)) == date(2026, 12, 18)) is firm
    assert (firm_date(small(line)) is None) is not firm


def test_an_official_day_that_is_officially_in_doubt_is_taken_out_of_calendars() -> None:
    lines = ("2026-12-18 official 2026-11-01 netflix", "2026-12-18 disputed 2026-11-10 netflix")
    assert firm_date(small(*lines, day="2026-11-09")) == date(2026, 12, 18)
    assert firm_date(small(*lines, day="2026-11-10")) is None


@pytest.mark.parametrize(
    ("day", "id_", "expected"),
    [
        ("2022-01-28", "s1", Stage.RELEASED),
        ("2022-04-01", "s2", None),
        ("2022-06-06", "s2", Stage.RENEWED),
        ("2025-07-23", "s2", Stage.FILMING),
        ("2026-02-22", "s2", Stage.POST_PRODUCTION),
    ],
)
def test_the_real_seasons_went_through_their_stages(day: str, id_: str, expected: Stage | None) -> None:
    assert stage(season(day, id_)) is expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ({"release": ["2026-12-18 official 2026-11-01 netflix"]}, Stage.DATED),
        ({"release": ["2026-12-18 rumoured 2026-11-01 newsx"]}, None),
        ({"filming-end": ["2026-02-19 reported 2026-02-22 osen"]}, Stage.POST_PRODUCTION),
        (
            {"status": ["cancelled reported 2026-02-22 osen"], "renewed": ["2022-06-06 official 2022-06-06 netflix"]},
            None,
        ),
        ({"status": ["renewed rumoured 2026-02-22 newsx"]}, None),
    ],
)
def test_a_stage_needs_a_report_or_more(lines: dict[str, list[str]], expected: Stage | None) -> None:
    keys = ("says", "as", "date", "by")
    tree = {name: [dict(zip(keys, line.split(), strict=True)) for line in said] for name, said in lines.items()}
    [state] = derive(ledger_of({"s2": tree}), date(2026, 11, 20))
    assert stage(state) is expected
