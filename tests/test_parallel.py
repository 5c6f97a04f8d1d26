"""Worker processes: the same bytes and problems for any number; none outlives its build; no document hangs it."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

import fanwire.workers
from fanwire.cli import main
from fanwire.errors import EnvironmentProblem, SiteProblems
from fanwire.pipeline import build
from fanwire.read import texts
from fanwire.read.folders import TextFile
from fanwire.records.config import Options
from fanwire.render import waves

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 3, 1, tzinfo=UTC)
SLOW = """
import os, sys, time
import fanwire.read.texts as texts
real = texts.parse_texts
def slow(*arguments):
    open(os.path.join(sys.argv[2], str(os.getpid())), "w").close()
    time.sleep(20)
    return real(*arguments)
texts.parse_texts = slow
slow.__module__, slow.__qualname__ = "fanwire.read.texts", "parse_texts"
from fanwire.cli import main
sys.exit(main(["--quiet", "--jobs", "2", "--site", sys.argv[1]]))
"""


def write(file: Path, text: str) -> None:
    """Write a file, and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Make a site that is worth worker processes: 120 short articles."""
    root = tmp_path / "site"
    write(root / "site.yaml", "title: Herald\nbase_url: https://herald.example/\n")
    for number in range(120):
        head = f"title: Story {number}\ndate: 2026-02-{1 + number % 27:02}\ntags: [tag-{number % 5}]"
        write(root / f"content/articles/story-{number}.md", f"---\n{head}\n---\n\nText *{number}* and a||secret||.\n")
    return root


def files(folder: Path) -> dict[str, bytes]:
    """Read a folder whole."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def alive(process: int) -> bool:
    """Tell whether a process runs; one that ended and waits for its parent doesn't."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_any_number_of_jobs_makes_the_same_bytes_and_tells_the_same_progress(site: Path, tmp_path: Path) -> None:
    told = {}
    for jobs in (1, 2, 4):
        steps: list[tuple[str, int, int]] = []
        build(site, Options(NOW, tmp_path / f"{jobs}/output", jobs=jobs), lambda *step, told=steps: told.append(step))
        told[jobs] = steps
    assert files(tmp_path / "1/output") == files(tmp_path / "2/output") == files(tmp_path / "4/output")
    assert told[1] == told[2] == told[4]
    assert told[1][-1][1] == told[1][-1][2]


def test_one_crew_of_workers_after_the_other_makes_the_same_bytes(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(site, Options(NOW, tmp_path / "1/output", jobs=1))
    real, crews = fanwire.workers._crew, []  # noqa: SLF001

    def crew(count: int, shared: object) -> Executor:
        crews.append(shared)
        return real(count, shared)

    monkeypatch.setattr(fanwire.workers, "_crew", crew)
    monkeypatch.setattr(waves, "_WAVE", 120)
    steps: list[tuple[str, int, int]] = []
    report = build(site, Options(NOW, tmp_path / "2/output", jobs=2), lambda *step: steps.append(step))
    assert len(crews) == 3, "one that reads, two that render"
    assert steps[-1] == ("render", report.rendered, report.rendered)
    assert files(tmp_path / "1/output") == files(tmp_path / "2/output")


def test_any_number_of_jobs_makes_the_same_of_another_template(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waves, "_WAVE", 120)
    layout = (ROOT / "templates/base.html").read_text(encoding="utf-8")
    told = {}
    for jobs in (1, 2, 4):
        steps: list[tuple[str, int, int]] = []
        options = Options(NOW, tmp_path / f"{jobs}/output", jobs=jobs)
        for words in ("", "Other words."):
            write(site / "templates/base.html", layout.replace("</footer>", f"{words}</footer>"))
            time.sleep(0.15)  # until the files are older than the clock's grain
            steps.clear()
            report = build(site, options, lambda *step, told=steps: told.append(step))
            assert ("plan" in report.seconds) == (not words)
            assert steps[-1][1] == report.rendered
        told[jobs] = steps
    build(site, Options(NOW, tmp_path / "clean/output", jobs=2))
    made = [files(tmp_path / f"{name}/output") for name in (1, 2, 4, "clean")]
    assert all(each == made[-1] for each in made)
    assert told[1] == told[2] == told[4]


def test_any_number_of_jobs_finds_the_same_problems(site: Path, tmp_path: Path) -> None:
    for number in range(0, 120, 7):
        write(
            site / f"content/articles/story-{number}.md", f"---\ntitle: Story {number}\ntagz: [x]\n---\n\n[a](b.md)\n"
        )
    found = []
    for jobs in (1, 2, 4):
        with pytest.raises(SiteProblems) as caught:
            build(site, Options(NOW, tmp_path / f"{jobs}/output", jobs=jobs))
        found.append(str(caught.value))
    assert found[0] == found[1] == found[2]
    assert found[0].count("tagz") == 18


def test_any_number_of_jobs_finds_the_same_mistakes_of_templates(site: Path, tmp_path: Path) -> None:
    time.sleep(0.15)  # until the files are older than the clock's grain
    build(site, Options(NOW, tmp_path / "3/output", jobs=3))  # this one has recipes at hand then, the other hasn't
    write(site / "templates/article.html", "{% if page.article.card.title == 'Story 7' %}{{ nothing }}{% endif %}")
    found = []
    for jobs in (1, 3):
        with pytest.raises(SiteProblems) as caught:
            build(site, Options(NOW, tmp_path / f"{jobs}/output", jobs=jobs))
        found.append(str(caught.value))
    assert found[0] == found[1]
    assert "templates/article.html:1" in found[0]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes as Linux shows them")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "kill -9"])
def test_workers_end_with_their_build(how: signal.Signals, site: Path, tmp_path: Path) -> None:
    old = files(site)
    seen = tmp_path / "seen"
    seen.mkdir()
    child = subprocess.Popen(
        [sys.executable, "-c", SLOW, site, seen], cwd=ROOT, start_new_session=True, stderr=subprocess.PIPE, text=True
    )
    while len(list(seen.iterdir())) < 2:
        time.sleep(0.02)
        assert child.poll() is None
    processes = [int(path.name) for path in seen.iterdir()]
    assert child.pid not in processes
    if how == signal.SIGINT:
        os.killpg(child.pid, how)  # as a terminal does
    else:
        child.kill()
    _, said = child.communicate(timeout=10)
    limit = time.monotonic() + 5
    while any(map(alive, processes)) and time.monotonic() < limit:
        time.sleep(0.02)
    assert not any(map(alive, processes))
    assert child.returncode == (130 if how == signal.SIGINT else -how)
    assert "Traceback" not in said
    assert {name: content for name, content in files(site).items() if not name.startswith(".fanwire")} == old
    build(site, Options(NOW, jobs=1))  # the lock is free


def test_a_worker_ended_from_outside_is_one_clear_error(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "_document", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(EnvironmentProblem, match="a worker process was ended from outside"):
        build(site, Options(NOW, jobs=2))
    assert not (site / "output").exists()


# --- documents that hang, and documents without a bottom -------------------------------------------------------------


def test_a_document_that_hangs_is_a_problem_with_its_name(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(texts, "_SECONDS", 0.2)
    write(site / "content/articles/brackets.md", "---\ntitle: B\ndate: 2026-02-01\n---\n\n" + "[" * 60_000)
    real = texts._document  # noqa: SLF001

    def hang(text: TextFile, *arguments: object) -> object:
        while text.file.endswith("brackets.md"):
            try:
                time.sleep(0.01)
            except Exception:  # as a library may
                if arguments in seen:
                    raise
                seen.append(arguments)
        return real(text, *arguments)  # type: ignore[arg-type]

    seen: list[object] = []
    monkeypatch.setattr(texts, "_document", hang)
    assert main(["--site", str(site), "--jobs", "1"]) == 1
    assert capsys.readouterr().err.startswith("content/articles/brackets.md  takes longer than 0 s to convert")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_document_without_a_bottom_is_read_or_a_problem_with_its_name(
    jobs: str, site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "_SECONDS", 1.0)
    deep = {
        "definitions": "\n".join(f"term {number}\n: what it is\n" for number in range(600)),
        "quotes": ">" * 2000 + " x",
        "spaced quotes": "> " * 2000 + "x",
        "lists": "\n".join("    " * depth + "- x" for depth in range(1500)),
        "spoilers": "/// spoiler | s1e1\n\n" * 300 + "x\n\n" + "///\n\n" * 300,
        "emphasis": "*a **b " * 3000,
    }
    for name, text in deep.items():
        write(
            site / f"content/articles/{name.replace(' ', '-')}.md", f"---\ntitle: D\ndate: 2026-02-01\n---\n\n{text}\n"
        )
    status = main(["--quiet", "--site", str(site), "--jobs", jobs])
    said = capsys.readouterr().err
    assert status in {0, 1}
    assert "Traceback" not in said
    lines = [line for line in said.splitlines() if line and not line.startswith(("    hint:", " "))]
    assert all(line.startswith("content/articles/") for line in lines[:-1])
    assert status == 0 or "nothing was written" in lines[-1]


# --- a build with nothing to do --------------------------------------------------------------------------------------


def libraries_loaded(site: Path) -> set[str]:
    """Build a site in a process of its own, and name all that was imported there."""
    code = (
        "import sys; from fanwire.cli import main;"
        "code = main(['--quiet', '--as-of', '2026-03-01', '--site', sys.argv[1]]);"
        "print(*sorted({name.partition('.')[0] for name in sys.modules})); sys.exit(code)"
    )
    # Measuring coverage loads libraries of its own.
    bare = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    time.sleep(0.15)  # until the files are older than the clock's grain
    command = [sys.executable, "-c", code, str(site)]
    result = subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True, check=True, timeout=60)
    return set(result.stdout.split())


def test_a_build_with_nothing_changed_loads_no_large_library(site: Path) -> None:
    assert {"jinja2", "markdown"} <= libraries_loaded(site)
    large = {"jinja2", "markdown", "yaml", "lxml", "babel", "feedgen", "pydantic", "PIL", "multiprocessing"}
    assert libraries_loaded(site) & (large | {"msgspec", "pathlib", "hashlib", "sqlite3"}) == set()


def test_a_build_after_a_change_of_settings_reads_no_text_and_no_picture_again(site: Path) -> None:
    (site / "static").mkdir()
    Image.new("RGB", (32, 18)).save(site / "static/hero.png")
    first = libraries_loaded(site)
    assert {"markdown", "PIL"} <= first
    assert "pydantic" not in first  # nothing is wrong
    write(site / "site.yaml", "title: Gazette\nbase_url: https://herald.example/\n")
    assert libraries_loaded(site) & {"markdown", "yaml", "pydantic", "PIL"} == set()


def test_a_build_after_a_change_of_a_template_reads_no_file_of_content(site: Path) -> None:
    libraries_loaded(site)
    write(site / "templates/404.html", "Not here.")
    assert libraries_loaded(site) & {"markdown", "yaml", "pydantic", "PIL", "feedgen"} == set()
    assert (site / "output/404.html").read_text(encoding="utf-8") == "Not here."


def test_verify_tells_how_many_files_are_equal_and_names_those_that_are_not(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["--site", str(site), "--jobs", "1", "--as-of", "2026-03-01", "--verify"]
    assert main(command) == 0
    count = len(files(site / "output"))
    assert f"\nverified: {count} files equal a clean build\n" in capsys.readouterr().out
    for module in ("beside", "edited"):  # a fault of Fanwire's own, so to say
        monkeypatch.setattr(f"fanwire.{module}.damaged", lambda *_: frozenset())
    page = site / "output/2026/02/story-7/index.html"
    page.write_bytes(page.read_bytes().replace(b"Text", b"Test"))
    (site / "output/robots.txt").unlink()
    assert main(command) == 1
    said = capsys.readouterr().err
    assert "2026/02/story-7/index.html:" in said
    assert "robots.txt  is missing\n" in said
    assert f"2 files differ from a clean build, {count - 2} are equal.\n" in said
    assert not list((site / ".fanwire").rglob("verify-*"))
