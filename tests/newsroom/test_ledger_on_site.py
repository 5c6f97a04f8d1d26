"""The ledger on a built site: which pages a new line makes anew, when the site changes by itself, what stays."""

import re
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from fanwire.desk.claim import Wording, with_line
from fanwire.pipeline import build
from fanwire.records.config import Options
from fanwire.records.record import replace
from fanwire.records.report import BuildReport

SITE = Path(__file__).parents[1] / "sites" / "ledger-in-articles"
NOW = Options(now=datetime(2026, 3, 1, 12, tzinfo=UTC))
Built = Callable[..., BuildReport]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Copy the site of articles that ask the ledger."""
    copy = tmp_path / "site"
    shutil.copytree(SITE, copy, ignore=shutil.ignore_patterns("expect.txt"))
    return copy


def add(site: Path, question: str, line: str) -> None:
    """Append a line to a question of season 2: `"lomon denied 2026-02-25 netflix"`."""
    says, level, day, source = line.split()
    ledger = site / "content/shows/the-school/ledger.yaml"
    wording = Wording("s2", question, (says,), {"as": level, "date": day, "by": source})
    ledger.write_text(with_line(ledger.read_text(encoding="utf-8"), wording)[0], encoding="utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    """Read a built site whole."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_line_makes_those_pages_anew_that_show_it(site: Path) -> None:
    build(site, NOW)

    add(site, "cast", "park-ji-hu reported 2025-01-01 paper")
    report = build(site, NOW)

    made = set(report.reasons)
    assert {"shows/the-school/index.html", "shows/the-school/ledger/index.html", "sources/paper/index.html"} <= made
    assert "2026/02/now/index.html" in made  # its timeline
    assert not made & {"2024/01/relay/index.html", "2022/04/guess/index.html", "index.html", "waiting/index.html"}


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("release", "2028 reported 2026-02-25 paper"),
        ("filming-start", "2025-07 disputed 2026-02-25 maker"),
        ("status", "cancelled official 2026-02-25 netflix"),
        ("cast", "lomon denied 2026-02-25 netflix"),
    ],
)
def test_an_edit_gives_the_same_site_as_a_clean_build(site: Path, tmp_path: Path, question: str, line: str) -> None:
    build(site, NOW)
    add(site, question, line)
    build(site, NOW)
    build(site, replace(NOW, output=tmp_path / "clean"))

    assert tree(site / "output") == tree(tmp_path / "clean")


def test_nothing_differs_before_the_day_that_the_site_names(site: Path, tmp_path: Path) -> None:
    first = build(site, replace(NOW, output=tmp_path / "first"))
    assert first.next_change is not None
    eve = replace(NOW, now=datetime(2026, 7, 31, 23, 59, tzinfo=UTC))
    build(site, replace(eve, output=tmp_path / "eve"))
    build(site, replace(NOW, now=first.next_change, output=tmp_path / "then"))

    assert first.next_change.date() == date(2026, 8, 1)
    assert tree(tmp_path / "eve") == tree(tmp_path / "first")
    assert "November 2027" not in (tmp_path / "first/shows/the-school/index.html").read_text(encoding="utf-8")
    assert "November 2027" in (tmp_path / "then/shows/the-school/index.html").read_text(encoding="utf-8")


def test_the_site_changes_at_midnight_of_its_own_zone(site: Path) -> None:
    with (site / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("timezone: Asia/Seoul\n")
    report = build(site, NOW)
    assert report.next_change is not None
    assert report.next_change.isoformat() == "2026-08-01T00:00:00+09:00"


def test_a_claim_that_no_line_repeats_lapses_on_its_day(site: Path) -> None:
    article = site / "content/articles/2022-04-01-guess.md"
    article.write_text(article.read_text(encoding="utf-8").replace("says: 2023}", "says: 2026-05}"), encoding="utf-8")
    report = build(site, NOW)
    assert report.next_change is not None
    assert report.next_change.date() == date(2026, 6, 1)


def test_a_line_keeps_its_anchor_when_others_follow(site: Path) -> None:
    build(site, NOW)
    page = site / "output/shows/the-school/ledger/index.html"
    before = re.findall(r'id="(s2-release-\d+)"', page.read_text(encoding="utf-8"))
    ledger = site / "content/shows/the-school/ledger.yaml"
    text = ledger.read_text(encoding="utf-8")
    last = '"https://paper.example/LATER"}\n'
    ledger.write_text(
        text.replace(last, last + "    - {says: 2020, as: rumoured, date: 2019-01-01, by: relay}\n"), encoding="utf-8"
    )
    build(site, NOW)
    after = page.read_text(encoding="utf-8")

    assert before == ["s2-release-1", "s2-release-2", "s2-release-3"]
    assert re.search(r'id="s2-release-3">\s*<p><strong>December 2026', after)
    assert re.search(r'id="s2-release-5">\s*<p><s>2020', after)


def test_an_article_that_shows_an_answer_is_left_alone_when_only_its_fallen_rivals_grow(site: Path) -> None:
    article = site / "content/articles/2026-02-23-now.md"
    text = article.read_text(encoding="utf-8")
    article.write_text(text.partition("/// known")[0], encoding="utf-8")
    build(site, NOW)

    add(site, "release", "2025 rumoured 2025-09-01 relay")
    report = build(site, NOW)

    assert "shows/the-school/index.html" in report.reasons
    assert "2026/02/now/index.html" not in report.reasons


def test_seasons_stand_in_the_order_of_the_show_and_not_of_the_alphabet(site: Path) -> None:
    show = site / "content/shows/the-school/index.md"
    show.write_text(
        show.read_text(encoding="utf-8").replace("  s2:", "  s9: {}\n  s10: {}\n  s2:", 1), encoding="utf-8"
    )
    ledger = site / "content/shows/the-school/ledger.yaml"
    lines = "".join(
        f"{name}:\n  plot:\n    - {{says: A, as: rumoured, date: 2026-01-01, by: relay}}\n" for name in ("s10", "s9")
    )
    ledger.write_text(ledger.read_text(encoding="utf-8") + lines, encoding="utf-8")
    build(site, NOW)

    hub = (site / "output/shows/the-school/index.html").read_text(encoding="utf-8")
    assert re.findall(r'id="known-(s\d+)"', hub) == ["s2", "s10", "s9", "s1"]
