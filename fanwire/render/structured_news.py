"""Articles and their videos as structured data: NewsArticle and VideoObject of schema.org, as Google documents them.

https://developers.google.com/search/docs/appearance/structured-data/article and .../video
"""

from collections.abc import Iterator

from fanwire.records.cards import Card
from fanwire.records.library import Article, Author
from fanwire.records.pages import ArticlePage
from fanwire.records.prose import Pieces, Video
from fanwire.records.shown import shown_blocks, shown_voices
from fanwire.render.filters import iso
from fanwire.render.structured_frame import Frame, Node, image_node, person, pruned, thing, work


def news_article(page: ArticlePage, frame: Frame) -> Node:
    """Describe an article. Its text isn't in it, so nothing that a spoiler hides can be."""
    article, canonical = page.article, page.head.canonical
    card = article.card
    return pruned({
        "@type": "NewsArticle",
        "@id": f"{canonical}#article",
        "mainEntityOfPage": {"@type": "WebPage", "@id": canonical},
        "headline": card.title,
        "description": card.dek,
        "image": [image_node(article.image, frame)] if article.image else None,
        "datePublished": iso(card.date),
        "dateModified": iso(page.head.updated or card.date),
        "author": [author_node(each, frame) for each in article.authors],
        "publisher": frame.publisher_id,
        "isPartOf": _part_of(article, frame),
        "inLanguage": frame.language,
        "articleSection": card.section.title if card.section else "",
        "keywords": [tag.title for tag in article.tags],
        "timeRequired": f"PT{card.minutes}M",
        "about": [work(each, frame) for each in article.shows] + [person(each, frame) for each in article.people],
        "video": list(_videos(article.prose.pieces, card, frame)),
        "citation": list(dict.fromkeys(voice.url for voice in shown_voices(article.prose.pieces) if voice.url)),
        "correction": _corrections(article),
    })  # fmt: skip


def author_node(author: Author, frame: Frame) -> Node:
    """Name who wrote: a desk is an organization, and not made up into a person."""
    return thing("Organization" if author.kind == "desk" else "Person", "author", author.link, frame)


def _part_of(article: Article, frame: Frame) -> object:
    if not article.series:
        return frame.website_id
    return [frame.website_id, {"@type": "CreativeWorkSeries", "name": article.series.title}]


def _corrections(article: Article) -> list[Node]:
    """List what was wrong when it was published; what has changed since was right then, and is no correction."""
    by_hand: list[Node] = [
        {"@type": "CorrectionComment", "text": each.text, "datePublished": iso(each.date)}
        for each in article.corrections
    ]
    by_ledger: list[Node] = [
        {"@type": "CorrectionComment", "text": f"{change.asked}: {change.text}."}
        for change in article.since
        if change.kind == "correction"
    ]
    return by_hand + by_ledger


def _videos(pieces: Pieces, card: Card, frame: Frame) -> Iterator[Node]:
    """Describe the videos that aren't hidden. Google demands name, picture and day: one without them is left out."""
    for piece in shown_blocks(pieces):
        if isinstance(piece, Video) and piece.title and piece.poster and piece.uploaded:
            yield pruned({
                "@type": "VideoObject",
                "name": piece.title,
                "description": card.dek,
                "thumbnailUrl": frame.absolute(piece.poster.src),
                "uploadDate": piece.uploaded,
                "embedUrl": piece.embed.partition("?")[0],
                "url": piece.url,
            })  # fmt: skip
