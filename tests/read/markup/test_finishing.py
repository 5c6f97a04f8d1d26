"""Finishing, the two ways to look at tags: texts with HTML in them take the long one, and both come to the same."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from fanwire.errors import Problem
from fanwire.read.markup.converter import converter
from fanwire.read.markup.finishing import Finished, finish
from fanwire.read.markup.places import Places

CONVERT = converter()
PIECES = (
    "word ", "가나 ", "'", '"', "&", "&amp;", "\n\n", " *", "* ", "`code`", "[^1]", "\n\n[^1]: note\n\n",
    "\n\n## Heading\n\n",
    "[text](https://example.com/a?b=1&c=2)", '[text](https://example.com "title")', "[a](http://x.example#y)",
    "[a](https://[x)", "[a](https://[::1]/)", "[a](https://é.example/)", "[a](/about/)", '[a](../b.md#c "d \'e\' & f")',
    "[a](#here)", "[a](mailto:desk@herald.example)", "[a](javascript:x)", "[a](//x.example)", "![A](x.png)",
    '![A](x.png "caption"){credit="Us"}', "![](x.png)", "[[lomon]]", "[a](/x/){: .css rel=me }", "- [ ] task\n",
    "[a](https://example.com){: title='x' .y }",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example('[text](https://example.com/a?b=1&c=2 "what\'s \\"this\\"")\n\n![A](x.png)\n\n[^1]\n\n[^1]: note')
def test_a_text_with_html_is_finished_like_one_without(source: str) -> None:
    converted = CONVERT(source)

    def finished(with_sign: str) -> tuple[Finished, list[Problem]]:
        problems: list[Problem] = []
        places = Places(source + with_sign, "content/articles/wrap.md", 5)
        return finish(converted, places, "content/articles", problems), problems

    assert finished("") == finished("\n<")
