"""`init`: a new site, in an empty folder only, that builds at once."""

from pathlib import Path

import pytest

from fanwire.desk.starter import init
from fanwire.errors import EnvironmentProblem, UsageError

LAYOUT = {
    ".gitignore",
    "README.md",
    "build.py",
    "site.yaml",
    "content/sources.yaml",
    "content/articles/2022-03-04-nosferatu-at-one-hundred.md",
    "content/authors/the-desk.md",
    "content/pages/about.md",
    "content/people/max-schreck.md",
    "content/shows/nosferatu/index.md",
    "static/.gitkeep",
    "templates/.gitkeep",
}


def files(folder: Path) -> set[str]:
    """Name all files of a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_new_site_has_the_usual_layout(tmp_path: Path) -> None:
    made = init(tmp_path / "deep" / "site")
    assert files(tmp_path / "deep" / "site") == LAYOUT
    assert {path.relative_to(tmp_path / "deep" / "site").as_posix() for path in made} == LAYOUT


def test_a_folder_with_git_in_it_is_new_enough(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    init(tmp_path)
    assert files(tmp_path) == LAYOUT


def test_a_folder_that_is_not_empty_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"is not empty \(it has notes\.txt\)"):
        init(tmp_path)
    assert files(tmp_path) == {"notes.txt"}


def test_a_file_is_no_folder_for_a_site(tmp_path: Path) -> None:
    (tmp_path / "site").touch()
    with pytest.raises(UsageError, match="is a file"):
        init(tmp_path / "site")


def test_a_folder_that_cannot_be_made_is_the_machines_problem(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EnvironmentProblem, match="can't be written"):
        init(tmp_path / "file" / "site")
