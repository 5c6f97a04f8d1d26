"""What templates call as `once(macro, record)`."""

from datetime import UTC, datetime
from pathlib import Path

from fanwire.pipeline import build
from fanwire.records.config import Options

_LIST = "{% from '_pieces.html' import piece %}{% for c in page.cards %}{{ piece(c) }}{% endfor %}"


def test_lists_show_with_once_what_they_show_without_it(tmp_path: Path) -> None:
    """Two lists share their cards; a macro's other arguments make it another piece."""
    macro = "{% macro piece(c, tag='p') %}<{{ tag }}>{{ c.title }}</{{ tag }}>{% endmacro %}"
    _write(tmp_path, "site.yaml", "title: Herald\nbase_url: https://herald.example/\n")
    _write(tmp_path, "templates/_pieces.html", macro)
    for number in range(3):
        head = f"title: '<Title> & {number}'\ntags: [one, two]\ndescription: About it.\n"
        _write(tmp_path, f"content/articles/2026-02-0{number + 1}-story-{number}.md", f"---\n{head}---\n\nText.\n")
    plain = _lists(tmp_path, _LIST)
    once = _lists(tmp_path, _LIST.replace("piece(c)", "once(piece, c)"))
    assert once == plain == ["".join(f"<p>&lt;Title&gt; &amp; {number}</p>" for number in (2, 1, 0))] * 2
    bold = _lists(tmp_path, _LIST.replace("piece(c)", "once(piece, c)~once(piece, c, 'b')"))
    assert "<p>&lt;Title&gt; &amp; 2</p><b>&lt;Title&gt; &amp; 2</b>" in bold[1]


def _write(root: Path, file: str, text: str) -> None:
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_text(text, encoding="utf-8")


def _lists(root: Path, template: str) -> list[str]:
    """Build with a template for lists; read the lists of both tags."""
    _write(root, "templates/list.html", template)
    build(root, Options(now=datetime(2026, 3, 1, tzinfo=UTC), jobs=1))
    return [(root / f"output/tags/{tag}/index.html").read_text(encoding="utf-8") for tag in ("one", "two")]
