"""The preview: build, show, and build again at each change. A build that fails is said, and the last good site stays.

The only module that imports watchdog.
"""

import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from socketserver import BaseServer
from threading import Event, Thread

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from fanwire.desk.preview import Preview, address, open_server
from fanwire.errors import EnvironmentProblem, FanwireError

_FOLDERS = ("content", "templates", "static")
_SETTINGS = "site.yaml"
# Reading a file is reported too, as `opened` and `closed_no_write`: taking those for changes would build for ever.
_CHANGES = frozenset({"created", "modified", "deleted", "moved"})
_QUIET = 0.2
"""Seconds without a change before a build: editors write a file in several steps, and git many files."""
_GLANCE = 0.5
"""Seconds between two looks at whether to stop."""

Watched = dict[str, ObservedWatch]
"""What is watched, by the folder's name below the site's; `.` is the site's own."""


def serve(
    root: Path,
    preview: Preview,
    build: Callable[[str], str],
    say: Callable[[str], None],
    stop: Event | None = None,
) -> None:
    """Serve the site and keep it fresh until `stop` is set, or KeyboardInterrupt, which is passed on.

    `build` is given the address that the site is seen at, `http://127.0.0.1:8000/`, and gives a line about what it did;
    `say` shows such lines. Raises UsageError for a host that other machines reach, EnvironmentProblem for a taken port.
    """
    stop = stop or Event()
    changes: SimpleQueue[str] = SimpleQueue()
    with open_server(preview) as server, _answering(server), _observing() as observer:
        handler = _handler(root, preview.output, changes)
        watched = _watch(root, observer, handler, {}, [])
        home = address(preview, server)
        _build(build, home, say)
        say(f"The site is at {home} and follows your changes; Ctrl+C ends it.")
        while not stop.is_set():
            changed = _settled(changes)
            watched = _watch(root, observer, handler, watched, changed)
            if changed:
                say(f"{changed[0]} changed")
                _build(build, home, say)


def is_input(root: Path, output: Path, path: Path) -> bool:
    """Tell whether a changed path can change the site: `content/...` can, `output/...` and `.fanwire/...` never.

    Hidden files and backups are no part of a site; editors write many.
    """
    if not path.is_relative_to(root) or path.is_relative_to(output):
        return False
    parts = path.relative_to(root).parts
    if any(part.startswith(".") or part.endswith("~") for part in parts):
        return False
    return parts == (_SETTINGS,) or (bool(parts) and parts[0] in _FOLDERS)


@contextmanager
def _answering(server: BaseServer) -> Iterator[None]:
    """Let the server answer beside our own work, from before the first build: the last site is there already."""
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()


@contextmanager
def _observing() -> Iterator[BaseObserver]:
    observer = Observer()
    with warnings.catch_warnings():
        # Folders made one in another are seen twice by watchdog, as they are made and as it looks into the outer one;
        # it warns that the second watch takes the first one's place, which is the same.
        warnings.filterwarnings("ignore", "Callback with id .* already exists", RuntimeWarning)
        observer.start()
        try:
            yield observer
        finally:
            observer.stop()
            observer.join()


def _build(build: Callable[[str], str], base_url: str, say: Callable[[str], None]) -> None:
    try:
        say(build(base_url))
    except FanwireError as error:
        say(str(error))


def _settled(changes: "SimpleQueue[str]") -> list[str]:
    """Wait for changes to begin and to end, and name them; none when nothing happened for a moment."""
    found: list[str] = []
    while True:
        try:
            found.append(changes.get(timeout=_QUIET if found else _GLANCE))
        except Empty:
            return found


def _handler(root: Path, output: Path, changes: "SimpleQueue[str]") -> FileSystemEventHandler:
    class Handler(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            """Pass on changes of the site's own files, by their path from its folder."""
            # A folder is modified whenever a file in it comes or goes, which has an event of its own.
            if event.event_type not in _CHANGES or (event.is_directory and event.event_type == "modified"):
                return
            for path in (event.dest_path, event.src_path):
                place = Path(os.fsdecode(path))
                if path and is_input(root, output, place):
                    changes.put(place.relative_to(root).as_posix())
                    return

    return Handler()


def _watch(
    root: Path, observer: BaseObserver, handler: FileSystemEventHandler, watched: Watched, changed: list[str]
) -> Watched:
    """Watch the folders there are. One that is itself among the changes was removed or made, and needs a new watch.

    The site's own folder is watched without those in it, for site.yaml: .venv or .git would cost thousands of watches.
    """
    there = [name for name in (".", *_FOLDERS) if (root / name).is_dir()]
    kept = {name: watch for name, watch in watched.items() if name in there and name not in changed}
    for name in watched.keys() - kept.keys():
        observer.unschedule(watched[name])
    try:
        return {
            name: kept.get(name) or observer.schedule(handler, str(root / name), recursive=name != ".")
            for name in there
        }
    except OSError as error:
        raise EnvironmentProblem(f"{root} can't be watched: {error.strerror}") from error
