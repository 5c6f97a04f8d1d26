"""What templates print and how their mistakes are told."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from fanwire.errors import SiteProblems
from fanwire.pipeline import build
from fanwire.records.config import Options

_LAYOUT = "{% block before %}[{{ page.head.title }}]{% endblock %} {% block body %}{% endblock %}"
_MACROS = "{% macro bold(words) %}<b>{{ words }}</b>{% endmacro %}"
_PAGE = "{% extends 'layout.html' %}{% from 'macros.html' import bold %}{% block body %}\n"


def test_pieces_stand_in_the_order_in_which_they_are_written(tmp_path: Path) -> None:
    body = (
        "{{ 1 }} {{ bold('a & b') }} {% include 'macros.html' %}{{ self.before() }}\n{{ [1, 1].count(1) }}{{ bold(3) }}"
    )
    printed = "[About] 1 <b>a &amp; b</b> [About]\n2<b>3</b>"
    assert _printed(tmp_path, f"{_PAGE}{body}{{% endblock %}}") == printed


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("bold(1, 2)", "the template fails: macro 'bold' takes not more than 1 argument(s)"),
        ("bold(tone=1)", "the template fails: macro 'bold' takes no keyword argument 'tone'"),
        ("page.head.title.upper(1)", "the template fails: str.upper() takes no arguments (1 given)"),
        ("page.head()", "the template fails: 'Head' object is not callable"),
        ("bald(1)", "'bald' is undefined"),
        ("page.head.titel", 'Head has no "titel"'),
    ],
)
def test_a_mistake_amid_what_a_block_prints_is_told_with_its_line(tmp_path: Path, call: str, message: str) -> None:
    with pytest.raises(SiteProblems) as caught:
        _printed(tmp_path, f"{_PAGE}{{{{ bold(1) }}}}\n{{{{ {call} }}}}\n{{{{ bold(2) }}}}{{% endblock %}}")
    (problem,) = caught.value.problems
    assert (str(problem.where), problem.message) == ("templates/page.html:3:1", message)


def _printed(root: Path, template: str) -> str:
    """Build a site of one page with this template; read that page."""
    files = {
        "site.yaml": "title: Herald\nbase_url: https://herald.example/\n",
        "content/pages/about.md": "---\ntitle: About\n---\n\nText.\n",
        "templates/layout.html": _LAYOUT,
        "templates/macros.html": _MACROS,
        "templates/page.html": template,
    }
    for file, text in files.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, encoding="utf-8")
    build(root, Options(now=datetime(2026, 3, 1, tzinfo=UTC), jobs=1))
    return (root / "output/about/index.html").read_text(encoding="utf-8")
