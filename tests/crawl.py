"""A walk through a built site, as a browser and a feed reader take it: what it leads to, and what isn't there."""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

ADDRESSES = ("href", "src", "poster", "data-include")
LOADING = frozenset({"img", "script", "iframe", "audio", "video", "source", "embed", "object", "track"})
LOADING_LINKS = frozenset({"stylesheet", "icon", "preload", "manifest"})


def broken_links(output: Path, base_url: str) -> list[str]:
    """List every link of every page, feed and sitemap that leads to nothing in `output`, which lives at `base_url`."""
    return [
        f"{page}: {link}"
        for page, link in sorted({*links_of_pages(output), *links_of_xml(output)})
        if not leads_somewhere(urljoin(f"{base_url}{page}", link), base_url, output)
    ]


def loaded_from_elsewhere(output: Path, base_url: str) -> list[str]:
    """List whatever a browser would load from another site with nobody clicking."""
    return [
        f"{file.relative_to(output)}: {address}"
        for file in pages(output)
        for tag in parsed(file).iter(*LOADING, "link")
        if tag.tag != "link" or LOADING_LINKS & set(tag.get("rel", "").split())
        for address in (tag.get("src"), tag.get("data"), tag.get("href"))
        if address and not urljoin(base_url, address).startswith(base_url)
    ]


def links_of_pages(output: Path) -> Iterator[tuple[str, str]]:
    """Yield `("2026/02/wrap/", "/people/lomon/")` for every address in every page, also those of redirects."""
    for file in pages(output):
        page = file.relative_to(output).as_posix().removesuffix("index.html")
        for tag in parsed(file).iter("*"):
            yield from ((page, tag.attrib[name]) for name in ADDRESSES if name in tag.attrib)
            if tag.get("http-equiv") == "refresh":
                yield page, tag.get("content", "").partition("url=")[2]
            if tag.get("property") in {"og:image", "og:url"}:
                yield page, tag.get("content", "")


def links_of_xml(output: Path) -> Iterator[tuple[str, str]]:
    """Yield every address in feeds and sitemaps; in a feed's texts too, where they have to be absolute."""
    for file in output.rglob("*.xml"):
        text, name = file.read_text(encoding="utf-8"), file.relative_to(output).as_posix()
        yield from ((name, unescape(found)) for found in re.findall(r"<(?:loc|link)>([^<]*)<", text))
        for found in re.findall(r'(?:href|src)="([^"]*)"', unescape(text)):
            assert urlsplit(found).scheme, f"{name}: {found} is not absolute"
            yield name, unescape(found)


def leads_somewhere(link: str, base_url: str, output: Path) -> bool:
    """Check one absolute address: elsewhere is taken on trust, here a file has to answer, and have the heading."""
    address, _, fragment = link.partition("#")
    if address.startswith("webcal:"):  # how calendar programs subscribe; they fetch the file like any other
        address = urlsplit(base_url).scheme + address.removeprefix("webcal")
    parts, home = urlsplit(address), urlsplit(base_url)
    if not address.startswith(base_url):
        return parts.scheme in {"https", "http", "mailto"} and parts.netloc != home.netloc
    path = unquote(parts.path.removeprefix(home.path))
    file = output / path / "index.html" if not path or path.endswith("/") else output / path
    return file.is_file() and (not fragment or file.suffix != ".html" or unquote(fragment) in anchors(file))


def pages(output: Path) -> list[Path]:
    """List the pages of a site."""
    return sorted(output.rglob("*.html"))


@cache
def anchors(file: Path) -> frozenset[str]:
    """Name the places of a page that a link can jump to."""
    return frozenset(map(str, parsed(file).xpath("//@id")))


@cache
def parsed(file: Path) -> html.HtmlElement:
    """Parse a page, once: nobody changes a built site while it is looked at."""
    return html.document_fromstring(file.read_bytes() or b"<html></html>")  # a fragment may hold nothing
