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
