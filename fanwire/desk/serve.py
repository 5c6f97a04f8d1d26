"""The preview: build, show, and build again at each change. A build that fails is said, and the last good site stays.

The only module that imports watchdog.
"""

import os
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
"""Seconds between two looks at whether to stop and whether a folder has come or gone."""

Watched = dict[str, tuple[int, ObservedWatch]]
"""What is watched: each folder's name, which folder it was (its inode), and the watch."""


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
        watched = _watch(root, observer, handler, {})
        home = address(preview, server)
        _build(build, home, say)
        say(f"The site is at {home} and follows your changes; Ctrl+C ends it.")
        while not stop.is_set():
            changed = _settled(changes)
            watched = _watch(root, observer, handler, watched)
            if changed:
                say(f"{changed} changed")
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


def _settled(changes: "SimpleQueue[str]") -> str:
    """Wait for changes to begin and to end, and name the first; empty when nothing happened for a moment."""
    try:
        first = changes.get(timeout=_GLANCE)
    except Empty:
        return ""
    while True:
        try:
            changes.get(timeout=_QUIET)
        except Empty:
            return first


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


def _watch(root: Path, observer: BaseObserver, handler: FileSystemEventHandler, watched: Watched) -> Watched:
    """Watch the folders there are. One that was removed, or removed and made again, needs a new watch.

    The site's own folder is watched without those in it, for site.yaml: .venv or .git would cost thousands of watches.
    """
    there = {name: inode for name in (".", *_FOLDERS) if (inode := _inode(root / name))}
    for name, (inode, watch) in watched.items():
        if there.get(name) != inode:
            observer.unschedule(watch)
    kept = {name: old for name, old in watched.items() if there.get(name) == old[0]}
    try:
        added = {
            name: (inode, observer.schedule(handler, str(root / name), recursive=name != "."))
            for name, inode in there.items()
            if name not in kept
        }
    except OSError as error:
        raise EnvironmentProblem(f"{root} can't be watched: {error.strerror}") from error
    return kept | added


def _inode(folder: Path) -> int:
    """Tell which folder this is, as the file system numbers them; 0 where there is none."""
    try:
        return folder.stat().st_ino
    except OSError:
        return 0
