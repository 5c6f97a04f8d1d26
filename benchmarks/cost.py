"""Tell where Fanwire's own time goes: `python benchmarks/cost.py 1000`, with `--functions 40` for a profile.

Prints milliseconds for each article: by step, as `build --json` reports it, beside the floor, which is to read the same
content, to hash it, and to write the same output. `--out benchmarks/cost.json` keeps them for `chart.py`. Not named
profile.py, as cProfile imports a module of that name.
"""

import argparse
import json
import pstats
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import cast

from corpus import write, write_article
from entrants import ENTRANTS, ROOT, WORK

_SETTLED = 0.3  # seconds after which a file's stamp is trusted
BUILD = (str(ROOT / "build.py"), "build", "--site", ".")
Profile = dict[tuple[str, int, str], tuple[int, int, float, float, object]]
"""What cProfile keeps: file, line and name of a function -> primitive calls, calls, seconds in it, and with callees."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report: a name and its seconds in all."""

    name: str
    seconds: float


def main() -> None:
    """Write a site, build it several times, print the cost of each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=1000, help="how many articles; 1000 by default")
    parser.add_argument("--jobs", type=int, help="how many workers; Fanwire's own choice by default")
    parser.add_argument("--out", type=Path, help="a file for the figures")
    parser.add_argument("--functions", type=int, default=0, help="profile one process, list that many functions")
    wish = parser.parse_args()
    jobs = ("--jobs", str(wish.jobs)) if wish.jobs else ()
    WORK.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=WORK) as folder:
        site = Path(folder, "site")
        write(site, wish.count, "fanwire")
        figures = {}
        for title, lines in _builds(site, wish.count, jobs):
            _print(title, wish.count, lines)
            figures[title] = {line.name: line.seconds for line in lines}
        floor = list(_floor(site, Path(folder, "floor")))
        _print("floor", wish.count, floor)
        if wish.out:
            kept = {"articles": wish.count, "builds": figures, "floor": {line.name: line.seconds for line in floor}}
            wish.out.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        if wish.functions:
            profile = _profile(site, Path(folder, "profile"))
            _print("functions, one process, time of their own", wish.count, _functions(profile)[: wish.functions])
            _print("files, one process", wish.count, _files(profile)[: wish.functions])


def _builds(site: Path, count: int, jobs: tuple[str, ...]) -> Iterator[tuple[str, list[Line]]]:
    yield "clean", _steps(site, *jobs)
    _steps(site, *jobs)  # files that were written just before are looked into; after this, stamps are enough
    yield "nothing changed", [Line("everything", _run(site, *jobs)[0])]
    write_article(site, count // 2, count, "fanwire", extra="One line more.")
    sleep(_SETTLED)
    yield "one body edited", _steps(site, *jobs)
    write_article(site, count, count, "fanwire")
    sleep(_SETTLED)
    yield "one article added", _steps(site, *jobs)
    layout = site / ENTRANTS["fanwire"].layout
    layout.write_text(layout.read_text(encoding="utf-8").replace("</body>", "<!-- edited --></body>"), encoding="utf-8")
    sleep(_SETTLED)
    yield "layout edited", _steps(site, *jobs)


def _print(title: str, count: int, lines: list[Line]) -> None:
    print(f"\n{title}: milliseconds an article, and seconds")
    for line in lines:
        print(f"{line.seconds / count * 1000:9.3f} {line.seconds:8.2f}  {line.name}")


def _steps(site: Path, *options: str) -> list[Line]:
    whole, said = _run(site, "--json", *options)
    steps = [Line(name, seconds) for name, seconds in json.loads(said)["seconds"].items()]
    rest = whole - sum(line.seconds for line in steps if line.name != "total")
    return [*steps, Line("starting and stopping", rest), Line("everything", whole)]


def _run(site: Path, *options: str) -> tuple[float, bytes]:
    start = perf_counter()
    said = subprocess.run((sys.executable, *BUILD, *options), cwd=site, check=True, stdout=subprocess.PIPE).stdout
    return perf_counter() - start, said


def _floor(site: Path, copy: Path) -> Iterator[Line]:
    """Read, hash and write what the build read, hashed and wrote, and nothing else."""
    start = perf_counter()
    texts = [path.read_bytes() for path in (site / "content").rglob("*") if path.is_file()]
    yield Line(f"read {len(texts)} files", perf_counter() - start)
    start = perf_counter()
    for text in texts:
        blake2b(text, digest_size=16).digest()
    yield Line("hash them", perf_counter() - start)
    output = {path.relative_to(site / "output"): path.read_bytes() for path in _made(site / "output")}
    start = perf_counter()
    for path, content in output.items():
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_bytes(content)
    yield Line(f"write {len(output)} files, {sum(map(len, output.values())) / 1e6:.1f} MB", perf_counter() - start)


def _made(output: Path) -> Iterator[Path]:
    return (path for path in output.rglob("*") if path.is_file())


def _profile(site: Path, report: Path) -> Profile:
    for name in ("output", ".fanwire"):
        if (site / name).exists():
            shutil.move(site / name, report.with_name(f"old{name}"))
    options = subprocess.run((sys.executable, *BUILD, "--help"), cwd=site, check=True, stdout=subprocess.PIPE).stdout
    alone = ("--jobs", "1") if b"--jobs" in options else ()  # a worker's time would be missing
    command = (sys.executable, "-m", "cProfile", "-o", str(report), *BUILD, "--quiet", *alone)
    subprocess.run(command, cwd=site, check=True)
    return cast("Profile", vars(pstats.Stats(str(report)))["stats"])


def _functions(profile: Profile) -> list[Line]:
    lines = (
        Line(f"{name} ({_short(file)}:{line}), {calls} calls, {whole:.2f} s with callees", own)
        for (file, line, name), (_, calls, own, whole, _) in profile.items()
    )
    return sorted(lines, key=lambda line: line.seconds, reverse=True)


def _files(profile: Profile) -> list[Line]:
    owned = sorted((_short(file), own) for (file, _, _), (_, _, own, _, _) in profile.items())
    lines = (Line(name, sum(own for _, own in group)) for name, group in groupby(owned, key=lambda pair: pair[0]))
    return sorted(lines, key=lambda line: line.seconds, reverse=True)


def _short(file: str) -> str:
    return file.removeprefix(f"{ROOT}/").rpartition("site-packages/")[2]


if __name__ == "__main__":
    main()
