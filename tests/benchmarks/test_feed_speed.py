"""What the measure of feeds says of the times that it took."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def feed_speed(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Import the benchmark as its script does."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    for name in ("feed_speed", "corpus", "entrants", "stories"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return importlib.import_module("feed_speed")


def test_the_share_is_that_of_the_least_times_with_the_systems_part(feed_speed: ModuleType) -> None:
    without = [feed_speed.Cost(1.5, 0.25), feed_speed.Cost(4.0, 0.5), feed_speed.Cost(2.0, 0.25)]
    costs = [feed_speed.Cost(3.0, 0.5), feed_speed.Cost(5.0, 1.0), feed_speed.Cost(1.75, 0.25)]
    assert feed_speed.told(costs, without) == (
        "  2.00 s of the processor, 1.75 s of it in the program; feeds are 12.5%, by the median of the rounds 25.0%"
    )


def test_it_measures_builds_that_differ_in_their_feeds_only(feed_speed: ModuleType, tmp_path: Path) -> None:
    for formats, feeds in {"": 0, "rss, json": 2}.items():
        site = feed_speed.written(tmp_path, 3, formats)
        cost = feed_speed.build(site)
        assert cost.user > 0
        output = site / "output"
        assert len({file.name for file in output.rglob("*") if file.name in {"feed.xml", "feed.json"}}) == feeds
        assert len(list(output.glob("articles/*/index.html"))) == 3
