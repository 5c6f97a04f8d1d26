"""A small site for each test, and what a server sees of a file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.publish.small_site import Site


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compile the theme's templates once: that takes longer than most builds here."""
    empty = tmp_path_factory.mktemp("empty")
    site = Site(tmp_path_factory.mktemp("first") / "site", empty)
    site.build()
    return site.root / ".fanwire/output/bytecode"


@pytest.fixture
def site(tmp_path: Path, compiled: Path) -> Site:
    """Make a site that isn't built yet."""
    return Site(tmp_path / "site", compiled)


@pytest.fixture
def inode_and_time() -> Callable[[Path], tuple[int, int]]:
    """Tell by what a server or rsync sees that a file is the same."""
    return lambda path: (path.stat().st_ino, path.stat().st_mtime_ns)
