"""Tag URIs (RFC 4151): names that stay a thing's own, wherever it lives and whatever it is called later."""

import re
from datetime import date
from urllib.parse import quote, urlsplit


def authority_of(base_url: str) -> str:
    """Take the host that ids are minted under: `"https://Herald.example:8000/blog/" -> "herald.example"`.

    A host in another script is written as the network writes it (RFC 4151, section 2.1: a DNS name). What is no name,
    such as an address of version 6, gives "localhost".
    """
    try:
        host = (urlsplit(base_url).hostname or "").encode("idna").decode("ascii").strip(".")
    except UnicodeError:  # a label that is empty or longer than 63 letters
        host = ""
    return host if is_authority(host) else "localhost"


def is_authority(text: str) -> bool:
    """Tell whether ids can be minted under it: a host, or an address of mail (RFC 4151, section 2.1)."""
    return re.fullmatch(r"([\w.+-]+@)?[a-z0-9]([a-z0-9._-]*[a-z0-9])?", text, re.ASCII) is not None


def tag_uri(authority: str, day: date, name: str) -> str:
    """Mint an id: `("herald.example", 2026-02-22, "filming-wraps") -> "tag:herald.example,2026-02-22:filming-wraps"`.

    Letters outside ASCII are percent-encoded (section 2.1: the specific part is made of URI characters).
    """
    return f"tag:{authority},{day.isoformat()}:{quote(name)}"
