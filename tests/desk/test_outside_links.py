"""Asking outside pages whether they are there, tried on a server of this machine."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socket import socket

import pytest

from fanwire.cli import main
from fanwire.desk.outside_links import unanswered
from tests.loopback import served

STATUSES = {"/": 200, "/gone": 404, "/for-ever": 410, "/broken": 503, "/refused": 403, "/moved": 301, "/to-ftp": 302}
TARGETS = {"/moved": "/gone", "/to-ftp": "ftp://127.0.0.1/x"}


class Pages(BaseHTTPRequestHandler):
    """Answers with the status of a path; HEAD is refused at /no-head."""

    asked: list[str]

    def do_HEAD(self) -> None:
        """Answer to the method that is tried first."""
        self.answer(404 if self.path == "/no-head" else STATUSES.get(self.path, 200))

    def do_GET(self) -> None:
        """Answer to the method that is tried where the first is refused."""
        self.answer(STATUSES.get(self.path, 200))

    def answer(self, status: int) -> None:
        """Send the head of an answer."""
        self.send_response(status)
        if self.path in TARGETS:
            self.send_header("Location", TARGETS[self.path])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Run the server, and give its address without a slash at its end."""
    with served(Pages, monkeypatch) as address:
        yield address


def test_what_is_gone_or_fails_is_named_with_its_reason(there: str) -> None:
    found = unanswered([f"{there}{path}" for path in STATUSES], timeout=5)
    assert {address.removeprefix(there): reason.partition(" ")[0] for address, reason in found.items()} == {
        "/gone": "404",
        "/for-ever": "410",
        "/broken": "503",
        "/moved": "404",
    }


def test_a_server_that_refuses_head_is_asked_again(there: str) -> None:
    assert unanswered([f"{there}/no-head"], timeout=5) == {}


def test_a_fragment_is_not_sent_and_an_address_asked_once(there: str) -> None:
    assert list(unanswered([f"{there}/gone#a", f"{there}/gone#b"], timeout=5)) == [f"{there}/gone"]


def test_nobody_at_the_door_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with socket() as closed:
        closed.bind(("127.0.0.1", 0))  # taken, but nobody listens
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        assert unanswered([address], timeout=5)[address].startswith("can't be reached: ")


@pytest.mark.parametrize("address", ["http://[broken/", "http://127.0.0.1:99999/", "file:///etc/hostname"])
def test_an_address_that_is_none_is_no_crash(address: str) -> None:
    assert unanswered([address], timeout=5)[address].startswith("can't be reached")


def test_check_asks_only_when_told_to(there: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = f"---\ntitle: A\ndate: 2026-01-02\n---\n\n[One]({there}/gone) and [two]({there}/).\n"
    silenced = (
        f"---\ntitle: B\ndate: 2026-01-02\n---\n\n[One]({there}/gone) %% fw: ignore FW601 because it is known %%\n"
    )
    for name, text in {
        "site.yaml": "title: T\nbase_url: https://t.example/\n",
        "content/articles/a.md": article,
        "content/articles/b.md": silenced,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert main(["check", "--site", str(tmp_path), "--strict"]) == 0
    assert capsys.readouterr().out == "0 warnings in 2 files\n"
    assert main(["check", "--site", str(tmp_path), "--strict", "--external"]) == 1
    out = capsys.readouterr().out
    assert f"content/articles/a.md:6:7  FW601 {there}/gone: 404" in out
    assert out.endswith("1 warning in 2 files; 1 silenced\n")
