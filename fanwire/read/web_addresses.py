"""Addresses as writers type them: whether they can be read at all, and where they lead."""

from urllib.parse import SplitResult, urlsplit

NO_ADDRESS = "?"
"""What `scheme` gives for text that no browser reads as an address."""


def split(address: str) -> SplitResult | None:
    """Take an address apart; None for what is none.

    `https://[x` is none: its bracket never closes (RFC 3986, 3.2.2).
    """
    try:
        return urlsplit(address.strip())
    except ValueError:
        return None


def scheme(address: str) -> str:
    """Name how an address is reached: `"HTTPS://x/" -> "https"`, `"../x.md" -> ""`, `"https://[x" -> "?"`."""
    parts = split(address)
    return parts.scheme.lower() if parts else NO_ADDRESS
