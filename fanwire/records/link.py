"""A name with its address: the one record that everything else on a page holds."""

from fanwire.records.record import Record


class Link(Record, frozen=True):
    """A name with its address from the root: `Link("Lomon", "/people/lomon/")`. `id` names it for code."""

    title: str
    url: str
    id: str = ""
