"""The race's command line: who races, and over what."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def race(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Import the race as its script does."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    for name in ("race", "corpus", "entrants", "meter", "stories"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return importlib.import_module("race")


def test_scenarios_are_chosen_by_a_word_and_start_with_a_clean_build(
    race: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    raced: list[tuple[object, ...]] = []

    def count(*given: object) -> dict[str, object]:
        raced.append(given)
        return {}

    monkeypatch.setattr(race, "_installed", lambda peers: [(peer, ()) for peer in peers])
    monkeypatch.setattr(race, "race", count)
    monkeypatch.setattr(race, "table", lambda _: "")
    race.main(["7", "--peers", "hugo", "--runs", "1", "--scenarios", "layout,body"])
    race.main(["7", "--peers", "hugo", "--runs", "1"])
    assert raced[0] == (7, {"hugo": ()}, 1, ["clean", "one body edited", "layout edited"])
    assert raced[1] == (7, {"hugo": ()}, 1, list(race.SCENARIOS))


def test_a_scenario_that_nobody_knows_is_an_error_that_lists_them(
    race: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        race.main(["--scenarios", "clean,bodies"])
    said = capsys.readouterr().err
    assert "nobody knows bodies" in said
    assert "one body edited" in said
