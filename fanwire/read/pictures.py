"""How large pictures are, from their first bytes; a picture that is as it was is not opened again.

The only module that imports Pillow, and only for new bitmaps.
"""

import marshal
import re
import warnings
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from fanwire.errors import Problem, Where
from fanwire.records.document import Picture
from fanwire.records.look import Stamp
from fanwire.records.memory import NO_TEXT, FindDocuments, Kept

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


def pictures(
    files: Mapping[str, tuple[Path, Stamp]], recall: FindDocuments, problems: list[Problem]
) -> tuple[dict[str, Picture], tuple[Kept, ...], Mapping[str, str]]:
    """Measure pictures, by their path from the site's folder, each from the memory where its stamp is known.

    Gives the pictures, what the memory shall keep, and the key of each file.
    """
    keys = {file: _key(file, stamp) for file, (_, stamp) in files.items()}
    known = recall(list(keys.values())) if keys else {}
    found: dict[str, Picture] = {}
    fresh: list[Kept] = []
    for file, (path, _) in files.items():
        key = keys[file]
        if key in known:
            found[file] = Picture(file, *marshal.loads(known[key]))  # noqa: S302 - our own memory, checked by its digest
        elif measured := picture(path, file, problems):
            found[file] = measured
            facts = measured.width, measured.height, measured.media_type, measured.size
            fresh.append(Kept(key, marshal.dumps(facts), NO_TEXT))
    return found, tuple(fresh), keys


def _key(file: str, stamp: Stamp) -> str:
    return blake2b(f"{file}|{stamp}".encode(), digest_size=20).hexdigest()


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
