"""The commands `check` and `audit` as people and scripts meet them."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from fanwire.cli import main
from fanwire.newsroom.checks.rules import CODES

ROOT = Path(__file__).parents[1]
BROKEN = ROOT / "tests/broken/no-date"
SITE = {
    "site.yaml": "title: Test\nbase_url: https://test.example/\n",
    "content/authors/me.md": "---\nname: Me\n---\n",
    "content/sources.yaml": "netflix: {name: Netflix, tier: official}\nblog: {name: A Blog, tier: unsourced}\n",
    "content/people/park-ji-hu.md": "---\nname: Park Ji-hu\n---\n",
    "content/people/lomon.md": "---\nname: Lomon\n---\n",
    "content/shows/hyosan/index.md": """---
title: The School of Hyosan
kind: series
not_titles: [The Hyosan School]
seasons:
  s1: {cast: {main: [{person: park-ji-hu, as: Nam On-jo}, {person: lomon, as: Lee Su-hyeok}]}}
  s2: {cast: {main: [{person: park-ji-hu, as: Nam On-jo}]}}
---
""",
    "content/shows/hyosan/ledger.yaml": """s2:
  release:
    - {says: 2026, as: rumoured, date: 2026-01-05, by: blog, url: "https://blog.example/"}
""",
}


def site(folder: Path, **texts: str) -> Path:
    """Make a site with articles by their names, head and body; `ledger` takes the place of its ledger."""
    files = SITE | {f"content/articles/{name}.md": f"---\n{text}" for name, text in texts.items() if name != "ledger"}
    if "ledger" in texts:
        files["content/shows/hyosan/ledger.yaml"] = texts["ledger"]
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


HEAD = "title: {title}\ndate: 2026-02-01\nauthors: [me]\nshows: [hyosan]\n---\n"


def checked(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Run `check` on a site and give its status and what it printed."""
    status = main(["check", "--site", str(folder), *arguments])
    return status, capsys.readouterr().out


def test_a_site_with_nothing_to_say_about_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(site(tmp_path), capsys, "--strict") == (0, "0 warnings in 4 files\n")


def test_findings_name_file_line_code_and_hint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = HEAD.format(title="Season 2 delayed") + "\nIt is late.\n\nLomon plays Nam On-jo,\nand comes this year.\n"
    status, out = checked(site(tmp_path, wrap=text), capsys)
    assert status == 0
    places = re.findall(r"^(\S+)  (FW\d+)", out, re.MULTILINE)
    file = "content/articles/wrap.md"
    assert places == [(f"{file}:2:8", "FW201"), (f"{file}:10:1", "FW501"), (f"{file}:11:11", "FW301")]
    assert out.count("    hint: ") == 3
    assert out.endswith("3 warnings in 5 files\n")


def test_strict_ends_with_status_1_for_warnings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = HEAD.format(title="Wrap") + "It comes this year.\n"
    assert checked(site(tmp_path, wrap=text), capsys, "--strict")[0] == 1


def test_drafts_are_looked_at_before_they_are_public(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = HEAD.format(title="Wrap\ndraft: true") + "It comes this year.\n"
    assert "FW301" in checked(site(tmp_path, wrap=text), capsys)[1]


def test_a_silence_is_counted_and_the_finding_is_gone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = HEAD.format(title="Wrap") + "It comes this year. %% fw: ignore FW301 because of its date %%\n"
    assert checked(site(tmp_path, wrap=text), capsys, "--strict") == (0, "0 warnings in 5 files; 1 silenced\n")


def test_lines_of_ledgers_are_reported_and_silenced_by_comments(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = """s2:
  release:
    - {says: 2025, as: reported, date: 2024-01-05, by: blog, url: "https://blog.example/"}
    - {says: 2026, as: rumoured, date: 2026-01-05, by: blog}
    - {says: 2027, as: rumoured, date: 2026-01-06, by: blog}  # fw: ignore FW102 because the page is gone
    # fw: ignore FW102 because it was said on air
    - {says: 2028, as: rumoured, date: 2026-01-07, by: blog}
"""
    status, out = checked(site(tmp_path, ledger=lines), capsys)
    assert re.findall(r":(\d+):\d+  (FW\d+)", out) == [("3", "FW101"), ("4", "FW102")]
    assert (status, out.splitlines()[-1]) == (0, "2 warnings in 4 files; 2 silenced")


def test_a_site_that_cannot_be_built_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    status, out = checked(BROKEN, capsys)
    assert status == 1
    assert "FW001" in out
    assert out.endswith("1 error and 0 warnings in 1 file\n")


def test_json_is_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = HEAD.format(title="Wrap") + "It comes this year.\n"
    told = json.loads(checked(site(tmp_path, wrap=text), capsys, "--format", "json")[1])
    (found,) = told["findings"]
    assert (found["file"], found["line"], found["column"]) == ("content/articles/wrap.md", 7, 10)
    assert (found["code"], found["severity"]) == ("FW301", "warning")
    assert (told["errors"], told["files"], told["silenced"]) == (0, 5, 0)


def test_github_gets_annotations_on_one_line_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = HEAD.format(title="Wrap") + "It comes this year.\n"
    first, last = checked(site(tmp_path, wrap=text), capsys, "--format", "github")[1].splitlines()
    assert first.startswith("::warning file=content/articles/wrap.md,line=7,col=10,title=FW301 ")
    assert first.count("::") == 2
    assert "%0Aname the year" in first
    assert last == "1 warning in 5 files"


def test_sarif_names_its_rules_and_places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = HEAD.format(title="Wrap") + "It comes this year.\n"
    told: Any = json.loads(checked(site(tmp_path, wrap=text), capsys, "--format", "sarif")[1])
    run = told["runs"][0]
    assert told["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(CODES)
    (result,) = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "FW301"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/articles/wrap.md"
    assert place["region"] == {"startLine": 7, "startColumn": 10}


def test_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(site(tmp_path).rglob("*"))
    checked(tmp_path, capsys)
    assert sorted(tmp_path.rglob("*")) == before


def test_the_demonstration_site_is_right_about_names_casts_and_titles(capsys: pytest.CaptureFixture[str]) -> None:
    status, out = checked(ROOT, capsys, "--format", "json")
    found = json.loads(out)["findings"]
    assert status == 0
    ledger = "content/shows/all-of-us-are-dead/ledger.yaml"
    assert {each["code"] for each in found if each["file"] == ledger} == {"FW101", "FW102"}
    assert [each for each in found if each["file"] != ledger] == []


def test_each_code_is_explained_in_the_docs_in_the_same_words() -> None:
    text = (ROOT / "docs/check.md").read_text(encoding="utf-8")
    assert dict(re.findall(r"^\| `(FW\d+)` \| (.*) \|$", text, re.MULTILINE)) == CODES


def test_audit_lists_elements_claims_and_defects(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        """<!doctype html><title>Season 2 | A Blog</title><meta name="description" content="All about it.">
<script>document.write("Season 2 comes in 2031")</script>
<h1>Season 2 arrives in 2026</h1>
<p>By Jane Roe</p>
<p>According to Netflix, season 2 of <i>The Hyosan School</i> comes out on 6 December 2026.</p>
<table><tr><td>a</td></tr></table>
""",
        encoding="utf-8",
    )
    assert main(["audit", str(page)]) == 0
    alone = capsys.readouterr().out
    assert re.search(r"headline +Season 2 arrives in 2026\n +dek +All about it\.", alone)
    assert re.search(r"by-line +Jane Roe\n +tables +1\n +links +0", alone)
    assert "s2, release: 2026-12-06; reported; Netflix" in alone
    assert "page.html:5:1  FW302" in alone
    assert "2031" not in alone
    assert main(["audit", str(page), "--site", str(site(tmp_path / "site"))]) == 0
    beside = capsys.readouterr().out
    assert "FW401" in beside
    assert "FW401" not in alone


def test_audit_puts_the_ledgers_answer_beside_a_claim(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.txt"
    page.write_text("The School of Hyosan\n\nSeason 2 is announced for May 2026, Netflix said.\n", encoding="utf-8")
    assert main(["audit", str(page), "--site", str(site(tmp_path / "site"))]) == 0
    out = capsys.readouterr().out
    assert "s2, release: 2026-05; official; Netflix\n      ledger: no official date; rumour 2026" in out


def test_audit_reads_the_rows_of_a_table(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    row = "<tr><td>Park Ji-hu</td><td>{part}</td></tr>"
    page.write_text(
        f"<h1>The cast of All of Us Are Dead</h1><table>{row}</table>".format(part="Lee Cheong-san"), "utf-8"
    )
    assert main(["audit", str(page), "--site", str(ROOT)]) == 0
    assert "FW501 Park Ji-hu does not play Lee Cheong-san" in capsys.readouterr().out
    page.write_text(f"<h1>The cast of All of Us Are Dead</h1><table>{row}</table>".format(part="Nam On-jo"), "utf-8")
    assert main(["audit", str(page), "--site", str(ROOT)]) == 0
    assert "FW501" not in capsys.readouterr().out


def test_a_strangers_page_cannot_speak_to_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.txt"
    page.write_text("A \x1b[2J title\n\nSeason 2 \x1b[31m comes out in 2026.\n", encoding="utf-8")
    assert main(["audit", str(page)]) == 0
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, b"\0\1\2"], ids=["no file", "no text"])
def test_audit_of_no_page_is_wrong_use(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.html"
    if content is not None:
        page.write_bytes(content)
    assert main(["audit", str(page)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def recorded(folder: Path, capsys: pytest.CaptureFixture[str], **texts: str) -> Path:
    """Make a site, and record it."""
    made = site(folder, **texts)
    assert main(["record", "--site", str(made)]) == 0
    capsys.readouterr()
    return made


def test_it_tells_what_subscribers_will_receive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = (HEAD.format(title=title) + f"{title}.\n" for title in ("One", "Two"))
    made = recorded(tmp_path, capsys, one=one, two=two)
    assert checked(made, capsys)[1].splitlines()[0] == "subscribers: 0 new items, 0 updated, 0 sent again"
    site(made, one=one.replace("title: One", "title: One, in other words"), three=HEAD.format(title="Three") + "3.\n")
    status, out = checked(made, capsys)
    assert (status, out.splitlines()[0]) == (0, "subscribers: 1 new item, 1 updated, 0 sent again")
    told = json.loads(checked(made, capsys, "--format", "json")[1])
    assert told["subscribers"] == {"new": 1, "updated": 1, "again": 0}


def test_a_move_is_no_update(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Subscribers read the same words, whatever the addresses of articles, links between them and the site are."""
    made = recorded(tmp_path, capsys, one=HEAD.format(title="One") + "[Two](two.md).\n", two=HEAD.format(title="Two"))
    settings = made / "site.yaml"
    settings.write_text("title: Test\nbase_url: https://new.example/below/\npermalink: /{slug}/\n", encoding="utf-8")
    assert checked(made, capsys)[1].splitlines()[0] == "subscribers: 0 new items, 0 updated, 0 sent again"


@pytest.mark.parametrize(
    ("head", "name", "says"),
    [
        ("id: another", "wrap", 'subscribers have this article as "tag:test.example,2026-02-01:wrap"'),
        ("slug: wrap\nid: another", "renamed", 'subscribers have this article as "tag:test.example,2026-02-01:wrap"'),
        ("aliases: [/2026/02/wrap/]\nid: another", "renamed", "subscribers have the same words as"),
    ],
    ids=["in the recorded file", "at the recorded address", "in the same words"],
)
def test_an_article_that_would_be_sent_again_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], head: str, name: str, says: str
) -> None:
    text = HEAD.format(title="Wrap") + "It is over.\n"
    made = recorded(tmp_path, capsys, wrap=text)
    (made / "content/articles/wrap.md").unlink()
    site(made, **{name: text.replace("title: Wrap", f"title: Wrap\n{head}")})
    status, out = checked(made, capsys)
    assert status == 1
    assert re.search(rf"content/articles/{name}\.md:\d+:5  FW701 id: {re.escape(says)}", out)
    assert 'write id: "tag:test.example,2026-02-01:wrap"' in out
    assert out.splitlines()[-2] == "subscribers: 0 new items, 0 updated, 1 sent again"
    site(
        made,
        **{
            name: text.replace("title: Wrap", f"title: Wrap\n{head}").replace(
                "another", "tag:test.example,2026-02-01:wrap"
            )
        },
    )
    assert checked(made, capsys)[1].splitlines()[0] == "subscribers: 0 new items, 0 updated, 0 sent again"


def test_an_address_that_another_article_had_is_a_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = recorded(tmp_path, capsys, wrap=HEAD.format(title="Wrap") + "It is over.\n")
    moved = HEAD.format(title="Wrap").replace("authors", "slug: moved\nauthors") + "It is over.\n"
    other = HEAD.format(title="Other").replace("authors", "slug: wrap\nauthors") + "Another story.\n"
    status, out = checked(site(made, wrap=moved, other=other), capsys)
    assert (status, re.findall("FW\\d+ .*", out)) == (
        0, ["FW702 /2026/02/wrap/ was the address of content/articles/wrap.md; old links to that lead here now"]
    )  # fmt: skip


def test_a_writer_may_say_why_something_is_sent_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = HEAD.format(title="Wrap") + "It is over.\n"
    made = recorded(tmp_path, capsys, wrap=text)
    silence = "%% fw: ignore FW701 because this is another story under the old name %%\nIt has begun.\n"
    site(made, wrap=HEAD.format(title="Wrap").replace("---\n", "id: another\n---\n") + silence)
    status, out = checked(made, capsys)
    assert (status, "FW701" in out) == (0, False)
