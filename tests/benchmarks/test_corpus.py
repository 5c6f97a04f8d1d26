"""The race's made-up sites: the same everywhere, and readable by those who race."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest
import yaml

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
FLAVOURS = ("eleventy", "fanwire", "hugo", "pelican")


@pytest.fixture
def corpus(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Import the corpus maker as its scripts do."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    for name in ("corpus", "stories"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return importlib.import_module("corpus")


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_the_same_number_of_articles_gives_the_same_bytes(corpus: ModuleType, tmp_path: Path, flavour: str) -> None:
    corpus.write(tmp_path / "one", 6, flavour)
    corpus.write(tmp_path / "two", 6, flavour)
    assert _contents(tmp_path / "one") == _contents(tmp_path / "two")


def test_every_generator_gets_the_same_bodies(corpus: ModuleType, tmp_path: Path) -> None:
    bodies = set()
    for flavour in FLAVOURS:
        corpus.write(tmp_path / flavour, 4, flavour)
        texts = _articles(corpus, tmp_path / flavour, flavour)
        bodies.add(tuple(text.partition("\n\n")[2] for text in texts))
    assert len(bodies) == 1
    assert len(set(bodies.pop())) == 4


@pytest.mark.parametrize("flavour", ["eleventy", "fanwire", "hugo"])
def test_articles_are_front_matter_and_a_body(corpus: ModuleType, tmp_path: Path, flavour: str) -> None:
    corpus.write(tmp_path / "site", 8, flavour)
    for text in _articles(corpus, tmp_path / "site", flavour):
        before, head, body = text.split("---\n", 2)
        facts = yaml.safe_load(head)
        assert before == ""
        assert {"title", "date", "slug", "authors", "tags", "description"} <= facts.keys()
        assert 3 <= len(facts["tags"]) <= 5
        assert 250 < len(body.split()) < 1200
        assert "\n## " in body
        assert "\n| Episode | " in body


def test_an_added_article_is_newer_than_all_others(corpus: ModuleType) -> None:
    dates = [corpus.story(number, 5).date for number in range(6)]
    assert dates == sorted(set(dates))


def test_articles_link_only_to_older_ones(corpus: ModuleType) -> None:
    slugs = [corpus.story(number, 30).slug for number in range(30)]
    links = 0
    for number in range(30):
        body = corpus.story(number, 30).body
        named = [other for other, name in enumerate(slugs) if f"/articles/{name}/" in body]
        assert all(other < number for other in named)
        links += len(named)
        assert body.count("/articles/") == sum(body.count(f"/articles/{slugs[other]}/") for other in named)
    assert links > 10


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _articles(corpus: ModuleType, folder: Path, flavour: str) -> list[str]:
    files = sorted((folder / corpus.FLAVOURS[flavour].articles).glob("*.md"))
    return [file.read_text(encoding="utf-8") for file in files]
