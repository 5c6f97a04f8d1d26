"""Draw docs/performance.svg out of benchmarks/results.json, and put its tables between the marks of the documentation.

`python benchmarks/chart.py` after `python benchmarks/race.py ... --out benchmarks/results.json`, and after
`python benchmarks/cost.py 10000 --out benchmarks/cost.json`. A dot is a median; the axis is logarithmic, as the times
differ up to a thousandfold.
"""

import json
import re
from html import escape
from math import ceil, floor, log10
from pathlib import Path
from typing import Any

from race import table

ROOT = Path(__file__).parents[1]
RESULTS, COST = Path(__file__).parent / "results.json", Path(__file__).parent / "cost.json"
TABLED = (ROOT / "README.md", ROOT / "docs" / "performance.md")
MARKED = re.compile(r"(<!-- (race|cost) -->\n).*?(<!-- /\2 -->)", re.DOTALL)

WIDTH, LEFT, RIGHT, ROW, HEAD = 760, 150, 24, 34, 44
SHAPES = {
    "fanwire": "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0",
    "hugo": "M-5-5H5V5H-5Z",
    "eleventy": "M0-6L6 5H-6Z",
    "pelican": "M0-6L6 0L0 6L-6 0Z",
}
STYLE = """
text { font: 14px system-ui, sans-serif; fill: #1c1917 }
.size { font-weight: 600 } .tick { font-size: 12px; fill: #57534e; text-anchor: middle }
.row, .grid { stroke: #d6d3d1 } .grid { stroke-dasharray: 2 3 }
.peer { fill: none; stroke: #57534e; stroke-width: 2 } .fanwire { fill: #b42318; stroke: #b42318 }
@media (prefers-color-scheme: dark) {
  text { fill: #f5f5f4 } .tick { fill: #a8a29e } .row, .grid { stroke: #44403c }
  .peer { stroke: #a8a29e } .fanwire { fill: #ff9b8a; stroke: #ff9b8a }
}
"""


def main() -> None:
    """Renew the drawing and every page that has the marks."""
    results = dict(sorted(json.loads(RESULTS.read_text(encoding="utf-8")).items(), key=lambda size: int(size[0])))
    (ROOT / "docs" / "performance.svg").write_text(drawing(results), encoding="utf-8")
    tables = {
        "race": "".join(f"\n**{int(size):,} articles**\n\n{table(result)}\n" for size, result in results.items()),
        "cost": costs(json.loads(COST.read_text(encoding="utf-8"))),
    }
    for page in filter(Path.exists, TABLED):
        text = page.read_text(encoding="utf-8")
        page.write_text(MARKED.sub(lambda mark: f"{mark[1]}{tables[mark[2]]}\n{mark[3]}", text), encoding="utf-8")


def drawing(results: dict[str, Any]) -> str:
    """Draw one panel for each size, one row for each scenario, one dot for each generator."""
    times = [time for result in results.values() for row in _rows(result).values() for time in row.values()]
    low, high = floor(log10(min(times))), ceil(log10(max(times)))
    peers = list(dict.fromkeys(peer for result in results.values() for peer in result["peers"]))
    parts, top = [_legend(peers)], HEAD
    for size, result in results.items():
        parts.append(_panel(int(size), _rows(result), top, (low, high)))
        top += HEAD + ROW * len(_rows(result)) + 30
    words = "; ".join(_sentence(int(size), result) for size, result in results.items())
    return "\n".join((
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" role="img" aria-labelledby="title desc">',
        '<title id="title">How long builds take, on a logarithmic scale</title>',
        f'<desc id="desc">{escape(words)}.</desc>',
        f"<style>{STYLE}</style>",
        *parts,
        "</svg>\n",
    ))  # fmt: skip


def costs(cost: dict[str, Any]) -> str:
    """Write the steps of each build in milliseconds an article, and under them the floor."""
    builds, articles = cost["builds"], cost["articles"]
    steps = [*dict.fromkeys(step for figures in builds.values() for step in figures)]
    steps.sort(key=lambda step: (step == "everything", step == "starting and stopping"))
    head = ["", *(name.capitalize() for name in builds)]
    rows = [head, ["---", *["---:"] * len(builds)]]
    rows += [
        [step, *(f"{figures[step] / articles * 1000:.3f}" if step in figures else "" for figures in builds.values())]
        for step in steps
    ]
    rows += [
        [f"floor: {name}", f"{seconds / articles * 1000:.3f}", *[""] * (len(builds) - 1)]
        for name, seconds in cost["floor"].items()
    ]
    lines = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"\n**{articles:,} articles**, milliseconds on the clock for each\n\n{lines}\n"


def _rows(result: dict[str, Any]) -> dict[str, dict[str, float]]:
    """Turn peers with scenarios into scenarios with peers: `{"clean": {"hugo": 1.45, ...}, ...}`."""
    rows: dict[str, dict[str, float]] = {}
    for peer, figures in result["peers"].items():
        for name, figure in figures["scenarios"].items():
            rows.setdefault(name, {})[peer] = figure["wall"]
    return rows


def _sentence(size: int, result: dict[str, Any]) -> str:
    rows = (
        f"{name}: " + ", ".join(f"{peer.capitalize()} {time:.2f} s" for peer, time in row.items())
        for name, row in _rows(result).items()
    )
    return f"{size:,} articles, " + "; ".join(rows)


def _legend(peers: list[str]) -> str:
    return "".join(
        f'<g transform="translate({LEFT + 8 + 110 * place} 20)">'
        f'{_dot(peer)}<text x="14" y="5">{peer.capitalize()}</text></g>'
        for place, peer in enumerate(peers)
    )


def _panel(size: int, rows: dict[str, dict[str, float]], top: int, decades: tuple[int, int]) -> str:
    low, high = decades
    scale = (WIDTH - LEFT - RIGHT) / (high - low)
    bottom = top + HEAD + ROW * len(rows)
    parts = [f'<text class="size" x="0" y="{top + 28}">{size:,} articles</text>']
    for decade in range(low, high + 1):
        x = LEFT + (decade - low) * scale
        parts.append(f'<path class="grid" d="M{x:.1f} {top + HEAD - 8}V{bottom}"/>')
        parts.append(f'<text class="tick" x="{x:.1f}" y="{bottom + 16}">{10.0**decade:g} s</text>')
    for place, (name, times) in enumerate(rows.items()):
        y = top + HEAD + ROW * place + ROW // 2
        parts.append(f'<text x="0" y="{y + 5}">{name.capitalize()}</text>')
        parts.append(f'<path class="row" d="M{LEFT} {y}H{WIDTH - RIGHT}"/>')
        for peer, time in reversed(times.items()):
            x = LEFT + (log10(time) - low) * scale
            title = f"<title>{peer.capitalize()}: {time:.2f} s</title>"
            parts.append(f'<g transform="translate({x:.1f} {y})">{title}{_dot(peer)}</g>')
    return "\n".join(parts)


def _dot(peer: str) -> str:
    return f'<path class="peer {peer}" d="{SHAPES[peer]}"/>'


if __name__ == "__main__":
    main()
