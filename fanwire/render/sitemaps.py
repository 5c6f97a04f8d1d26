"""Sitemaps: of pages and their pictures, of news, and their index (sitemaps.org protocol 0.9, Google's extensions)."""

import re
from html import escape

from fanwire.records.recipe import NewsEntry, SitemapEntry, SitemapRecipe
from fanwire.render.feed_html import printable

_PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGE, _NEWS = (f"http://www.google.com/schemas/sitemap-{kind}" for kind in ("image/1.1", "news/0.9"))

# What most addresses and all moments are made of; a site has many of them.
_SAFE = re.compile(r"[\w:/.~?=%+-]*", re.ASCII).fullmatch


def sitemap(recipe: SitemapRecipe) -> bytes:
    """Write a sitemap, one entry to a line."""
    outer, inner = ("sitemapindex", "sitemap") if recipe.kind == "index" else ("urlset", "url")
    spaces = {"pages": f' xmlns:image="{_IMAGE}"', "news": f' xmlns:news="{_NEWS}"', "index": ""}[recipe.kind]
    rows = "".join(f"<{inner}>{_entry(entry)}</{inner}>\n" for entry in recipe.entries)
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{outer} xmlns="{_PROTOCOL}"{spaces}>\n'
    return f"{head}{rows}</{outer}>\n".encode()


def _entry(entry: SitemapEntry | NewsEntry) -> str:
    if isinstance(entry, NewsEntry):
        return _element("loc", entry.url) + _news(entry)
    images = (f"<image:image>{_element('image:loc', each)}</image:image>" for each in entry.images)
    return _element("loc", entry.url) + _element("lastmod", entry.updated) + "".join(images)


def _news(entry: NewsEntry) -> str:
    paper = _element("news:name", entry.paper) + _element("news:language", entry.language)
    published, title = _element("news:publication_date", entry.published), _element("news:title", entry.title)
    return f"<news:news><news:publication>{paper}</news:publication>{published}{title}</news:news>"


def _element(name: str, text: str) -> str:
    if not text:
        return ""
    safe = text if _SAFE(text) else escape(printable(text), quote=False)
    return f"<{name}>{safe}</{name}>"
