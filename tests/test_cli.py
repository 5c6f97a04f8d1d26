"""The command line as people and scripts meet it: what it prints, where, and with which exit status."""

import json
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from fanwire import __version__
from fanwire.cli import main

ROOT = Path(__file__).parents[1]
WORKING = ROOT / "tests/sites/old-addresses-lead-on"
BROKEN = ROOT / "tests/broken/no-date"


def run(*arguments: str | Path, module: str = "fanwire", cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a command as a user does, in a process of its own."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return subprocess.run(
        command, check=False, capture_output=True, text=True, cwd=cwd, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )


def build_in(folder: Path, *arguments: str, site: Path = WORKING) -> int:
    """Build one of the small sites into a folder, in this process."""
    try:
        return main(["--site", str(site), "--output", str(folder / "output"), *arguments])
    except SystemExit as end:  # argparse ends the process itself
        return int(end.code or 0)


# --- in a process of its own -----------------------------------------------------------------------------------------


def test_a_build_says_one_line_on_standard_output(tmp_path: Path) -> None:
    done = run("build", "--site", WORKING, "--output", tmp_path / "output", "--as-of", "2026-03-01")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
    assert done.stdout.startswith("1 article, ")
    assert "6 feeds in " in done.stdout


def test_problems_go_to_standard_error_with_status_1(tmp_path: Path) -> None:
    done = run("--site", BROKEN, "--output", tmp_path / "output")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (BROKEN / "expected.txt").read_text(encoding="utf-8")


def test_build_py_is_the_same_command(tmp_path: Path) -> None:
    command: list[str | Path] = [sys.executable, ROOT / "build.py", "--site", BROKEN, "--output", tmp_path / "output"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (1, (BROKEN / "expected.txt").read_text(encoding="utf-8"))


def test_without_arguments_the_site_of_this_folder_is_built(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "site.yaml").write_text("title: The Herald\nbase_url: https://herald.example/\n", encoding="utf-8")
    done = run(cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "output/index.html").is_file()


def test_a_reader_who_stops_reading_is_no_error(tmp_path: Path) -> None:
    arguments = f'-m fanwire --site "{WORKING}" --output "{tmp_path}/output"'
    command = ["bash", "-c", f'set -o pipefail; "{sys.executable}" {arguments} | true']
    assert subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT).stderr == ""


# --- what is printed -------------------------------------------------------------------------------------------------


def test_quiet_prints_nothing_when_all_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build_in(tmp_path, "--quiet") == 0
    assert capsys.readouterr() == ("", "")


def test_quiet_still_prints_problems(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build_in(tmp_path, "--quiet", site=BROKEN) == 1
    assert 'the key "date" is missing' in capsys.readouterr().err


def test_json_is_one_object_on_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build_in(tmp_path, "--json", "--as-of", "2026-03-01") == 0
    text = capsys.readouterr().out
    report = json.loads(text)
    assert text.count("\n") == 1
    assert {
        "articles",
        "pages",
        "feeds",
        "written",
        "unchanged",
        "removed",
        "rendered",
        "seconds",
        "warnings",
        "next_change",
        "changed",
        "gone",
    } <= set(report)
    assert report["articles"] == 1
    assert report["written"] == len([file for file in (tmp_path / "output").rglob("*") if file.is_file()])
    assert report["next_change"] is None
    assert all(seconds >= 0 for seconds in report["seconds"].values())


def test_json_says_when_the_site_next_changes_by_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scheduled = ROOT / "tests/sites/drafts-scheduled-and-expired-are-in-no-channel"
    assert build_in(tmp_path, "--json", "--as-of", "2026-03-01", site=scheduled) == 0
    assert (
        datetime.fromisoformat(json.loads(capsys.readouterr().out)["next_change"]).isoformat()
        == "2026-03-02T00:00:00+00:00"
    )


def test_json_prints_problems_as_text_on_standard_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build_in(tmp_path, "--json", site=BROKEN) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (BROKEN / "expected.txt").read_text(encoding="utf-8")


def test_explain_names_each_file_that_was_made_anew_and_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = shutil.copytree(WORKING, tmp_path / "site")
    command = ("--as-of", "2026-03-01", "--explain")
    build_in(tmp_path, *command, site=site)
    assert "2026/02/wrap/index.html: new\n" in capsys.readouterr().out
    build_in(tmp_path, *command, site=site)
    assert capsys.readouterr().out.count("\n") == 1
    (site / "static/press").mkdir(parents=True)
    (site / "static/press/notice.txt").write_text("Hello.\n", encoding="utf-8")
    build_in(tmp_path, *command, site=site)
    assert capsys.readouterr().out.startswith("press/notice.txt: new\n1 article, ")


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out == f"fanwire {__version__}\n"


# --- wrong use: status 2, and what would be right --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["--as-of", "soon"], 'expected a date such as 2026-08-22, got "soon"', id="a date in words"),
        pytest.param(
            ["--base-url", "herald.example"], "such as https://herald.example/", id="an address without scheme"
        ),
        pytest.param(["--base-url", "javascript:alert(1)"], "--base-url: expected", id="an address of no site"),
        pytest.param(
            ["--base-url", "https://me:secret@herald.example/"], "--base-url: expected", id="an address to log in"
        ),
        pytest.param(["--base-url", "https://herald.example/?x"], "--base-url: expected", id="an address with a query"),
        pytest.param(["--output", "{site}/content"], "would overwrite the site's own files", id="output in content"),
        pytest.param(["--output", "{site}"], "would overwrite the site's own files", id="output over the site"),
        pytest.param(["--output", "{site}/.."], "would overwrite the site's own files", id="output above the site"),
        pytest.param(["--output", "{site}/site.yaml"], "is a file: name a folder", id="output over a file"),
        pytest.param(["--site", "{site}/content"], "no site.yaml in", id="a folder that is no site"),
        pytest.param(["--site", "{site}/nowhere"], "no site.yaml in", id="a folder that isn't there"),
        pytest.param(["--jobs", "none"], 'expected a number from 1, got "none"', id="a number in words"),
        pytest.param(["--no-such-flag"], "unrecognized arguments: --no-such-flag", id="an unknown flag"),
        pytest.param(["bulid"], "invalid choice", id="an unknown command"),
    ],
)
def test_wrong_use_ends_with_status_2_and_a_word_of_help(
    arguments: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = [word.format(site=WORKING) for word in arguments]
    if said[0].startswith("--"):
        assert build_in(tmp_path, *said) == 2
    else:
        with pytest.raises(SystemExit, match="2"):
            main(said)
    text = capsys.readouterr()
    assert words in text.err
    assert "Traceback" not in text.err
    assert text.out == ""
    assert not (tmp_path / "output").exists()


def test_an_output_that_cannot_be_made_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert build_in(tmp_path / "file") == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_an_interrupted_build_ends_with_status_130(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("fanwire.pipeline.build", interrupt)
    assert build_in(tmp_path) == 130
    assert "the site is as it was" in capsys.readouterr().err
