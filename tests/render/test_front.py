"""What the theme's front page makes of a list whose length changes from build to build."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from fanwire.pipeline import build
from fanwire.records.config import Options
from tests.crawl import parsed


@pytest.mark.parametrize("count", [1, 2, 10, 11, 12, 19])
def test_no_card_stands_alone_below_the_latest(count: int, tmp_path: Path) -> None:
    (tmp_path / "content/articles").mkdir(parents=True)
    (tmp_path / "site.yaml").write_text("title: Herald\nbase_url: https://herald.example/\n", encoding="utf-8")
    for day in range(1, count + 1):
        path = tmp_path / f"content/articles/2026-02-{day:02}-story-{day}.md"
        path.write_text(f"---\ntitle: Story {day}\n---\n\nText.\n", encoding="utf-8")
    build(tmp_path, Options(now=datetime(2026, 3, 1, tzinfo=UTC), jobs=1))
    page = parsed(tmp_path / "output/index.html")
    lead, beside, below = (
        page.xpath(f"//{where}//a[starts-with(., 'Story')]/text()")
        for where in ("h2", "section[@class='latest']", "section[@aria-label='More of the latest']")
    )
    assert lead + beside + below == [f"Story {day}" for day in range(count, 0, -1)]
    assert len(below) != 1
    assert len(beside) <= 10
