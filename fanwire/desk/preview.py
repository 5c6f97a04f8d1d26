"""The preview's web server: it answers for one folder, to this machine, and survives whatever it is sent.

It is made for writers and not for the public: nothing is cached, every answer is read from the folder anew.
"""

import sys
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from socket import AF_INET, AF_INET6
from socketserver import TCPServer
from types import MappingProxyType
from typing import ClassVar
from urllib.parse import quote, unquote_to_bytes, urlsplit

from fanwire.errors import EnvironmentProblem, UsageError
from fanwire.records.record import Record

# Told here and not by the module mimetypes, which asks the machine: the preview is the same everywhere.
_MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".atom": "application/atom+xml",
        ".avif": "image/avif",
        ".css": "text/css; charset=utf-8",
        ".gif": "image/gif",
        ".html": "text/html; charset=utf-8",
        ".ico": "image/x-icon",
        ".ics": "text/calendar; charset=utf-8",
        ".jpeg": "image/jpeg",
        ".jpg": "image/jpeg",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".mjs": "text/javascript; charset=utf-8",
        ".mp3": "audio/mpeg",
        ".mp4": "video/mp4",
        ".opml": "text/x-opml; charset=utf-8",
        ".pdf": "application/pdf",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
        ".webp": "image/webp",
        ".woff": "font/woff",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
        ".xsl": "application/xslt+xml",
    }
)


class Preview(Record, frozen=True):
    """What is shown and where: the site in `output` (absolute), under `home`, on `host` and `port` (0: any free one).

    `public` allows a host that other machines reach; without it the preview is for this machine only.
    """

    output: Path
    host: str = "127.0.0.1"
    port: int = 8000
    home: str = "/"
    public: bool = False


class Answer(Record, frozen=True):
    """What a browser gets: `Answer(HTTPStatus.FOUND, location="/about/")`."""

    status: HTTPStatus
    media_type: str = "text/plain; charset=utf-8"
    body: bytes = b""
    location: str = ""


def open_server(preview: Preview) -> ThreadingHTTPServer:
    """Take the port; the caller lets it serve and closes it.

    Raises UsageError for a host that is not of this machine alone, EnvironmentProblem for a port that can't be had.
    """
    if not preview.public and not _is_loopback(preview.host):
        raise UsageError(f"--host {preview.host} would show the preview to others; 127.0.0.1 keeps it to yourself")
    try:
        return _server_class(preview.host)((preview.host, preview.port), _handler(preview))
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise EnvironmentProblem(f"port {preview.port} of {preview.host} can't be had: {why}; try --port 0") from error


def address(preview: Preview, server: ThreadingHTTPServer) -> str:
    """Where the site is seen: `http://127.0.0.1:8000/`, always with a slash at its end."""
    host = f"[{preview.host}]" if ":" in preview.host else preview.host
    return f"http://{host}:{server.server_address[1]}{preview.home}"


def answer(preview: Preview, target: str, host: str, origin: str = "") -> Answer:
    """Answer a request: `answer(preview, "/about/", "127.0.0.1:8000")`.

    `host` and `origin` are the headers of those names. A page on the web can lead a browser here under a name of its
    own (DNS rebinding), so a name that is not ours is refused, in either.
    """
    names = [host, *([origin.rpartition("://")[2]] if origin else [])]
    if not all(_is_ours(preview, name) for name in names):
        return Answer(HTTPStatus.FORBIDDEN, body=b"The preview answers to the address it was started with.\n")
    path = target.partition("?")[0].partition("#")[0]
    if preview.home not in {"/", path} and path in {"/", preview.home.removesuffix("/")}:
        return Answer(HTTPStatus.FOUND, location=preview.home)
    parts = _parts(path.removeprefix(preview.home)) if path.startswith(preview.home) else None
    found = _inside(preview.output, parts) if parts is not None else None
    if found is not None and found.is_dir() and not path.endswith("/"):
        return Answer(HTTPStatus.FOUND, location=quote(preview.home + "/".join(parts or ()), safe="/") + "/")
    if found is not None and (found.is_dir() or path.endswith("/")):
        found = _inside(preview.output, (*(parts or ()), "index.html"))
    return _file(found) or _not_found(preview)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_ours(preview: Preview, header: str) -> bool:
    """Tell whether a Host header is a name of this server; only names can be rebound, so when public any number is."""
    try:
        name = (urlsplit(f"//{header}").hostname or "").removesuffix(".")
    except ValueError:
        return False
    if name == "localhost" or name == preview.host.lower():
        return True
    try:
        return ip_address(name).is_loopback or preview.public
    except ValueError:
        return False


def _parts(path: str) -> tuple[str, ...] | None:
    """Split a path below home: `"people/lomon/" -> ("people", "lomon")`; None for what can't be a file of a site."""
    try:
        text = unquote_to_bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        return None
    parts = tuple(text.removesuffix("/").split("/")) if text else ()
    return None if any(part in {"", ".", ".."} or "\0" in part for part in parts) else parts


def _inside(output: Path, parts: tuple[str, ...]) -> Path | None:
    """Find a file or folder of the site; None where there is none, or a link leads out of it."""
    try:
        top = output.resolve()
        found = top.joinpath(*parts).resolve()
        return found if found.exists() and (found == top or top in found.parents) else None
    except (OSError, RuntimeError):  # a name that is too long, a loop of links
        return None


def _file(path: Path | None, status: HTTPStatus = HTTPStatus.OK) -> Answer | None:
    try:
        if path is None or not path.is_file():
            return None
        return Answer(status, _MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream"), path.read_bytes())
    except OSError:  # no permission; or a build took it away just now
        return None


def _not_found(preview: Preview) -> Answer:
    page = _file(_inside(preview.output, ("404.html",)), HTTPStatus.NOT_FOUND)
    return page or Answer(HTTPStatus.NOT_FOUND, body=b"There is no such page. Has the site been built?\n")


def _server_class(host: str) -> type[ThreadingHTTPServer]:
    class Server(ThreadingHTTPServer):
        address_family = AF_INET6 if ":" in host else AF_INET
        daemon_threads = True

        def server_bind(self) -> None:
            """Take the port without asking the network for this machine's name, as the parent does."""
            TCPServer.server_bind(self)
            self.server_name, self.server_port = host, self.server_address[1]

        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing when a browser hangs up; anything else is a mistake of ours and is shown."""
            if not isinstance(sys.exception(), OSError):
                super().handle_error(request, client_address)  # type: ignore[arg-type]

    return Server


def _handler(preview: Preview) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        server_version = "Fanwire"
        sys_version = ""
        timeout: ClassVar[float] = 20  # seconds for a browser that opens a connection and says nothing

        def do_GET(self) -> None:
            found = answer(preview, self.path, self.headers.get("Host", ""), self.headers.get("Origin", ""))
            self.send_response(found.status)
            self.send_header("Content-Type", found.media_type)
            self.send_header("Content-Length", str(len(found.body)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Cross-Origin-Resource-Policy", "same-origin")
            if found.location:
                self.send_header("Location", found.location)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(found.body)

        do_HEAD = do_GET  # noqa: N815 -- the name is the library's

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the parameter is the library's
            """Keep the terminal for what the writer did."""

    return Handler
