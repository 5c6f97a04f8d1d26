"""The demonstration site as a browser shows it: on a phone and a desk, light and dark, with and without scripts."""

import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from fanwire.desk.preview import Preview, address, open_server
from fanwire.pipeline import build
from fanwire.records.config import Options

ROOT = Path(__file__).parents[1]
CHROMIUM = shutil.which("chromium")
ARTICLES = ("2026/02/filming-wraps/", "2022/02/who-plays-whom/")
PAGES = (
    "",
    *ARTICLES,
    "shows/all-of-us-are-dead/",
    "people/lomon/",
    "tags/",
    "calendar/",
    "feeds/",
    "search/?q=season",
)
SIZES = {"a phone": (390, 844), "a desk": (1366, 900)}

# .ci/programs installs it where it may; a machine without it still runs every other test.
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build the demonstration site and serve it on this machine."""
    preview = Preview(tmp_path_factory.mktemp("site") / "output", port=0)
    with open_server(preview) as server:
        home = address(preview, server)
        build(ROOT, Options(now=datetime(2026, 11, 20, tzinfo=UTC), output=preview.output, base_url=home))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield home
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium, which looks nothing up by itself."""
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open an empty page of its own for a test."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_cut_off_goes_wrong_or_comes_from_elsewhere(
    site: str, browser: Browser, size: str, scheme: str
) -> None:
    width, height = SIZES[size]
    found: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: None if request.url.startswith((site, "data:")) else found.append(request.url))
    for path in PAGES:
        assert page.goto(site + path, wait_until="networkidle")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (path, wide) == (path, 0)
    context.close()
    assert found == []


def test_an_article_gets_the_latest_news_from_one_small_file(site: str, page: Page) -> None:
    page.goto(site + "2022/02/who-plays-whom/", wait_until="networkidle")
    assert page.get_by_role("heading", name="Must read").is_visible()
    newest = page.locator("[data-include] a", has_text="Filming has wrapped").first
    assert newest.is_visible()


def test_without_scripts_an_article_links_to_the_latest_news(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "2022/02/who-plays-whom/")
    assert page.locator("[data-include] a").first.is_visible()
    context.close()


def test_a_spoiler_is_hidden_until_it_is_asked_for(site: str, page: Page) -> None:
    page.goto(site + "2025/11/the-finale-folded/", wait_until="networkidle")
    spoiler = page.locator("details.spoiler").first
    hidden = spoiler.locator("p").last
    assert not hidden.is_visible()
    spoiler.locator("summary").click()
    assert hidden.is_visible()


@pytest.mark.parametrize("file", ["feed.xml", "atom.xml"])
def test_a_feed_reads_as_a_page_and_not_as_code(site: str, page: Page, file: str) -> None:
    page.goto(site + file, wait_until="networkidle")
    body = "[...document.querySelectorAll('encoded, entry > content')].map(each => getComputedStyle(each).display)"
    title = "getComputedStyle(document.querySelector('item > title, entry > title')).display"
    hint = "getComputedStyle(document.documentElement, '::before').content"
    assert set(page.evaluate(body)) == {"none"}
    assert page.evaluate(title) == "block"
    assert "feed reader" in page.evaluate(hint)


def test_a_search_finds_the_article_with_all_words_and_tells_how_many(site: str, page: Page) -> None:
    page.goto(site + "search/", wait_until="networkidle")
    page.get_by_label("Words in").fill("WRAPPED  filming")
    assert page.get_by_text("needs JavaScript").count() == 0
    page.keyboard.press("Enter")
    first = page.locator("#found h3 a").first
    first.wait_for()
    assert "Filming has wrapped" in first.inner_text()
    assert first.get_attribute("href") == "/2026/02/filming-wraps/"
    rows = page.locator("#found li").count()
    assert page.get_by_role("status").inner_text() == ("1 article" if rows == 1 else f"{rows} articles")
    assert page.url == site + "search/?q=WRAPPED++filming"
    page.get_by_label("Words in").fill("zebra")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    page.get_by_text("No article has all of these words.").wait_for()
    assert page.locator("#found li").count() == 0


def test_a_search_takes_its_words_from_the_address_and_shows_titles_as_text(site: str, page: Page) -> None:
    title, decomposed = "Is <b>\ubc15\uc9c0\ud6c4</b> & <img src=x onerror=alert(1)> back", "\u1107\u1161\u11a8"
    entries = [
        {"title": "Other", "url": "/other/", "date": "2026-03-01T00:30:00+09:00", "dek": "\ubc15 of the dek"},
        {"title": title, "url": "/it/", "date": "2026-02-22T00:30:00+09:00"},
    ]
    page.route("**/search.json", lambda route: route.fulfill(json=entries))
    page.goto(f"{site}search/?q={decomposed}", wait_until="networkidle")
    assert page.locator("#found h3").all_inner_texts() == [title, "Other"]
    assert page.locator("#found :is(b, img)").count() == 0
    assert "22 Feb" in page.locator("#found time").first.inner_text()


def test_without_scripts_the_search_names_other_ways(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "search/")
    assert page.get_by_text("needs JavaScript").is_visible()
    for path in ("archive/", "tags/", "people/"):
        assert page.get_by_role("main").locator(f"a[href='/{path}']").is_visible()
    context.close()
