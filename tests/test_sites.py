"""Whole sites: each folder of tests/sites is one, its name says what it shows, its `expect.txt` what must come out.

An expect.txt reads like this:

arguments: --drafts                     more words for the command line
/2026/02/wrap/                          an address of the built site, and below it
    has <h1 id="x">                     a piece of the file, spaces and line ends aside
    lacks javascript:                   what must not be in it
    reads By The desk                   the same for what a reader sees, without tags
    tells first ... then ... last       the same, several in this order
/drafts/secret/
    is not there
anywhere
    lacks LAVENDER                      in no file and in no file's name
anywhere but .ics
    lacks <b>                           in no other kind of file
"""

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
import yaml

from fanwire.cli import main
from tests.crawl import broken_links, loaded_from_elsewhere

HERE = Path(__file__).parent / "sites"
CASES = sorted(folder.name for folder in HERE.iterdir())


@pytest.mark.parametrize("case", CASES)
def test_a_site_comes_out_as_expected(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site, output = tmp_path / "site", tmp_path / "output"
    shutil.copytree(HERE / case, site, ignore=shutil.ignore_patterns("expect.txt"))
    arguments, expected = script((HERE / case / "expect.txt").read_text(encoding="utf-8"))
    command = ["build", "--quiet", "--site", str(site), "--output", str(output), "--as-of", "2026-03-01", *arguments]

    status = main(command)

    assert (status, capsys.readouterr().err) == (0, "")
    assert [line for line, met in checked(expected, output) if not met] == []
    base_url = yaml.safe_load((site / "site.yaml").read_text(encoding="utf-8"))["base_url"].rstrip("/") + "/"
    assert broken_links(output, base_url) == []
    assert loaded_from_elsewhere(output, base_url) == []


def script(text: str) -> tuple[list[str], list[tuple[str, str, str]]]:
    """Read an expect.txt: `[("/2026/02/wrap/", "has", "<h1>")]` and the arguments."""
    arguments: list[str] = []
    expected: list[tuple[str, str, str]] = []
    address = ""
    for line in text.splitlines():
        if line.startswith("arguments:"):
            arguments = line.removeprefix("arguments:").split()
        elif line.startswith("    "):
            verb, _, words = line.strip().partition(" ")
            expected.append((address, verb, words))
        elif line and not line.startswith("#"):
            address = line.strip()
    assert expected, "a site without expectations proves nothing"
    return arguments, expected


def checked(expected: list[tuple[str, str, str]], output: Path) -> Iterator[tuple[str, bool]]:
    """Tell of each expectation whether it is met."""
    files = {f"/{file.relative_to(output).as_posix()}": file for file in output.rglob("*") if file.is_file()}
    for address, verb, words in expected:
        file = files.get(f"{address}index.html" if address.endswith("/") else address)
        if address.startswith("anywhere"):
            but = address.removeprefix("anywhere").removeprefix(" but ") or "/"  # which no name ends with
            searched = {name: each for name, each in files.items() if not name.endswith(but)}
            everything = b"\n".join(
                [*(name.encode() for name in searched), *(each.read_bytes() for each in searched.values())]
            )
            met = words.encode() not in everything
        else:
            met = holds(verb, words, file.read_text(encoding="utf-8") if file else None)
        yield f"{address} {verb} {words}", met


def holds(verb: str, words: str, text: str | None) -> bool:
    """Check one expectation of one file; None is a file that isn't there."""
    if verb == "is":
        return text is None
    if text is None:
        return False
    raw = " ".join(text.split())
    seen = " ".join(unescape(re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", "", text, flags=re.DOTALL)).split())
    match verb:
        case "has":
            return words in raw
        case "lacks":
            return words not in raw
        case "reads":
            return words in seen
        case "tells":
            return re.search(".*".join(map(re.escape, words.split(" ... "))), seen) is not None
        case _:
            pytest.fail(f"expect.txt: no such verb: {verb}")
