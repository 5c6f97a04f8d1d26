"""Slugs: the part of an address that is made from words. Used by every step that names an address or looks one up."""

import re
import unicodedata
from functools import lru_cache

_GAP = re.compile(r"[\W_]+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slugify(text: str) -> str:
    """Make a slug of words in any script: `"Blue Archive 4th!" -> "blue-archive-4th"`.

    Letters of every script stay: `"지금 우리 학교는" -> "지금-우리-학교는"`. Case and width are folded (NFKC),
    apostrophes vanish inside words, everything else that is neither letter nor digit becomes one hyphen. Text without
    letters and digits gives `""`.
    """
    if _SLUG.fullmatch(text):  # most that come here are slugs: ids, names of files
        return text
    text = fold(text).replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    return _GAP.sub("-", text).strip("-")


@lru_cache(maxsize=4096)  # a site's tags are few, and each article has some
def fold(text: str) -> str:
    r"""Make two spellings of one name equal: `"\uff2b-Drama " -> "k-drama"`, where U+FF2B is a K of full width.

    It is normalised to NFKC, its case is folded, and single spaces are left.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).split())
