"""How large a picture is, from its first bytes. The only module that imports Pillow, and only for bitmaps."""

import re
import warnings
from pathlib import Path

from fanwire.errors import Problem, Where
from fanwire.records.document import Picture

MEDIA_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
}

_SVG_ROOT = re.compile(r"<svg\b([^>]*)>", re.IGNORECASE)
_LENGTH = re.compile(r"^\s*(\d+(?:\.\d+)?)(?:px)?\s*$")
_HEAD_BYTES = 4096


def picture(path: Path, file: str, problems: list[Problem]) -> Picture | None:
    """Measure one picture; None and a problem when it is no picture or is cut off."""
    media_type = MEDIA_TYPES[path.suffix.lower()]
    width, height = _svg_size(path) if media_type == "image/svg+xml" else _bitmap_size(path)
    if width < 0:
        problems.append(
            Problem(Where(file), "not a picture that can be read", f"is it really {media_type}, and whole?")
        )
        return None
    return Picture(file, width, height, media_type, path.stat().st_size)


def _svg_size(path: Path) -> tuple[int, int]:
    """Read width and height, or the view box; (0, 0) where a drawing has neither, (-1, -1) where there is no <svg>."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES).decode("utf-8", "replace")
    root = _SVG_ROOT.search(head)
    if not root:
        return -1, -1
    attributes = dict(re.findall(r'([\w:-]+)\s*=\s*["\']([^"\']*)["\']', root[1]))
    lengths = [match[1] for name in ("width", "height") if (match := _LENGTH.match(attributes.get(name, "")))]
    box = attributes.get("viewBox", "").replace(",", " ").split()
    try:
        width, height = lengths if len(lengths) == 2 else box[2:4]  # noqa: PLR2004 - width and height
        return round(float(width)), round(float(height))
    except (ValueError, OverflowError):
        return 0, 0


def _bitmap_size(path: Path) -> tuple[int, int]:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # only the header is read here
            with Image.open(path) as opened:
                return opened.size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return -1, -1
