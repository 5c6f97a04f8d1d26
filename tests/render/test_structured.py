"""Structured data as machines read it: expanded by a library, followed from page to page, held to Google's rules."""

import json
import shutil
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from pyld import jsonld

from fanwire.cli import main
from tests.crawl import pages, parsed

ROOT = Path(__file__).parents[2]
SITES = {
    "the demonstration": ROOT,
    "works and videos": ROOT / "tests/sites/works-and-videos-in-structured-data",
    "articles that ask the ledger": ROOT / "tests/sites/ledger-in-articles",
    "a site in Korean": ROOT / "tests/sites/site-in-korean",
}
CASES = [
    line.split(":") for line in (ROOT / "tests/cases/structured-data.txt").read_text().splitlines() if line[0] != "#"
]
ADDRESSES = (
    "url",
    "item",
    "thumbnailUrl",
    "embedUrl",
    "contentUrl",
    "logo",
    "sameAs",
    "publishingPrinciples",
    "correctionsPolicy",
)
# What schema.org's own context says of the words that Fanwire uses, as far as it matters here; a test has no network.
CONTEXT = {"@vocab": "https://schema.org/", **{name: {"@type": "@id"} for name in ADDRESSES}}
Graph = list[dict[str, Any]]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Build each site once."""
    made = {}
    for name, folder in SITES.items():
        copy, made[name] = tmp_path_factory.mktemp("site") / "site", tmp_path_factory.mktemp("built") / "output"
        shutil.copytree(folder / "content", copy / "content")
        shutil.copy(folder / "site.yaml", copy)
        assert main(["--quiet", "--site", str(copy), "--output", str(made[name]), "--as-of", "2026-03-01"]) == 0
    return made


@pytest.fixture(params=SITES)
def site(request: pytest.FixtureRequest, outputs: Mapping[str, Path]) -> Path:
    """Give one of them."""
    return outputs[request.param]


@pytest.fixture
def works(outputs: Mapping[str, Path]) -> Path:
    """Give the one with works of every kind, a video and hostile words."""
    return outputs["works and videos"]


@pytest.fixture
def demonstration(outputs: Mapping[str, Path]) -> Path:
    """Give the one that everybody looks at."""
    return outputs["the demonstration"]


@cache
def graphs(output: Path) -> Mapping[str, Graph]:
    """Read every page's graph, by the page's address. A redirect and a fragment have none."""
    found = {}
    for file in pages(output):
        if parsed(file).xpath("//title") and not parsed(file).xpath("//meta[@http-equiv='refresh']"):
            (script,) = parsed(file).xpath("//script[@type='application/ld+json']")
            (canonical,) = parsed(file).xpath("//link[@rel='canonical']/@href")
            found[canonical] = json.loads(script.text)["@graph"]
    assert len(found) > 5
    return found


def nodes(value: object) -> Iterator[dict[str, Any]]:
    """Walk through every object of a graph."""
    if isinstance(value, list):
        for each in value:
            yield from nodes(each)
    elif isinstance(value, dict):
        yield value
        for each in value.values():
            yield from nodes(each)


def of_type(output: Path, *kinds: str) -> Iterator[dict[str, Any]]:
    """Find every node of some types that says more than its name."""
    for graph in graphs(output).values():
        yield from (node for node in nodes(graph) if node.get("@type") in kinds)


# --- as a JSON-LD library reads it -----------------------------------------------------------------------------------


def test_every_page_has_one_graph_that_expands_to_words_of_schema_org(site: Path) -> None:
    def load(url: str, _: object) -> dict[str, object]:
        assert url == "https://schema.org", "no other context is asked for"
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXT}}

    for address, graph in graphs(site).items():
        expanded = jsonld.expand({"@context": "https://schema.org", "@graph": graph}, {"documentLoader": load})
        assert len(expanded) == len(graph), address
        for node in nodes(expanded):
            assert all(key.startswith(("@", "https://schema.org/")) for key in node), address
            assert all(urlsplit(kind).netloc == "schema.org" for kind in node.get("@type", []) if "@value" not in node)


def test_every_reference_leads_to_what_describes_it(site: Path) -> None:
    """An `@id` alone is a reference: to a node of the same graph, to one of another page, or to a page."""
    described = {
        node["@id"] for graph in graphs(site).values() for node in nodes(graph) if len(node) > 1 and "@id" in node
    }
    described |= graphs(site).keys()
    for graph in graphs(site).values():
        assert {node["@id"] for node in nodes(graph) if node.keys() == {"@id"}} <= described


def test_a_thing_has_one_name_and_one_address_on_all_pages(site: Path) -> None:
    said: dict[str, set[tuple[object, object]]] = {}
    for graph in graphs(site).values():
        for node in nodes(graph):
            if "#" in node.get("@id", "") and "name" in node:
                said.setdefault(node["@id"], set()).add((node["name"], node.get("url")))
    assert said
    assert {identity: names for identity, names in said.items() if len(names) > 1} == {}


def test_addresses_are_absolute_and_those_of_the_site_exist(site: Path) -> None:
    base_url = next(address for address in graphs(site) if address.count("/") < 5)
    origin = "/".join(base_url.split("/")[:3])
    for graph in graphs(site).values():
        for node in nodes(graph):
            for value in (each for name in ADDRESSES for each in [node.get(name)] if isinstance(each, str)):
                assert urlsplit(value).scheme == "https", value
                if value.startswith(origin) and urlsplit(value).path.endswith("/"):
                    assert value.partition("#")[0] in graphs(site), value


# --- as Google wants it ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "names"), CASES, ids=[kind for kind, _ in CASES])
def test_what_google_asks_of_a_type_is_there(kind: str, names: str, works: Path, demonstration: Path) -> None:
    found = [
        node
        for output in (works, demonstration)
        for node in of_type(output, kind.split(maxsplit=1)[0])
        if len(node) > 2
    ]
    linked = [node for node in found if kind != "Organization should" or "@id" in node]  # a studio has a name alone
    assert linked
    assert [node for node in linked if not set(names.split()) <= node.keys()] == []


def test_breadcrumbs_begin_at_home_and_end_at_the_page(site: Path) -> None:
    for address, graph in graphs(site).items():
        found = [node for node in graph if node["@type"] == "BreadcrumbList"]
        steps = [[step["item"] for step in node["itemListElement"]] for node in found]
        assert all(len(step) > 1 and step[-1] == address for step in steps)
        assert len(found) == (0 if any(node["@type"] == "WebSite" for node in graph) else 1)
        assert [step["position"] for node in found for step in node["itemListElement"]] == list(
            range(1, 1 + sum(map(len, steps)))
        )


def test_an_article_says_when_whose_and_what_it_is_about(site: Path) -> None:
    for address, graph in graphs(site).items():
        article = next((node for node in graph if node["@type"] == "NewsArticle"), None)
        if not article:
            continue
        published, modified = (datetime.fromisoformat(article[name]) for name in ("datePublished", "dateModified"))
        assert published.tzinfo
        assert published <= modified
        assert article["mainEntityOfPage"]["@id"] == address
        (publisher,) = [node for node in graph if node.get("@id") == article["publisher"]["@id"]]
        assert publisher["name"]


# --- what the site of works and videos is made to show ---------------------------------------------------------------


def test_a_title_that_would_end_the_script_is_harmless(works: Path) -> None:
    page = works / "2026/02/wrap/index.html"
    (script,) = parsed(page).xpath("//script[@type='application/ld+json']")
    assert (
        json.loads(script.text)["@graph"][0]["headline"]
        == "Wrap </script><!-- <script>alert('x')</script> & \u2028 more"
    )
    assert not {*"<>&\u2028"} & {*script.text}
    assert [tag.get("src") for tag in parsed(page).xpath("//script[not(@type)]") if not tag.get("src")] == []


def test_works_of_every_kind_are_told_with_their_types(works: Path) -> None:
    about = {
        address.removesuffix("/").rpartition("/")[2]: graph
        for address, graph in graphs(works).items()
        if "/shows/" in address
    }
    kinds = {name: graph[1]["@type"] for name, graph in about.items() if name in {"school", "film", "comic", "book"}}
    assert kinds == {"school": "TVSeries", "film": "Movie", "comic": "ComicSeries", "book": "Book"}
    school = about["school"][1]
    assert [season["seasonNumber"] for season in school["containsSeason"]] == [1, 2, 3, 4]
    hero, plain = school["containsSeason"][0]["actor"]
    assert (hero["@type"], hero["characterName"], hero["actor"]["name"]) == ("PerformanceRole", "Hero", "Kim")
    assert (plain["@type"], plain["name"]) == ("Person", "Lee")
    assert [each["name"] for each in school["director"] + school["contributor"]] == ["Lee", "Lee"]


def test_a_book_has_no_actors_and_no_director(works: Path) -> None:
    book = graphs(works)["https://herald.example/blog/shows/book/"][1]
    assert [each["name"] for each in book["author"] + book["contributor"]] == ["Lee", "Kim"]
    assert not {"actor", "director"} & book.keys()


def test_only_an_official_day_or_one_that_has_come_is_a_first_day(works: Path) -> None:
    school = graphs(works)["https://herald.example/blog/shows/school/"][1]
    # Season 2's ledger has reports only, whatever its head says; season 3 lies ahead; season 4's ledger knows better.
    days = [season.get("startDate") for season in school["containsSeason"]]
    assert days == ["2022-01-28", None, None, "2027-05-01"]


def test_desks_are_organizations_and_people_are_people(works: Path) -> None:
    (article,) = of_type(works, "NewsArticle")
    assert [(each["@type"], each["name"]) for each in article["author"]] == [
        ("Organization", "The desk"),
        ("Person", "Ada"),
    ]


def test_the_paper_says_how_it_works(works: Path) -> None:
    paper = next(node for node in of_type(works, "NewsMediaOrganization"))
    assert paper["publishingPrinciples"] == "https://herald.example/blog/rules/"
    assert paper["correctionsPolicy"] == "https://herald.example/blog/fix/"
    assert paper["sameAs"] == ["https://social.example/@herald"]


def test_search_engines_are_sent_to_a_search_page_that_is_there_and_not_to_be_indexed(works: Path) -> None:
    (website,) = [node for node in of_type(works, "WebSite") if "potentialAction" in node]
    action = website["potentialAction"]
    target = action["target"]["urlTemplate"]
    assert target == "https://herald.example/blog/search/?q={search_term_string}"
    assert action["query-input"] == "required name=search_term_string"
    page = parsed(works / "search/index.html")
    (form,) = page.xpath("//form[@role='search']")
    asked = f"{form.get('action')}?{form.xpath('string(.//input/@name)')}={{search_term_string}}"
    assert target == f"https://herald.example{asked}"
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert "/search/" not in (works / "sitemap.xml").read_text(encoding="utf-8")
    assert "/blog/search/" in parsed(works / "index.html").xpath("//footer//a/@href")


def test_nothing_that_a_spoiler_hides_is_told(works: Path) -> None:
    told = json.dumps(list(graphs(works).values()))
    assert "The trailer" in told
    assert not [word for word in ("LAVENDER", "MARIGOLD", "hidden.svg") if word in told]


def test_no_rumour_of_the_demonstration_is_a_date(demonstration: Path) -> None:
    told = {
        node["name"]: node.get("startDate") for node in of_type(demonstration, "TVSeries", "TVSeason") if len(node) > 4
    }
    assert told == {"All of Us Are Dead": "2022-01-28", "Season 1": "2022-01-28", "Season 2": None}
