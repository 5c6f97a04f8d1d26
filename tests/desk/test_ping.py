"""Telling hubs and search engines of a deploy, tried on a server of this machine that fails in every way."""

import io
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socket import socket
from threading import Event
from time import sleep
from typing import ClassVar
from urllib.parse import parse_qs

import pytest

from fanwire.cli import main
from fanwire.desk.ping import Message, deliver
from fanwire.errors import Undelivered
from fanwire.records.addresses import FEED_FILES
from tests.loopback import served

HERALD = "https://herald.example/"
CHANGED = [HERALD, f"{HERALD}2026/02/wrap/", f"{HERALD}feed.xml", f"{HERALD}shows/hill/atom.xml"]
GONE = [f"{HERALD}2026/02/old/", f"{HERALD}tags/old/feed.xml"]
KEY = "0123456789abcdef"


class Listener(BaseHTTPRequestHandler):
    """Answers `/hub` and `/indexnow` with the next of its `answers`, each a status and headers; else with 204."""

    answers: ClassVar[dict[str, list[tuple[int, dict[str, str]]]]]
    heard: ClassVar[list[tuple[str, str, str]]]
    slow: ClassVar[Event | None]

    def do_POST(self) -> None:
        """Note what was said, and answer."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.heard.append((self.path, self.headers["Content-Type"], body))
        if self.slow:
            self.slow.wait(5)
        status, headers = self.answers[self.path].pop(0) if self.answers.get(self.path) else (204, {})
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Run the server, and give its address without a slash at its end."""
    Listener.answers, Listener.heard, Listener.slow = {}, [], None
    with served(Listener, monkeypatch) as address:
        yield address


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Note how long `ping` would have waited, and don't wait."""
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    return waits


@pytest.fixture
def site(there: str, tmp_path: Path) -> Path:
    """Write a site that names the server as its hub, and what a build of it changed."""
    (tmp_path / "content").mkdir()
    settings = f"title: H\nbase_url: {HERALD}\nfeeds: {{hub: {there}/hub}}\nindexnow_key: {KEY}\n"
    (tmp_path / "site.yaml").write_text(settings, encoding="utf-8")
    (tmp_path / "changed.json").write_text(json.dumps({"changed": CHANGED, "gone": GONE}), encoding="utf-8")
    return tmp_path


def ping(site: Path, there: str, *more: str) -> int:
    """Run the command on what the build changed."""
    return main(["ping", str(site / "changed.json"), "--site", str(site), "--indexnow", f"{there}/indexnow", *more])


# --- what is told ----------------------------------------------------------------------------------------------------


def test_the_hub_hears_of_feeds_and_indexnow_of_pages(
    there: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ping(site, there) == 0
    assert capsys.readouterr().out == "the hub was told of 2 addresses, IndexNow was told of 3 addresses\n"
    hub = [
        parse_qs(body)
        for path, kind, body in Listener.heard
        if (path, kind) == ("/hub", "application/x-www-form-urlencoded")
    ]
    assert hub == [{"hub.mode": ["publish"], "hub.url": [url]} for url in CHANGED[2:]]
    ((kind, body),) = [(kind, body) for path, kind, body in Listener.heard if path == "/indexnow"]
    assert kind == "application/json; charset=utf-8"
    assert json.loads(body) == {
        "host": "herald.example",
        "key": KEY,
        "keyLocation": f"{HERALD}{KEY}.txt",
        "urlList": [*CHANGED[:2], GONE[0]],
    }


def test_only_who_is_named_is_told(there: str, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for settings, told in ((f"feeds: {{hub: {there}/hub}}", "/hub"), (f"indexnow_key: {KEY}", "/indexnow")):
        Listener.heard.clear()
        (site / "site.yaml").write_text(f"title: H\nbase_url: {HERALD}\n{settings}\n", encoding="utf-8")
        assert ping(site, there) == 0
        assert {path for path, _, _ in Listener.heard} == {told}
    (site / "site.yaml").write_text(f"title: H\nbase_url: {HERALD}\n", encoding="utf-8")
    assert ping(site, there) == 2
    assert "site.yaml names nobody to tell" in capsys.readouterr().err


def test_the_list_may_come_from_standard_input(there: str, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO((site / "changed.json").read_text(encoding="utf-8")))
    assert main(["ping", "--site", str(site), "--indexnow", f"{there}/indexnow"]) == 0
    assert len(Listener.heard) == 3


def test_a_dry_run_says_what_would_be_sent_and_sends_nothing(
    there: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ping(site, there, "--dry-run") == 0
    said = capsys.readouterr().out
    assert f"POST {there}/hub\n    hub.mode=publish&hub.url=https%3A%2F%2Fherald.example%2Ffeed.xml\n" in said
    assert f'"urlList": ["{HERALD}", ' in said
    assert Listener.heard == []


def test_a_build_that_changed_nothing_tells_nobody(there: str, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "changed.json").write_text('{"changed": [], "gone": []}', encoding="utf-8")
    assert ping(site, there) == 0
    assert (capsys.readouterr().out, Listener.heard) == ("nothing to tell\n", [])


def test_indexnow_takes_ten_thousand_addresses_at_once(there: str, site: Path) -> None:
    many = {"changed": [f"{HERALD}{number}/" for number in range(20_001)], "gone": []}
    (site / "changed.json").write_text(json.dumps(many), encoding="utf-8")
    assert ping(site, there) == 0
    assert [len(json.loads(body)["urlList"]) for _, _, body in Listener.heard] == [10_000, 10_000, 1]


# --- a server in trouble ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_server_in_trouble_is_asked_again_after_a_while(
    status: int, there: str, site: Path, waited: list[float]
) -> None:
    Listener.answers = {"/indexnow": [(status, {}), (status, {})]}
    assert ping(site, there) == 0
    assert [path for path, _, _ in Listener.heard].count("/indexnow") == 3
    assert waited == [1, 2]


def test_a_server_says_how_long_to_wait(there: str, site: Path, waited: list[float]) -> None:
    Listener.answers = {
        "/indexnow": [(429, {"Retry-After": "17"}), (503, {"Retry-After": "0"}), (503, {"Retry-After": "?"})]
    }
    assert ping(site, there) == 0
    assert waited == [17, 2, 4]


def test_a_moment_to_wait_for_counts_by_the_clock_of_the_server(
    there: str, site: Path, waited: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Listener, "date_time_string", lambda *_: "Sat, 28 Feb 2026 12:00:00 GMT")
    Listener.answers = {"/indexnow": [(503, {"Retry-After": "Sat, 28 Feb 2026 12:00:30 GMT"})]}
    assert ping(site, there) == 0
    assert waited == [30]


def test_a_server_that_asks_for_more_than_a_minute_is_left_alone(
    there: str, site: Path, waited: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    Listener.answers = {"/indexnow": [(429, {"Retry-After": "3600"})]}
    assert ping(site, there) == 1
    assert waited == []
    assert "429 Too Many Requests, try again in 3600 s; 3 addresses" in capsys.readouterr().err


def test_a_server_that_stays_in_trouble_is_an_error_and_the_others_are_told(
    there: str, site: Path, waited: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    Listener.answers = {"/hub": [(500, {})] * 9}
    assert ping(site, there) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == (
        f"fanwire: the hub, {there}/hub: 500 Internal Server Error; 2 addresses, {HERALD}feed.xml first\n"
        "IndexNow was told of 3 addresses.\n"
    )
    assert waited == [1, 2, 4]
    assert [path for path, _, _ in Listener.heard].count("/hub") == 4, "not waited for again with the second feed"


@pytest.mark.parametrize(
    ("status", "words"),
    [(400, "400 Bad Request;"), (403, "403 Forbidden (the server doesn't find the key"), (422, "422 Unprocessable")],
)
def test_what_a_server_refuses_is_not_said_again(
    status: int, words: str, there: str, site: Path, waited: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    Listener.answers = {"/indexnow": [(status, {})]}
    assert ping(site, there) == 1
    assert f"IndexNow, {there}/indexnow: {words}" in capsys.readouterr().err
    assert (waited, [path for path, _, _ in Listener.heard].count("/indexnow")) == ([], 1)


def test_one_feed_that_a_hub_refuses_does_not_keep_it_from_the_next(
    there: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Listener.answers = {"/hub": [(404, {})]}
    assert ping(site, there) == 1
    assert "404 Not Found; 1 address, https://herald.example/feed.xml first" in (said := capsys.readouterr().err)
    assert "the hub was told of 1 address, IndexNow was told of 3 addresses." in said


def test_a_server_that_has_moved_is_named_and_not_followed(
    there: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Listener.answers = {"/hub": [(301, {"Location": "https://elsewhere.example/"})] * 2}
    assert ping(site, there) == 1
    assert "301 Moved Permanently, to https://elsewhere.example/: write that address" in capsys.readouterr().err


def test_nobody_at_the_door_is_tried_again_and_said_in_words(
    site: Path, waited: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with socket() as closed:
        closed.bind(("127.0.0.1", 0))  # taken, but nobody listens
        assert ping(site, f"http://127.0.0.1:{closed.getsockname()[1]}") == 1
    assert "can't be reached: [Errno 111] Connection refused" in capsys.readouterr().err
    assert waited == [1, 2, 4]


def test_a_server_that_does_not_answer_is_given_up(there: str) -> None:
    Listener.slow = Event()
    message = Message("the hub", f"{there}/hub", "text/plain", b"x", (HERALD,))
    with pytest.raises(Undelivered, match="can't be reached: timed out"):
        deliver([message], lambda _: None, timeout=0.05)
    Listener.slow.set()
    assert len(Listener.heard) == 4


# --- a list that is none ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"changed": []}', '{"changed": "x", "gone": []}', '{"changed": [1], "gone": []}']
)
def test_what_no_build_printed_is_refused(
    text: str, there: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "changed.json").write_text(text, encoding="utf-8")
    assert ping(site, there) == 2
    assert "changed.json doesn't hold what `fanwire build --json` prints" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_said(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ping", str(site / "nothing.json"), "--site", str(site)]) == 2
    assert "nothing.json: No such file or directory" in capsys.readouterr().err


def test_addresses_of_another_site_are_told_to_nobody(
    there: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    preview = {"changed": ["http://localhost:8000/about/"], "gone": []}
    (site / "changed.json").write_text(json.dumps(preview), encoding="utf-8")
    assert ping(site, there) == 2
    assert "http://localhost:8000/about/ is not below https://herald.example/" in capsys.readouterr().err
    assert Listener.heard == []


# --- from a build to the hub -----------------------------------------------------------------------------------------


def test_what_a_build_prints_is_what_ping_reads(there: str, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = site / "content/articles/wrap.md"
    article.parent.mkdir()
    article.write_text("---\ntitle: Wrap\ndate: 2026-02-22\n---\n\nText.\n", encoding="utf-8")
    assert main(["build", "--site", str(site), "--json"]) == 0
    (site / "changed.json").write_text(capsys.readouterr().out, encoding="utf-8")
    assert ping(site, there) == 0
    assert {parse_qs(body)["hub.url"][0] for path, _, body in Listener.heard if path == "/hub"} >= {
        f"{HERALD}{name}" for name in FEED_FILES
    }


def test_a_build_tells_nobody(there: str, site: Path) -> None:
    assert there
    assert main(["build", "--site", str(site), "--quiet"]) == 0
    sleep(0.05)
    assert Listener.heard == []
