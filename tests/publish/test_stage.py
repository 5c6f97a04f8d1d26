"""How a file comes into the new tree."""

import os
from pathlib import Path

import pytest

from fanwire.publish.stage import Stage, put


def test_a_file_of_which_the_system_takes_few_bytes_at_once_is_written_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A call to write may stop before the end, as on a network disk or at a limit (write(2))."""
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, content: write(descriptor, content[:4]))
    _, is_new = put(Stage(str(tmp_path / "tree"), str(tmp_path / "output")), "about/index.html", b"<p>About us</p>")
    assert (tmp_path / "tree/about/index.html").read_bytes() == b"<p>About us</p>"
    assert is_new
