"""`init`: a new site, in an empty folder only, that builds at once."""

import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

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


ARTICLE = "2022/03/nosferatu-at-one-hundred/index.html"


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


def run(folder: Path, *arguments: str) -> str:
    """Run a command in a site by the site's own build.py, as its owner does."""
    command = [sys.executable, "build.py", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_new_site_builds_at_once(tmp_path: Path) -> None:
    init(tmp_path)
    assert run(tmp_path).startswith("1 article, ")
    page = (tmp_path / "output" / ARTICLE).read_text(encoding="utf-8")
    assert "Nosferatu is one hundred years old today" in page
    assert "private note" not in page


def test_each_kind_of_text_that_was_started_builds_too(tmp_path: Path) -> None:
    init(tmp_path)
    run(tmp_path, "new", "show", "Häxan: Witchcraft Through the Ages")
    run(tmp_path, "new", "person", "Conrad Veidt")
    run(tmp_path, "new", "author", "Night desk")
    run(tmp_path, "new", "page", "Corrections policy")
    said = run(tmp_path, "new", "article", "A print: found & restored?", "--show", "nosferatu", "--date", "2024-02-29")
    assert said.startswith("content/articles/2024-02-29-a-print-found-restored.md")
    run(tmp_path)
    made = files(tmp_path / "output")
    assert {
        "2024/02/a-print-found-restored/index.html",
        "authors/night-desk/index.html",
        "corrections-policy/index.html",
        "people/conrad-veidt/index.html",
        "shows/häxan-witchcraft-through-the-ages/index.html",
    } <= made


def test_a_new_site_is_previewed_and_follows_its_files(tmp_path: Path) -> None:
    init(tmp_path)
    command = [sys.executable, "-u", "build.py", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as serving:
        assert serving.stdout
        try:
            assert serving.stdout.readline().startswith("1 article, ")
            address = serving.stdout.readline().split()[4]
            run(tmp_path, "new", "page", "Contact")
            assert serving.stdout.readline() == "content/pages/contact.md changed\n"
            assert "1 article, " in serving.stdout.readline()
            with urlopen(f"{address}contact/") as page:  # noqa: S310 -- our own server
                assert f'href="{address}contact/"' in page.read().decode()
        finally:
            serving.send_signal(signal.SIGINT)
        assert serving.communicate(timeout=30)[0] == "", "nothing was built but for the one change"
        assert serving.returncode == 130
