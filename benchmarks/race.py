"""Race Fanwire against other generators: `python benchmarks/race.py 100 1000 --runs 3 --out benchmarks/results.json`.

Each builds the same articles under the same markup. A scenario is run by all of them in turn, several times over, so
that noise of the machine hits all alike; medians count. Every run is checked: the change must be in the built pages.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from corpus import write, write_article
from entrants import ENTRANTS, WORK, Entrant, version
from meter import Reading, measure, wait_for_quiet
from stories import slug

FOOT = "Made to be measured"
NOISE = 0.3  # cores that others keep busy


@dataclass(frozen=True, slots=True)
class Site:
    """A generator's copy of the benchmark's site."""

    peer: str
    folder: Path
    count: int
    entrant: Entrant
    command: tuple[str, ...]

    def built(self, address: str) -> Path:
        """Tell which file answers an address: `/articles/x/` -> `.../public/articles/x/index.html`."""
        return self.folder / self.entrant.output / address.strip("/") / "index.html"


Proof = tuple[str, str]
"""An address, and words that its page must hold after the build."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Race as the command line asks; print each figure as it comes, and all of them at the end."""
    wish = _wish(arguments)
    commands = dict(_installed(wish.peers))
    results: dict[str, Any] = {}
    if wish.out and wish.out.exists():
        results = json.loads(wish.out.read_text(encoding="utf-8"))
    for count in wish.counts:
        results[str(count)] = race(count, commands, wish.runs, wish.scenarios)
        print(table(results[str(count)]))
        if wish.out:
            wish.out.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return 0


def race(count: int, commands: dict[str, tuple[str, ...]], runs: int, scenarios: Sequence[str]) -> dict[str, Any]:
    """Run scenarios with `count` articles, and tell what each generator needed for them."""
    ground = WORK / f"race-{count}-{os.getpid()}"
    ground.mkdir(parents=True)
    sites = [Site(peer, ground / peer, count, ENTRANTS[peer], command) for peer, command in commands.items()]
    for site in sites:
        write(site.folder, count, site.peer)
    readings: dict[str, dict[str, list[Reading]]] = {site.peer: {name: [] for name in scenarios} for site in sites}
    sizes = {}
    for name in scenarios:
        for run in range(runs):
            for site in sites:
                reading = _raced(site, SCENARIOS[name], run)
                readings[site.peer][name].append(reading)
                print(f"{count:>6} {name:<16} {site.peer:<9} {_told(reading)}", flush=True)
        if name == "clean":
            sizes = {site.peer: _size(site) for site in sites}
    versions = {site.peer: version(site.entrant, site.command) for site in sites}
    shutil.rmtree(ground)  # only now: for a minute after many files were deleted, ext4 creates files ten times slower
    peers = {
        peer: {"version": versions[peer], **sizes[peer], "scenarios": _medians(readings[peer])} for peer in readings
    }
    return {"date": f"{datetime.now(UTC):%Y-%m-%d}", "runs": runs, "machine": _machine(), "peers": peers}


def table(result: dict[str, Any]) -> str:
    """Set one size's result as a Markdown table: seconds on the clock, and how many times Hugo's they are."""
    names = list(next(iter(result["peers"].values()))["scenarios"])
    head = ["", *(name.capitalize() for name in names), "CPU, clean", "Memory, clean", "Pages", "Feeds and sitemaps"]
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    for peer, figures in result["peers"].items():
        cells = [f"{peer.capitalize()} {figures['version']}"]
        cells += [_seconds(result, peer, name) for name in names]
        clean = figures["scenarios"]["clean"]
        cells += [
            f"{clean['cpu']:.2f} s",
            f"{clean['memory']:.0f} MB",
            f"{figures['pages']:,}",
            f"{figures['feeds']:,}",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _seconds(result: dict[str, Any], peer: str, scenario: str) -> str:
    wall = result["peers"][peer]["scenarios"][scenario]["wall"]
    if peer == "hugo" or "hugo" not in result["peers"]:
        return f"{wall:.2f} s"
    return f"{wall:.2f} s ({wall / result['peers']['hugo']['scenarios'][scenario]['wall']:.2f}x)"


def _raced(site: Site, change: Callable[[Site, int], list[Proof]], run: int) -> Reading:
    proofs = change(site, run)
    wait_for_quiet(20)
    try:
        reading = measure(site.command, site.folder)
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"{site.peer} failed in {site.folder}:\n{error.output.decode(errors='replace')}") from None
    for address, words in proofs:
        if words not in site.built(address).read_text(encoding="utf-8"):
            raise SystemExit(f"{site.peer} did not bring {words!r} to {address}")
    return reading


def _clean(site: Site, _run: int) -> list[Proof]:
    """Build with neither output nor memory. The old ones are moved aside, as deleting them would spoil what follows."""
    aside = site.folder.with_name(f"old-{site.peer}-{datetime.now(UTC):%H%M%S%f}")
    aside.mkdir()
    for name in (site.entrant.output, *site.entrant.caches):
        with suppress(FileNotFoundError):
            (site.folder / name).rename(aside / name)
    return [("/", FOOT)]


def _nothing(_site: Site, _run: int) -> list[Proof]:
    return [("/", FOOT)]


def _body(site: Site, run: int) -> list[Proof]:
    words = f"Edited {run + 1} times."
    return [(write_article(site.folder, site.count // 2, site.count, site.peer, extra=words), words)]


def _added(site: Site, run: int) -> list[Proof]:
    address = write_article(site.folder, site.count + run, site.count, site.peer)
    return [(address, FOOT), ("/", address)]


def _layout(site: Site, run: int) -> list[Proof]:
    path, words = site.folder / site.entrant.layout, f"{FOOT} {run + 1} times."
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index(FOOT)] + words + text[text.index("</p>", text.index(FOOT)) :], encoding="utf-8")
    return [("/", words), (f"/articles/{slug(0)}/", words)]


SCENARIOS = {
    "clean": _clean,
    "nothing changed": _nothing,
    "one body edited": _body,
    "one article added": _added,
    "layout edited": _layout,
}


def _wish(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", type=int, nargs="*", default=[100, 1000], help="how many articles; 100 and 1000")
    parser.add_argument("--peers", type=_named, default=list(ENTRANTS), help="who races, with commas; all by default")
    parser.add_argument("--runs", type=int, default=3, help="how often each scenario is run; 3 by default")
    parser.add_argument(
        "--scenarios",
        type=_scenarios,
        default=list(SCENARIOS),
        help="which, with commas: clean,nothing; all by default",
    )
    parser.add_argument("--out", type=Path, help="a JSON file to keep the figures in; other sizes in it stay")
    return parser.parse_args(arguments)


def _named(text: str) -> list[str]:
    strangers = set(text.split(",")) - set(ENTRANTS)
    if strangers:
        raise argparse.ArgumentTypeError(
            f"nobody knows {', '.join(sorted(strangers))}; there are {', '.join(ENTRANTS)}"
        )
    return text.split(",")


def _scenarios(text: str) -> list[str]:
    """Find scenarios by a word of their names: `"body,layout"`. A clean build always comes first, as others need it."""
    words = [word.strip() for word in text.split(",")]
    strangers = [word for word in words if not any(word in name.split() for name in SCENARIOS)]
    if strangers:
        raise argparse.ArgumentTypeError(f"nobody knows {', '.join(strangers)}; there are {', '.join(SCENARIOS)}")
    return [name for name in SCENARIOS if name == "clean" or not set(words).isdisjoint(name.split())]


def _installed(peers: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for peer in peers:
        try:
            yield peer, ENTRANTS[peer].install()
        except (OSError, subprocess.CalledProcessError) as error:
            reason = (getattr(error, "stderr", "") or str(error)).strip().splitlines()[-1]
            print(f"{peer} is left out, it can't be installed: {reason}", file=sys.stderr)


def _told(reading: Reading) -> str:
    busy = f", others kept {reading.others:.1f} cores busy" if reading.others >= NOISE else ""
    return f"{reading.wall:8.2f} s {reading.cpu:8.2f} s CPU {reading.memory:8.0f} MB{busy}"


def _medians(scenarios: dict[str, list[Reading]]) -> dict[str, Any]:
    """Take medians; a run that others disturbed counts only where there is no quiet one."""
    medians = {}
    for name, taken in scenarios.items():
        counted = [one for one in taken if one.others < NOISE] or taken
        fields = ("wall", "cpu", "memory")
        middle = {field: round(median(getattr(one, field) for one in counted), 3) for field in fields}
        medians[name] = {**middle, "runs": [asdict(one) for one in taken]}
    return medians


def _size(site: Site) -> dict[str, Any]:
    """Count what was built: pages are .html files, feeds (and sitemaps) .xml and .json files."""
    files = [path for path in (site.folder / site.entrant.output).rglob("*") if path.is_file()]
    return {
        "pages": sum(path.suffix == ".html" for path in files),
        "feeds": sum(path.suffix in {".xml", ".json"} for path in files),
        "megabytes": round(sum(path.stat().st_size for path in files) / 1e6, 1),
    }


def _machine() -> dict[str, Any]:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "unknown")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {"cores": os.cpu_count(), "processor": model, "memory": round(memory), "python": platform.python_version()}


if __name__ == "__main__":
    sys.exit(main())
