"""Parsing one file after another in one process."""

from pathlib import Path

import pytest

from fanwire.read.folders import TextFile
from fanwire.read.texts import parse_texts


def test_a_text_that_cannot_be_converted_leaves_nothing_behind_for_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python-Markdown gives up in the middle of a list, and would take the next text for one of its items."""
    monkeypatch.setattr("fanwire.read.texts._DEPTH", 0)  # so a shorter text is too deep
    deep, plain = (TextFile("pages", f"{name}.md", "", name, "") for name in ("deep", "plain"))
    (tmp_path / "deep.md").write_text(f"---\ntitle: Deep\n---\n\n{'- ' * 600}x\n", encoding="utf-8")
    (tmp_path / "plain.md").write_text("---\ntitle: Plain\n---\n\nWords.\n\n    code\n\nThe end.\n", encoding="utf-8")

    def parsed(*texts: TextFile) -> list[tuple[bytes, list[str]]]:
        found = parse_texts([(each, "") for each in texts], str(tmp_path), "UTC", ())
        return [(each.text, [problem.message for problem in each.problems]) for each in found]

    alone = parsed(plain)
    assert b"<p>Words.</p>" in alone[0][0]
    assert parsed(deep, plain)[1:] == alone
    assert parsed(deep)[0][1] == ["is nested too deeply to convert"]
