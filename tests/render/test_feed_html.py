"""HTML as feeds carry it: whatever a body holds, its addresses work elsewhere and nothing needs our style."""

import pytest

from fanwire.render.feed_html import feed_html, printable

PAGE = "https://herald.example/2026/02/wrap/"


@pytest.mark.parametrize(
    ("html", "feed"),
    [
        ('<a href="/people/lomon/">x</a>', '<a href="https://herald.example/people/lomon/">x</a>'),
        ("<A HREF='#fn:1' CLASS=x>1</A>", f'<a href="{PAGE}#fn:1">1</A>'),
        ('<a href="//other.example/?a=1&amp;b=2">x</a>', '<a href="https://other.example/?a=1&amp;b=2">x</a>'),
        ('<code>&lt;a href="/x"&gt; or href="/y"</code>', '<code>&lt;a href="/x"&gt; or href="/y"</code>'),
        (
            '<img src="/a.png" alt="a &gt; b" width="4" height="3" loading="lazy" style="width: 1px">',
            '<img src="https://herald.example/a.png" alt="a &gt; b" width="4" height="3">',
        ),
        (
            '<pre><code><span class="k">if</span> <span lang="ko">가</span></code></pre>',
            '<pre><code>if <span lang="ko">가</span></code></pre>',
        ),
        ("a<!-- <p id=b> --><script>c < '<td>'</script><STYLE x>d</Style ><template>\n<p>e</template>f", "af"),
        ('<p><script src="/x.js">a <b>never</b> closed</p>', "<p>a <b>never</b> closed</p>"),
        ('<img src="/a.png" alt="<!-- b -->">', '<img src="https://herald.example/a.png" alt="<!-- b -->">'),
        ('<h2 id="a">A<a class="headerlink" href="#a" title="Link">#</a></h2>', '<h2 id="a">A</h2>'),
        ('<DIV class=x><td style="text-align: right;">1</td><br/></Div>', "<td>1</td><br>"),
        ('<q cite="b/?a=1&amp;b=2">x</q>', f'<q cite="{PAGE}b/?a=1&amp;b=2">x</q>'),
        ('<form><label>Mail <input name="m"></label><button>Go</button></form>', "Mail Go"),
        ('<iframe src="/map.html" title="The map"></iframe>', '<a href="https://herald.example/map.html">The map</a>'),
    ],
    ids=[
        "a link within the site is absolute",
        "a jump leads to the page, however it was typed",
        "a link without a scheme gets one",
        "what only looks like a link in code stays",
        "a picture keeps its words and size and no style",
        "code is plain, a language stays",
        "scripts, styles and comments go",
        "a script that doesn't end is its words",
        "what only looks like a comment stays",
        "the link of a heading to itself goes",
        "a block and a style go, what is inside stays",
        "a relative address starts from the page",
        "a form is its words",
        "a frame becomes a link",
    ],
)  # fmt: skip
def test_in_a_feed(html: str, feed: str) -> None:
    assert feed_html(html, PAGE) == feed


def test_what_no_xml_may_hold_is_taken_out() -> None:
    assert printable("a\x00b\x0bc\ufffed\te\nf\x1b") == "abcd\te\nf"


def test_what_a_class_says_on_a_page_is_said_in_words() -> None:
    callout = '<div class="admonition warning">\n<p class="admonition-title">Warning</p>\n<p>No date.</p>\n</div>'
    caption = '<figcaption>The last day <span class="credit">The Herald</span></figcaption>'
    task = '<li class="task-list-item"><input type="checkbox" disabled checked aria-label="Done"> Renewed</li>'
    assert feed_html(callout, PAGE) == ("<blockquote>\n<p><strong>Warning</strong></p>\n<p>No date.</p>\n</blockquote>")
    assert feed_html(caption, PAGE) == "<figcaption>The last day (The Herald)</figcaption>"
    assert feed_html(task, PAGE) == "<li>\N{BALLOT BOX WITH CHECK} Renewed</li>"
