"""Items of RSS and Atom: each holds what is its own, whatever was written before it, and its text as it is."""

from datetime import UTC, datetime

import pytest
from lxml import etree

from fanwire.records.cards import Image
from fanwire.records.feed import FeedAuthor, FeedFormat, FeedItem
from fanwire.records.record import replace
from fanwire.render.xml_feeds import item_writer, xml_text
from tests.feed_rules import ATOM, CONTENT, MEDIA

DAY = datetime(2026, 2, 1, 9, tzinfo=UTC)
BARE = FeedItem("tag:herald.example,2026:bare", "https://herald.example/bare/", "Bare", "", DAY, None)
FULL = FeedItem(
    id="tag:herald.example,2026:full",
    url="https://herald.example/full/",
    title='Full "&" <b>',
    dek="All there is.",
    published=DAY,
    updated=datetime(2026, 2, 2, 9, tzinfo=UTC),
    authors=(FeedAuthor("The desk", "https://herald.example/authors/desk/"),),
    categories=("News", "Casting & crew"),
    image=Image("https://herald.example/a.png", "A & B", 4, 3, credit="X", media_type="image/png", size=70),
)
ROOT = f'<x xmlns:atom="{ATOM[1:-1]}" xmlns:content="{CONTENT[1:-1]}" xmlns:dc="dc" xmlns:media="{MEDIA[1:-1]}">%s</x>'


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_nothing_of_an_item_stays_for_the_next(form: FeedFormat) -> None:
    write = item_writer(form)
    first = write(FULL, b"a")
    assert (write(BARE, b"b"), write(FULL, b"a")) == (item_writer(form)(BARE, b"b"), first)


@pytest.mark.parametrize("item", [FULL, BARE, replace(BARE, title="\ufdd0a\ufdd0", dek="-")])
@pytest.mark.parametrize(
    ("form", "names"),
    [("rss", (f"{CONTENT}encoded", "description")), ("atom", ("content",))],
)
def test_a_text_is_read_as_it_was(form: FeedFormat, names: tuple[str, ...], item: FeedItem) -> None:
    text = '<p title="&quot;">a &amp; b]]>\r\n\t\u00e9 \U0001f3ac</p>'
    made = etree.fromstring(ROOT % item_writer(form)(item, xml_text(text)).decode())[0]
    assert next(each.text for name in names for each in made.iter(name)) == text


def test_the_date_is_in_english_and_has_its_offset() -> None:
    made = etree.fromstring(ROOT % item_writer("rss")(FULL, b"").decode())
    assert (made.findtext("item/pubDate"), made.findtext(f"item/{ATOM}updated")) == (
        "Sun, 01 Feb 2026 09:00:00 +0000",
        "2026-02-02T09:00:00+00:00",
    )


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_words_are_read_as_they_were_wherever_they_stand(form: FeedFormat) -> None:
    odd = '<b>"it\'s"</b> &amp; ]]> %s {0}\t\n\r\u2028 \uac00'
    image = Image("https://herald.example/a.png?a=1&b=2", odd, 4, 3, credit=odd, media_type=odd, size=70)
    item = replace(
        FULL, title=odd, dek=odd, authors=(FeedAuthor(odd, "https://a/?a=1&b"),), categories=(odd,), image=image
    )
    made = etree.fromstring(ROOT % item_writer(form)(item, b"").decode())[0]
    content = made.find(f"{MEDIA}content")
    assert content is not None
    assert dict(content.items()) == {
        "url": image.src, "type": odd, "fileSize": "70", "medium": "image", "width": "4", "height": "3"
    }  # fmt: skip
    assert [each.text for each in content] == [odd, odd]
    found = [*made.iterfind("title"), *made.iterfind("category"), *made.iterfind("{dc}creator")]
    found += [*made.iterfind("author/name"), *made.iterfind("summary")]
    texts = [each.get("term") or each.text for each in found]
    assert texts == [odd, odd, odd] + [odd] * (form == "atom")
