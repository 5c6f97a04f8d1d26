"""What a person sees who made a mistake: each folder of tests/broken is a site with one, its name says which.

`expected.txt` in it is the exact text on standard error. To renew all of them after a change of words, and then to read
the difference: `UPDATE_EXPECTED=1 pytest tests/test_broken_sites.py`.
"""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from fanwire.cli import main

HERE = Path(__file__).parent / "broken"
CASES = sorted(folder.name for folder in HERE.iterdir())


def add_symbolic_links(site: Path) -> None:
    """Lead out of the site in two ways: by a text and by a folder of pictures."""
    (site.parent / "secret.md").write_text("---\ntitle: Secret\ndate: 2026-02-22\n---\n", encoding="utf-8")
    (site / "content/articles/secret.md").symlink_to(site.parent / "secret.md")
    (site / "static").mkdir()
    (site / "static/pictures").symlink_to(site.parent, target_is_directory=True)
    (site / "templates").mkdir()
    (site / "templates/404.html").symlink_to(site.parent / "secret.md")


def link_the_folders(site: Path) -> None:
    """Put links in the place of all three folders."""
    for name in ("content", "static", "templates"):
        folder = site.parent / f"elsewhere-{name}"
        folder.mkdir()
        shutil.rmtree(site / name, ignore_errors=True)
        (site / name).symlink_to(folder, target_is_directory=True)


def add_fifo(site: Path) -> None:
    """Put a pipe where a picture should be; reading it would never end."""
    os.mkfifo(site / "content/articles/hero.svg")


def add_nested_brackets(site: Path) -> None:
    """Nest lists so deep that a YAML library which recurses dies of it."""
    (site / "content/articles").mkdir(parents=True)
    text = f"---\ntitle: Deep\ndate: 2026-02-22\ntags: {'[' * 25_000}\n---\n"
    (site / "content/articles/deep.md").write_text(text, encoding="utf-8")


def add_names_of_other_encodings(site: Path) -> None:
    """Name files in bytes that are no UTF-8, as archives from old systems do."""
    (site / "static").mkdir()
    for name in (b"content/articles/caf\xe9.md", b"static/\xff.txt"):
        Path(os.fsdecode(os.fsencode(site) + b"/" + name)).write_text("---\ntitle: x\n---\n", encoding="utf-8")


# What git doesn't keep, or would keep at a price, is made on the spot.
MADE_ON_THE_SPOT: Mapping[str, Callable[[Path], None]] = {
    "symbolic-link": add_symbolic_links,
    "symbolic-link-in-the-place-of-a-folder": link_the_folders,
    "fifo": add_fifo,
    "file-name-not-utf-8": add_names_of_other_encodings,
    "nested-brackets": add_nested_brackets,
}


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_named_with_file_line_and_remedy(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, output, expected = tmp_path / "site", tmp_path / "output", HERE / case / "expected.txt"
    shutil.copytree(HERE / case, site, ignore=shutil.ignore_patterns("expected.txt"))
    if case in MADE_ON_THE_SPOT:
        MADE_ON_THE_SPOT[case](site)

    status = main(["build", "--site", str(site), "--output", str(output), "--as-of", "2026-03-01"])

    said = capsys.readouterr()
    if os.environ.get("UPDATE_EXPECTED"):
        expected.write_text(said.err, encoding="utf-8")
    assert said.err == expected.read_text(encoding="utf-8")
    assert (status, said.out) == (1, "")
    assert not output.exists()
