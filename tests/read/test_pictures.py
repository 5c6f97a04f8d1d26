"""How large pictures are, whatever their format, and what is none."""

import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from fanwire.errors import Problem
from fanwire.read.pictures import picture, pictures


def measured(path: Path) -> tuple[int, int]:
    """Measure what has to be a picture."""
    problems: list[Problem] = []
    found = picture(path, path.name, problems)
    assert problems == []
    assert found
    assert found.size == path.stat().st_size
    return found.width, found.height


def png_head(width: int, height: int) -> bytes:
    """Make a PNG that says how large it would be, and holds nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    body = b"".join(struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize("ending", ["png", "jpg", "jpeg", "gif", "webp", "PNG"])
def test_a_bitmap_is_measured(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"hero.{ending}"
    Image.new("RGB", (32, 18)).save(path)
    assert measured(path) == (32, 18)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        pytest.param('width="160" height="90"', (160, 90), id="in pixels without a unit"),
        pytest.param("width='160px' height='90px'", (160, 90), id="in pixels with it"),
        pytest.param('viewBox="0 0 160 90"', (160, 90), id="by its view box"),
        pytest.param('viewBox="0,0,160,90"', (160, 90), id="by a view box with commas"),
        pytest.param('width="100%" height="9%" viewBox="0 0 160 90"', (160, 90), id="by its view box, not in parts"),
        pytest.param('width="10em"', (0, 0), id="not at all"),
        pytest.param(f'width="{"9" * 400}" height="9"', (0, 0), id="not where it would fill the universe"),
        pytest.param('viewBox="0 0 1e400 nan"', (0, 0), id="not where its box is no number"),
    ],
)
def test_a_drawing_is_measured(attributes: str, size: tuple[int, int], tmp_path: Path) -> None:
    path = tmp_path / "hero.svg"
    path.write_text(
        f'<?xml version="1.0"?>\n<!-- by hand -->\n<svg xmlns="http://www.w3.org/2000/svg" {attributes}></svg>'
    )
    assert measured(path) == size


def test_a_picture_that_would_fill_the_memory_is_only_measured(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(png_head(12_000, 12_000))
    assert measured(path) == (12_000, 12_000)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("hero.png", b"", id="an empty file"),
        pytest.param("hero.png", b"\x89PNG\r\n\x1a\n\x00\x00", id="a file cut off"),
        pytest.param("hero.jpg", b"<html>not found</html>", id="a web page"),
        pytest.param("hero.webp", b"RIFF\xff\xff\xff\xffWEBP", id="a head alone"),
        pytest.param("hero.svg", b"not a drawing", id="words"),
        pytest.param("hero.svg", b"", id="an empty drawing"),
        pytest.param("hero.png", png_head(100_000, 100_000), id="a size that no screen has"),
    ],
)
def test_no_picture_is(name: str, content: bytes, tmp_path: Path) -> None:
    path, problems = tmp_path / name, list[Problem]()
    path.write_bytes(content)
    assert picture(path, name, problems) is None
    assert [problem.message for problem in problems] == ["not a picture that can be read"]


def test_a_picture_that_is_as_it_was_is_not_opened_again(tmp_path: Path) -> None:
    path, stamp = tmp_path / "hero.png", (75, 1, 2)
    Image.new("RGB", (32, 18)).save(path)
    first, kept, keys = pictures({"content/hero.png": (path, stamp)}, lambda _: {}, [])
    memory = {each.key: each.document for each in kept}
    assert list(keys.values()) == list(memory)
    path.write_bytes(b"no picture any more")
    assert pictures({"content/hero.png": (path, stamp)}, lambda _: memory, []) == (first, (), keys)
    problems: list[Problem] = []
    again, _, _ = pictures({"content/hero.png": (path, (19, 3, 2))}, lambda _: memory, problems)
    assert (again, len(problems)) == ({}, 1)
