"""What all structured data shares: the site's own nodes, absolute addresses, the names of things.

A thing has one `@id` wherever it is named: the address of its page and a word, `https://herald.example/people/lomon/#person`.
"""

from collections.abc import Callable

from fanwire.records.cards import Image
from fanwire.records.link import Link
from fanwire.records.pages import SiteView
from fanwire.records.record import Record
from fanwire.render.filters import absolute_maker

Node = dict[str, object]
"""An object of a JSON-LD graph (W3C JSON-LD 1.1); its words are those of schema.org."""

_LOGOS = ("logo.svg", "logo.png", "favicon.svg")


class Frame(Record, frozen=True):
    """The site for structured data. `website` and `publisher` are its nodes, `..._id` refer to them."""

    absolute: Callable[[str], str]
    language: str
    website: Node
    website_id: Node
    publisher: Node
    publisher_id: Node


def frame_of(site: SiteView) -> Frame:
    """Describe the site once, for all its pages."""
    absolute = absolute_maker(site.base_url, site.home)
    website_id, publisher_id = ({"@id": f"{site.base_url}#{word}"} for word in ("website", "publisher"))
    logo = next((site.assets[name] for name in _LOGOS if name in site.assets), "")
    publisher = pruned({
        "@type": "NewsMediaOrganization",
        **publisher_id,
        "name": site.title,
        "url": site.base_url,
        "logo": absolute(logo) if logo else "",
        "sameAs": [link.url for link in site.social],
        "publishingPrinciples": absolute(site.principles),
        "correctionsPolicy": absolute(site.corrections_policy),
    })  # fmt: skip
    website = pruned({
        "@type": "WebSite",
        **website_id,
        "name": site.title,
        "url": site.base_url,
        "description": site.description,
        "inLanguage": site.language,
        "publisher": publisher_id,
        "potentialAction": _search(absolute(site.search)),
    })  # fmt: skip
    return Frame(absolute, site.language, website, dict(website_id), publisher, dict(publisher_id))


def _search(address: str) -> Node:
    """Say where the site is searched (Google's sitelinks search box); nothing where it can't be."""
    if not address:
        return {}
    target = {"@type": "EntryPoint", "urlTemplate": address}
    return {"@type": "SearchAction", "target": target, "query-input": "required name=search_term_string"}


def pruned(node: Node) -> Node:
    """Leave out what is empty: a property without a value says nothing."""
    return {key: value for key, value in node.items() if value}


def thing(kind: str, word: str, link: Link, frame: Frame) -> Node:
    """Name a thing that has a page: `thing("Person", "person", Link("Lomon", "/people/lomon/"), frame)`."""
    url = frame.absolute(link.url)
    return {"@type": kind, "@id": f"{url}#{word}", "name": link.title, "url": url}


def person(link: Link, frame: Frame) -> Node:
    """Name a person of content/people."""
    return thing("Person", "person", link, frame)


def work(link: Link, frame: Frame) -> Node:
    """Name a work of content/shows, of whatever kind it is: its own page tells that."""
    return thing("CreativeWork", "work", link, frame)


def image_node(image: Image, frame: Frame) -> Node:
    """Describe a picture: where it is, how large, whose (Google's image metadata)."""
    return pruned({
        "@type": "ImageObject",
        "url": frame.absolute(image.src),
        "width": image.width,
        "height": image.height,
        "creditText": image.credit,
    })  # fmt: skip
