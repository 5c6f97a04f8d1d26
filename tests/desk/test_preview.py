"""The preview's server: the site and nothing else, to this machine and nobody else, whatever it is sent."""

import os
import socket
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from threading import Thread

import pytest

from fanwire.desk.preview import Answer, Preview, address, answer, open_server
from fanwire.errors import EnvironmentProblem, UsageError

HERE = "127.0.0.1:8000"


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    """Make a small site with all sorts of things beside and in it."""
    output = tmp_path / "output"
    (output / "about").mkdir(parents=True)
    (output / "시즌 2").mkdir()
    (output / "empty").mkdir()
    for name in ("index.html", "about/index.html", "404.html", "시즌 2/index.html", "app.webmanifest", "f.woff2"):
        (output / name).write_text(name, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (output / "leak.txt").symlink_to(tmp_path / "secret.txt")
    (output / "up").symlink_to(tmp_path)
    (output / "loop").symlink_to(output / "loop")
    (output / "fine.txt").symlink_to("index.html")
    os.mkfifo(output / "pipe")
    return Preview(output)


@pytest.fixture
def port(preview: Preview) -> Iterator[int]:
    """Run the server on a free port."""
    with open_server(Preview(preview.output, port=0)) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield int(server.server_address[1])
        server.shutdown()


def ask(port: int, request: bytes) -> bytes:
    """Send bytes as they are and read until the server hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        parts = iter(lambda: connection.recv(65536), b"")
        return b"".join(parts)


def get(port: int, target: str = "/") -> bytes:
    """Ask as a browser does."""
    return ask(port, f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())


@pytest.mark.parametrize(
    ("target", "body"),
    [
        ("/", b"index.html"),
        ("/index.html", b"index.html"),
        ("/?utm_source=x", b"index.html"),
        ("/about/", b"about/index.html"),
        ("/about/?a=/../b", b"about/index.html"),
        ("/%61bout/", b"about/index.html"),
        ("/%EC%8B%9C%EC%A6%8C%202/", "시즌 2/index.html".encode()),
        ("/fine.txt", b"index.html"),
    ],
)
def test_a_page_is_found_by_its_address(preview: Preview, target: str, body: bytes) -> None:
    found = answer(preview, target, HERE)
    assert (found.status, found.body) == (HTTPStatus.OK, body)


@pytest.mark.parametrize(
    "target",
    [
        "/nothing",
        "/empty/",
        "/index.html/",
        "/leak.txt",
        "/up/secret.txt",
        "/up/output/index.html/..",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/about/../../secret.txt",
        "/about/./index.html",
        "//etc/passwd",
        "/%2Fetc/passwd",
        "/loop",
        "/pipe",
        "/%00",
        "/%ff",
        "/" + "a" * 5000,
        "/" + "a/" * 3000,
        "http://example.org/",
        "*",
        "",
    ],
)
def test_what_is_no_file_of_the_site_is_not_found(preview: Preview, target: str) -> None:
    assert answer(preview, target, HERE) == Answer(HTTPStatus.NOT_FOUND, "text/html; charset=utf-8", b"404.html")


def test_a_folder_is_asked_for_with_a_slash(preview: Preview) -> None:
    assert answer(preview, "/about?x", HERE).location == "/about/"
    assert answer(preview, "/%EC%8B%9C%EC%A6%8C%202", HERE).location == "/%EC%8B%9C%EC%A6%8C%202/"


@pytest.mark.parametrize(
    ("target", "status", "location"),
    [
        ("/", HTTPStatus.FOUND, "/blog/"),
        ("/blog", HTTPStatus.FOUND, "/blog/"),
        ("/blog/", HTTPStatus.OK, ""),
        ("/blog/about", HTTPStatus.FOUND, "/blog/about/"),
        ("/blog/about/", HTTPStatus.OK, ""),
        ("/about/", HTTPStatus.NOT_FOUND, ""),
        ("/blog//about/", HTTPStatus.NOT_FOUND, ""),
    ],
)
def test_a_site_in_a_folder_is_seen_there_only(
    preview: Preview, target: str, status: HTTPStatus, location: str
) -> None:
    found = answer(Preview(preview.output, home="/blog/"), target, HERE)
    assert (found.status, found.location) == (status, location)


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST", "[::1]:8000", "127.0.0.1:9000"])
def test_our_own_names_are_answered(preview: Preview, host: str) -> None:
    assert answer(preview, "/", host).status == HTTPStatus.OK
    assert answer(preview, "/", HERE, origin=f"http://{host}").status == HTTPStatus.OK


@pytest.mark.parametrize(
    "name", ["evil.example", "evil.example:8000", "192.168.1.5:8000", "[", "a@b", "127.0.0.1.nip.io"]
)
def test_a_name_that_is_not_ours_is_refused_as_host_and_as_origin(preview: Preview, name: str) -> None:
    assert answer(preview, "/", name).status == HTTPStatus.FORBIDDEN
    assert answer(preview, "/", HERE, origin=f"https://{name}").status == HTTPStatus.FORBIDDEN


def test_a_request_without_a_host_or_from_nowhere_is_refused(preview: Preview) -> None:
    assert answer(preview, "/", "").status == HTTPStatus.FORBIDDEN
    assert answer(preview, "/", HERE, origin="null").status == HTTPStatus.FORBIDDEN


def test_a_public_preview_answers_to_numbers_but_not_to_names(preview: Preview) -> None:
    public = Preview(preview.output, host="0.0.0.0", public=True)  # noqa: S104 -- what is tested
    assert answer(public, "/", "192.168.1.5:8000").status == HTTPStatus.OK
    assert answer(public, "/", "evil.example").status == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "herald.example"])  # noqa: S104 -- what is tested
def test_other_machines_are_kept_out_unless_asked_for(preview: Preview, host: str) -> None:
    with pytest.raises(UsageError, match="to others"):
        open_server(Preview(preview.output, host=host))


def test_a_port_that_is_taken_is_said(preview: Preview, port: int) -> None:
    with pytest.raises(EnvironmentProblem, match=f"port {port} of 127.0.0.1 can't be had"):
        open_server(Preview(preview.output, port=port))


def test_a_port_that_cannot_be_is_said(preview: Preview) -> None:
    with pytest.raises(EnvironmentProblem, match="port 70000"):
        open_server(Preview(preview.output, port=70000))


def test_the_address_ends_with_a_slash_and_names_the_port(preview: Preview) -> None:
    elsewhere = Preview(preview.output, port=0, home="/blog/")
    with open_server(elsewhere) as server:
        assert address(elsewhere, server) == f"http://127.0.0.1:{server.server_address[1]}/blog/"


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("app.webmanifest", "application/manifest+json"),
        ("f.woff2", "font/woff2"),
        ("index.html", "text/html; charset=utf-8"),
        ("picture.svg", "image/svg+xml"),
        ("feed.xml", "application/xml"),
        ("PICTURE.PNG", "image/png"),
        ("data.bin", "application/octet-stream"),
    ],
)
def test_a_file_is_sent_as_what_it_is(preview: Preview, name: str, media_type: str) -> None:
    (preview.output / name).touch()
    assert answer(preview, f"/{name}", HERE).media_type == media_type


def test_nothing_is_kept_by_the_browser_nor_taken_for_something_else(port: int) -> None:
    head, _, body = get(port).partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    assert {b"cache-control: no-store", b"x-content-type-options: nosniff", b"content-length: 10"} <= set(lines)
    assert body == b"index.html"


def test_head_gives_no_body(port: int) -> None:
    given = ask(port, f"HEAD / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
    assert given.startswith(b"HTTP/1.0 200")
    assert given.endswith(b"\r\n\r\n")


def test_an_unbuilt_site_says_so(tmp_path: Path) -> None:
    found = answer(Preview(tmp_path / "output"), "/", HERE)
    assert found.status == HTTPStatus.NOT_FOUND
    assert b"built" in found.body


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"",
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / FTP/1.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)),
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: y\r\n" % number for number in range(200)) + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello",
        b"GET / HTTP/1.1\r\nHost: [::1\r\n\r\n",
    ],
    ids=lambda request_bytes: repr(bytes(request_bytes[:24])),
)
def test_the_server_survives_what_is_no_request(
    port: int, request_bytes: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    ask(port, request_bytes)
    assert get(port).endswith(b"index.html")
    assert "Traceback" not in capfd.readouterr().err


def test_a_visitor_who_says_nothing_keeps_nobody_waiting(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)):
        assert get(port).endswith(b"index.html")
