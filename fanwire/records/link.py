"""A name with its address: the one record that everything else on a page holds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A name with its address from the root: `Link("Lomon", "/people/lomon/")`. `id` names it for code."""

    title: str
    url: str
    id: str = ""
