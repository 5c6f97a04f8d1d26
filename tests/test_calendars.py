"""The calendars of whole sites, as calendar programs take them: parsed, and imported one over the other."""

import re
import shutil
import time
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from fanwire.desk.claim import Wording, with_line
from fanwire.pipeline import build
from fanwire.records.config import Options
from fanwire.records.record import replace

ROOT = Path(__file__).parents[1]
SITE = ROOT / "tests/sites/calendars"
NOW = Options(now=datetime(2026, 3, 1, 12, tzinfo=UTC))
RELEASE = "the-school.s2.release@herald.example"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Copy the site of shows with dates of every kind."""
    copy = tmp_path / "site"
    shutil.copytree(SITE, copy, ignore=shutil.ignore_patterns("expect.txt"))
    return copy


@pytest.fixture(scope="module", params=["the demonstration site", "shows with dates of every kind"])
def output(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site as of a day."""
    made = tmp_path_factory.mktemp("calendars") / "output"
    build(ROOT if "demonstration" in request.param else SITE, replace(NOW, output=made, as_of=date(2026, 11, 20)))
    return made


def events(file: Path) -> dict[str, Event]:
    """Read a calendar: its events by UID, none twice."""
    found = Calendar.from_ical(file.read_bytes()).events
    assert len({str(event["UID"]) for event in found}) == len(found)
    return {str(event["UID"]): event for event in found}


def calendars(output: Path) -> list[Path]:
    """List the calendars of a built site."""
    return sorted(output.rglob("*.ics"))


def add(site: Path, show: str, where: tuple[str, str], line: str) -> None:
    """Append a line to a ledger: `("s2", "release")`, `"2027-01-15 official 2026-02-28 netflix"`."""
    says, level, day, source = line.split()
    ledger = site / f"content/shows/{show}/ledger.yaml"
    wording = Wording(*where, (says,), {"as": level, "date": day, "by": source})
    ledger.write_text(with_line(ledger.read_text(encoding="utf-8"), wording)[0], encoding="utf-8")


def imported(kept: Mapping[str, Event], new: Mapping[str, Event]) -> dict[str, Event]:
    """Import a calendar over what a reader has, as RFC 5546, section 2.1.5, wants it: the higher SEQUENCE stays."""
    return {**kept, **{uid: event for uid, event in new.items() if uid not in kept or _newer(event, kept[uid])}}


def _newer(event: Event, kept: Event) -> bool:
    return (event.sequence, event.stamp) > (kept.sequence, kept.stamp)


def shown(kept: Iterable[Event]) -> list[str]:
    """Say what a reader's calendar shows: `2026-12-18 CONFIRMED`."""
    return sorted(f"{event.start} {event.status}" for event in kept)


def test_every_calendar_parses_and_has_what_the_rfcs_require(output: Path) -> None:
    files = calendars(output)
    assert len(files) >= 3
    for file in files:
        calendar = Calendar.from_ical(file.read_bytes())
        name = str(calendar["NAME"])
        assert (calendar["VERSION"], str(calendar["X-WR-CALNAME"])) == ("2.0", name)
        assert re.fullmatch(r"([^,;\\]|\\[,;\\])+: \w+ dates", name)  # text, its commas escaped
        assert str(calendar["SOURCE"]).endswith(f"/{file.relative_to(output).as_posix()}")
        assert calendar.subcomponents
        assert not calendar.errors
        for event in calendar.events:
            assert not event.errors
            assert {"UID", "DTSTAMP", "SEQUENCE", "SUMMARY", "DESCRIPTION", "URL", "LAST-MODIFIED"} <= set(event)
            assert event.end > event.start
            assert type(event.start) is date
            assert event["TRANSP"] == "TRANSPARENT"
            assert not event.subcomponents  # no alarms


def test_every_line_ends_in_crlf_and_holds_at_most_75_octets(output: Path) -> None:
    for file in calendars(output):
        lines = file.read_bytes().split(b"\r\n")
        assert lines.pop() == b""
        assert not [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line]
        for line in lines:
            line.decode("utf-8")  # no letter is cut in two


def test_a_title_in_any_script_with_any_mark_comes_back_as_it_was_written(site: Path) -> None:
    title = "지금 우리 학교는, 그리고 아주 긴 제목이; 계속해서 이어지는\\학교"
    show = site / "content/shows/the-school/index.md"
    text = show.read_text(encoding="utf-8").split("\n")
    show.write_text("\n".join([text[0], f"title: '{title}'", *text[2:]]), encoding="utf-8")
    build(site, NOW)
    event = events(site / "output/shows/the-school/calendar.ics")[RELEASE]
    assert event["SUMMARY"] == f"{title}, season 2: release"
    assert event.categories == [title, "Release"]


def test_a_date_that_moves_moves_the_readers_entry(site: Path) -> None:
    build(site, NOW)
    reader = events(site / "output/calendar.ics")
    assert str(reader[RELEASE].start) == "2026-12-18"
    before = len(reader)

    add(site, "the-school", ("s2", "release"), "2027-02-05 official 2026-02-28 netflix")
    build(site, NOW)
    reader = imported(reader, events(site / "output/calendar.ics"))

    assert len(reader) == before
    assert shown([reader[RELEASE]]) == ["2027-02-05 CONFIRMED"]


def test_a_reader_who_imports_now_and_then_has_what_a_new_reader_has(site: Path, tmp_path: Path) -> None:
    add(site, "the-school", ("s3", "status"), "filming official 2026-06-01 netflix")
    reader: dict[str, Event] = {}
    for month in range(2, 13, 2):
        build(site, replace(NOW, output=tmp_path / "output", as_of=date(2026, month, 28)))
        reader = imported(reader, events(tmp_path / "output/calendar.ics"))
    assert shown(reader.values()) == shown(events(tmp_path / "output/calendar.ics").values())


def test_a_calendar_of_a_day_says_what_was_known_then(site: Path, tmp_path: Path) -> None:
    said = {}
    for day in ("2026-01-09", "2026-01-10", "2026-02-20", "2026-04-01"):
        build(site, replace(NOW, output=tmp_path / "output", as_of=date.fromisoformat(day)))
        event = events(tmp_path / "output/calendar.ics").get(RELEASE)
        said[day] = f"{event.start} {event.status} {event.sequence}" if event else ""
    assert said == {
        "2026-01-09": "",
        "2026-01-10": "2026-07-01 TENTATIVE 1",
        "2026-02-20": "2026-12-18 CONFIRMED 2",
        "2026-04-01": "2027-01-15 CONFIRMED 3",
    }


def test_what_is_not_official_is_in_no_calendar_but_its_own(output: Path) -> None:
    rumours = output / "calendar-rumours.ics"
    official = {uid: event for file in calendars(output) if file != rumours for uid, event in events(file).items()}
    unofficial = events(rumours)
    assert unofficial
    assert not official.keys() & unofficial.keys()
    assert {str(event["STATUS"]) for event in unofficial.values()} == {"TENTATIVE"}
    words = [f"{event['SUMMARY']} {event['DESCRIPTION']}".lower() for event in official.values()]
    for label in ("rumoured", "speculated", "reported", "on record"):
        assert not [text for text in words if label in text]


def test_the_calendar_of_all_shows_holds_those_of_each(output: Path) -> None:
    own = [events(file) for file in calendars(output) if file.parent != output]
    assert {uid for each in own for uid in each} == events(output / "calendar.ics").keys()


def test_a_calendar_without_dates_still_holds_something(site: Path) -> None:
    shutil.rmtree(site / "content/shows")
    show = site / "content/shows/the-plan"
    show.mkdir(parents=True)
    (show / "index.md").write_text("---\ntitle: The Plan\nkind: series\nseasons: {s1: {}}\n---\n", encoding="utf-8")
    line = "s1:\n  plot:\n    - {says: A plan, as: rumoured, date: 2026-01-01, by: relay}\n"
    (show / "ledger.yaml").write_text(line, encoding="utf-8")
    build(site, NOW)
    for file in calendars(site / "output"):
        calendar = Calendar.from_ical(file.read_bytes())
        assert not calendar.events
        assert [each.name for each in calendar.subcomponents] == ["VTIMEZONE"]


def test_a_site_that_knows_of_no_date_has_no_calendar(site: Path) -> None:
    shutil.rmtree(site / "content/shows")
    build(site, NOW)
    assert not calendars(site / "output")
    assert not (site / "output/calendar").exists()
    assert "Calendar" not in (site / "output/index.html").read_text(encoding="utf-8")


def test_the_bytes_are_the_same_in_any_time_zone(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for zone in ("Pacific/Kiritimati", "America/Anchorage"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        build(site, replace(NOW, output=tmp_path / zone / "output"))
        found.append([file.read_bytes() for file in calendars(tmp_path / zone / "output")])
    monkeypatch.undo()
    time.tzset()
    assert found[0] == found[1]


def test_ids_stay_where_a_preview_has_another_address(site: Path) -> None:
    build(site, replace(NOW, base_url="http://127.0.0.1:8000/"))
    assert RELEASE in events(site / "output/calendar.ics")


def test_ids_stay_when_the_site_moves_to_another_domain(site: Path) -> None:
    build(site, NOW)
    before = events(site / "output/calendar.ics").keys()
    (site / "content/published.yaml").write_text("authority: herald.example\nhomes: [/blog/]\n", encoding="utf-8")
    settings = site / "site.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("herald.example", "gazette.example"), "utf-8")
    build(site, NOW)
    assert events(site / "output/calendar.ics").keys() == before


@pytest.mark.parametrize(
    ("where", "line"),
    [
        pytest.param(("s2", "release"), "2026-12-18 denied 2026-02-28 netflix", id="a denial"),
        pytest.param(("s2", "gala"), "2026-12-16 reported 2026-02-28 paper", id="a rumour"),
        pytest.param(("s2", "status"), "cancelled official 2026-02-28 netflix", id="the end of a season"),
    ],
)
def test_an_edit_gives_the_calendars_of_a_clean_build(
    site: Path, tmp_path: Path, where: tuple[str, str], line: str
) -> None:
    build(site, NOW)
    add(site, "the-school", where, line)
    report = build(site, NOW)
    build(site, replace(NOW, output=tmp_path / "clean"))
    files = [*calendars(site / "output"), site / "output/calendar/index.html"]
    assert "calendar/index.html" in report.reasons
    assert "shows/the-film/calendar.ics" not in report.reasons
    for file in files:
        assert file.read_bytes() == (tmp_path / "clean" / file.relative_to(site / "output")).read_bytes()


def test_an_article_changes_no_calendar(site: Path) -> None:
    build(site, NOW)
    (site / "content/articles").mkdir()
    (site / "content/articles/2026-02-28-news.md").write_text("---\ntitle: News\n---\n\nNews.\n", encoding="utf-8")
    report = build(site, NOW)
    assert "2026/02/news/index.html" in report.reasons
    assert not [path for path in report.reasons if path.endswith(".ics")]


def test_a_release_by_the_shows_data_is_there_from_its_day_without_an_edit(site: Path) -> None:
    show = site / "content/shows/the-old-film/index.md"
    show.write_text(show.read_text(encoding="utf-8").replace("2019-05", "2026-03-10"), encoding="utf-8")
    report = build(site, NOW)
    assert report.next_change is not None
    assert report.next_change.isoformat() == "2026-03-10T00:00:00+09:00"
    assert not (site / "output/shows/the-old-film/calendar.ics").exists()
    build(site, replace(NOW, now=report.next_change))
    [event] = events(site / "output/shows/the-old-film/calendar.ics").values()
    assert shown([event]) == ["2026-03-10 CONFIRMED"]
