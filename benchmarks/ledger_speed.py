"""Measure the ledger: 500 made-up shows with 200 lines each, read and derived for one day.

Run it with `python benchmarks/ledger_speed.py [SHOWS] [LINES]`. The budget is 2 seconds for deriving.
"""

import random
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter, process_time
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))

from fanwire.newsroom.answers import known
from fanwire.newsroom.ledger_lines import Register, ledger_from
from fanwire.newsroom.standing import derive, next_change
from fanwire.records.ledger import Ledger
from fanwire.records.matter import SourceMatter

TODAY = date(2026, 11, 20)
SOURCES = {
    "streamer": SourceMatter("The streamer", "official"),
    "studio": SourceMatter("The studio", "producer"),
    "agency": SourceMatter("An agency", "agency"),
    **{f"paper-{n}": SourceMatter(f"Paper {n}", "press") for n in range(6)},
    **{f"portal-{n}": SourceMatter(f"Portal {n}", "aggregator") for n in range(6)},
}
LEVELS = ("speculated", "rumoured", "rumoured", "reported", "reported", "on-record", "official", "denied", "disputed")
QUESTIONS = {
    "status": ("renewed", "filming", "post-production"),
    "renewed": ("2023", "2023-03", "2023-04-02"),
    "filming-start": ("2023", "2024", "2024-H2", "2024-10", "2025-Q1"),
    "filming-end": ("2025", "2025-06", "2025-06-10", "2025-06-11"),
    "release": ("2024", "2025", "2025-H2", "2026", "2026-Q4", "2026-12", "2026-12-18", "2027?", "2024-05/2024-08"),
    "cast": tuple(f"person-{n}" for n in range(30)),
    "platform": ("Here", "There"),
    "episodes": ("8", "10", "12"),
}
_T = TypeVar("_T")


def made_up(lines: int, chance: random.Random) -> dict[str, object]:
    """Make the plain values of a ledger with two seasons and so many lines."""
    tree: dict[str, dict[str, list[dict[str, str]]]] = {"s1": {}, "s2": {}}
    for number in range(lines):
        question = chance.choice(tuple(QUESTIONS))
        day = date.fromordinal(date(2022, 6, 1).toordinal() + number * 1500 // lines)
        line = {
            "says": chance.choice(QUESTIONS[question]),
            "as": chance.choice(LEVELS),
            "date": day.isoformat(),
            "by": chance.choice(tuple(SOURCES)),
            "url": "https://paper.example/1",
        }
        if question == "release" and chance.random() < 0.2:  # noqa: PLR2004 - some answers rest on others
            line["needs"] = f"filming-start {chance.choice(QUESTIONS['filming-start'])}"
        tree[chance.choice(("s1", "s2"))].setdefault(question, []).append(line)
    return dict(tree)


def timed(name: str, work: Callable[[], _T]) -> _T:
    """Do the work and print how long it took, and how much of that the processor worked for it."""
    clock, processor = perf_counter(), process_time()
    result = work()
    print(f"{name:18} {perf_counter() - clock:6.2f} s, {process_time() - processor:6.2f} s of the processor")
    return result


def main(shows: int, lines: int) -> None:
    """Measure reading, deriving, the next change and the words."""
    chance = random.Random(20220128)  # noqa: S311 - made-up lines, the same ones each time
    trees = [made_up(lines, chance) for _ in range(shows)]
    print(f"{shows} shows with {lines} lines each, as of {TODAY}")
    register = Register(SOURCES)

    def ledgers() -> list[Ledger]:
        return [ledger_from(f"show-{number}", tree, {}, register)[0] for number, tree in enumerate(trees)]

    made = timed("lines to ledgers", ledgers)
    states = timed("derive", lambda: [derive(ledger, TODAY) for ledger in made])
    timed("next change", lambda: [next_change(ledger, TODAY) for ledger in made])
    timed("words", lambda: [known(q, {}) for show in states for season in show for q in season.questions])


if __name__ == "__main__":
    main(*map(int, [*sys.argv[1:3], *("500", "200")[len(sys.argv[1:3]) :]]))
