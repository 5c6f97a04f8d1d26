"""Whatever stands in a text: the site is built, or every problem has its place. Nothing of the engine's own shows."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanwire.errors import SiteProblems
from fanwire.pipeline import build
from fanwire.records.config import Options

NOW = datetime(2026, 3, 1, tzinfo=UTC)
# Everything that means something in a body, whole and in pieces, and what only an attacker types.
PIECES = (
    *"#*_`|~^[](){}<>!%/\\\"'&:;-+=.0 \n\t", "\n\n", "    ", "word ", "가나다 ", "é", "\u2028", "\x0b", "\x85",
    "\ufeff", "\u202e", "\ufdd0", "\ufdd1", "\ufdd0u0\ufdd1", "\ufdd0b0\ufdd1", "\x02", "\x03", "\x02wzxhzdk:0\x03",
    "\x00",
    "[[wrap]]", "[[wrap|words]]", "[text](wrap.md)", "<wrap>", "https://[::1", "||hidden||", "||s1e2: hidden||",
    "%% note %%", "[^1]", "[^1]: note\n", "*[word]: Title\n", "\n\n/// spoiler | s1\n    safe: x\n\n", "hidden\n///\n",
    "\n\n/// quote\nwords\n///\n\n", "\n\n/// video | https://x.example/\n///\n", "\n```\n", "\n~~~ python\n",
    "\n| a | b |\n|---|---|\n| 1 | 2 |\n", "\n## Heading\n", "\n> [!NOTE]\n> ", "\n- [ ] ", "\nterm\n:   ",
    "{: .a #b title=x }", "<b>", "</b>", "<p data-block='0'>", "<!--", "-->", "<![CDATA[", "<?php", "&#0;", "&amp;",
    "{{ 7*7 }}", "{% raw %}",
)  # fmt: skip
WRONG = (
    "[[nobody]]", "[text](//[)", "![A](x.svg)", "||", "%%", "{: onclick=x }", "<a href=", "<script>",
    "\n\n/// spoiler\n", "\n///\n",
)  # fmt: skip
BODIES = st.lists(st.sampled_from(PIECES * 9 + WRONG), max_size=25).map("".join)
VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def built(folder: Path, text: str) -> dict[str, bytes]:
    """Build a site of one article, and read everything that comes out; nothing when there are problems."""
    (folder / "content/articles").mkdir(parents=True)
    (folder / "site.yaml").write_text("title: The Herald\nbase_url: https://herald.example/\n", encoding="utf-8")
    (folder / "content/articles/wrap.md").write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
    try:
        build(folder, Options(now=NOW, jobs=1))
    except SiteProblems as refused:
        files = {problem.where.file for problem in refused.problems}
        assert (files, (folder / "output").exists()) == ({"content/articles/wrap.md"}, False)
        return {}
    return {file.name: file.read_bytes() for file in (folder / "output").rglob("*") if file.suffix in {".html", ".xml"}}


@settings(max_examples=20)
@given(BODIES)
def test_any_body_is_published_without_marks_or_refused_with_its_place(body: str) -> None:
    with TemporaryDirectory() as folder:
        everything = b"".join(built(Path(folder), f"---\ntitle: Wrap\ndate: 2026-02-22\n---\n{body}").values())
    assert "\ufdd0".encode() not in everything
    assert "\ufdd1".encode() not in everything


@settings(max_examples=8)
@given(VALUES, VALUES, VALUES)
def test_any_words_in_a_head_are_published_or_refused(title: str, description: str, tag: str) -> None:
    def quoted(words: str) -> str:
        return '"' + "".join(f"\\U{ord(letter):08x}" for letter in words) + '"'

    head = f"title: {quoted(title)}\ndescription: {quoted(description)}\ntags: [{quoted(tag)}]\nseries: {quoted(tag)}\n"
    with TemporaryDirectory() as folder:
        files = built(Path(folder), f"---\n{head}date: 2026-02-22\n---\nText.\n")
    assert not files or "feed.xml" in files


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("[" * 3000, id="brackets that open and open"),
        pytest.param(">" * 500 + " x", id="quotes in quotes"),
        pytest.param("\n".join("    " * depth + "- x" for depth in range(60)), id="lists in lists"),
        pytest.param("term\n:   meaning\n" * 600, id="a long row of definitions"),
        pytest.param("/// spoiler\n" * 40 + "x\n" + "///\n" * 40, id="blocks in blocks"),
        pytest.param("*a_ " * 2000, id="stars that never close"),
        pytest.param("||a " * 2000, id="spoilers that never close"),
        pytest.param("word " * 100_000, id="a line as long as a book"),
    ],
)
def test_a_strange_body_is_published_all_the_same(body: str, tmp_path: Path) -> None:
    assert built(tmp_path, f"---\ntitle: Wrap\ndate: 2026-02-22\n---\n{body}\n")
