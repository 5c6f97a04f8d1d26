"""Measure what feeds cost: 200 feeds of tags with 20 full items each, in a clean build of 1,000 articles.

Run it with `python benchmarks/feed_speed.py [ARTICLES] [RUNS]`. It builds the corpus without feeds, with RSS only and
with all formats, and gives the difference as a share of the whole build. Time of the processor counts, and the least of
the runs, so that other programs disturb little. The budget for RSS is 15 %.
"""

import os
import subprocess
import sys
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from corpus import write
from entrants import ROOT

FORMATS = {"no feeds": "", "RSS": "rss", "RSS, Atom and JSON Feed": "rss, atom, json"}


def main(articles: int, runs: int) -> None:
    """Measure each choice of formats, in turns."""
    with TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        write(site, articles, "fanwire")
        settings = (site / "site.yaml").read_text("utf-8")
        seconds: dict[str, float] = {}
        for _ in range(runs):
            for name, formats in FORMATS.items():
                chosen = settings.replace("formats: [rss]", f"formats: [{formats}]")
                (site / "site.yaml").write_text(chosen, "utf-8")
                seconds[name] = min(build(site), seconds.get(name, inf))
    for name, cost in seconds.items():
        share = 1 - seconds["no feeds"] / cost
        print(f"{articles} articles, {name:24} {cost:6.2f} s of the processor, {share:5.1%} of that for feeds")


def build(site: Path) -> float:
    """Build from nothing in one process, for which templates are compiled already; give the seconds it worked."""
    aside = Path(mkdtemp(dir=site.parent))  # deleting so much would make the disk slow for a while
    for tree in (site / "output", site / ".fanwire/output/tree"):
        if tree.is_dir():
            tree.rename(aside / tree.name)
    os.sync()
    before = os.times()
    command = [sys.executable, str(ROOT / "build.py"), "--site", str(site), "--clean", "--quiet", "--jobs", "1"]
    subprocess.run(command, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


if __name__ == "__main__":
    main(*map(int, [*sys.argv[1:3], *("1000", "3")[len(sys.argv[1:3]) :]]))
