"""Measure what feeds cost: 200 feeds of tags with 20 full items each, in a clean build of 1,000 articles.

Run it with `python benchmarks/feed_speed.py [ARTICLES] [ROUNDS]`. It builds the corpus without feeds, with RSS only and
with all formats, in one process each, and says what share of the whole build the feeds are. The budget for RSS is 15 %.

What counts is the time of the processor, in Fanwire's code and in the system for it: on the clock the disk would count
too, which does other things meanwhile. A round builds each choice once, every round in another order, and the share is
that of the least times: other programs only ever add to a time. Where the median of the rounds' own shares is far from
it, the machine was too busy, and more rounds help.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, mkdtemp
from typing import NamedTuple

from corpus import write
from entrants import ROOT

CHOICES = {"no feeds": "", "RSS": "rss", "RSS, Atom and JSON Feed": "rss, atom, json"}


class Cost(NamedTuple):
    """Seconds of the processor that a build took: in the program, and in the system for it."""

    user: float
    system: float


def main(articles: int, rounds: int) -> None:
    """Measure each choice of formats, in turns, and print what they cost."""
    with TemporaryDirectory() as folder:
        sites = {name: written(Path(folder), articles, formats) for name, formats in CHOICES.items()}
        for site in sites.values():
            build(site)  # so that modules and templates are compiled, and files are in the system's memory
        costs: dict[str, list[Cost]] = {name: [] for name in CHOICES}
        for turn in range(rounds):
            names = list(CHOICES)[turn % 3 :] + list(CHOICES)[: turn % 3]
            for name in names if turn % 2 else reversed(names):
                costs[name].append(build(sites[name]))
    for name, found in costs.items():
        print(f"{articles} articles, {name:24}{told(found, costs['no feeds'])}")


def written(folder: Path, articles: int, formats: str) -> Path:
    """Write the corpus for a choice of formats."""
    site = Path(mkdtemp(dir=folder)) / "site"
    write(site, articles, "fanwire")
    settings = (site / "site.yaml").read_text("utf-8")
    (site / "site.yaml").write_text(settings.replace("formats: [rss]", f"formats: [{formats}]"), "utf-8")
    return site


def build(site: Path) -> Cost:
    """Build from nothing in one process, for which templates are compiled already."""
    aside = Path(mkdtemp(dir=site.parent))  # deleting so much would make the disk slow for a while
    for tree in (site / "output", site / ".fanwire/output/tree"):
        if tree.is_dir():
            tree.rename(aside / tree.name)
    os.sync()
    before = os.times()
    command = [sys.executable, str(ROOT / "build.py"), "--site", str(site), "--clean", "--quiet", "--jobs", "1"]
    subprocess.run(command, check=True)
    after = os.times()
    return Cost(after.children_user - before.children_user, after.children_system - before.children_system)


def told(costs: Sequence[Cost], without: Sequence[Cost]) -> str:
    """Tell the least time of some builds, and what share of it those of the same rounds without feeds don't need."""
    least, bare = min(map(sum, costs)), min(map(sum, without))
    shares = [1 - sum(one) / sum(cost) for cost, one in zip(costs, without, strict=True)]
    spent = f"{least:6.2f} s of the processor, {min(cost.user for cost in costs):.2f} s of it in the program"
    return f"{spent}; feeds are {1 - bare / least:.1%}, by the median of the rounds {median(shares):.1%}"


if __name__ == "__main__":
    main(*map(int, [*sys.argv[1:3], *("1000", "7")[len(sys.argv[1:3]) :]]))
