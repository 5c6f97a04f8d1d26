"""The build with nothing to do: the most frequent of all, it takes little more than to start Python.

One look at all inputs, one at all outputs and two comparisons decide it. What has changed is found by pipeline.py.
"""

import os
from datetime import date, datetime

from fanwire.publish.glance import glance
from fanwire.read.stamps import look, packed_look
from fanwire.records.look import Left, Look


def unchanged(
    root: str, output: str | None, now: datetime, base_url: str, as_of: date | None, *, drafts: bool, future: bool
) -> tuple[Left | None, Look | None]:
    """Tell what the last build left, if a build with these options would leave the same; None when it must be tried.

    With it comes what was seen of the inputs, if that mattered. `output` is None for the site's own output folder.
    """
    root = os.path.realpath(root)
    wishes = asked(root, base_url, drafts, future, as_of)
    seen: list[Look] = []

    def holds(left: Left) -> bool:
        then, since, until, _, inputs, _, _ = left
        begin, end = (datetime.fromisoformat(moment) if moment else None for moment in (since, until))
        if then != wishes or not is_timely(begin, end, now, as_of):
            return False
        seen.append(look(root))
        return packed_look(seen[0]) == inputs

    left = glance(os.path.realpath(f"{root}/output" if output is None else output), holds)
    return left, seen[0] if seen else None


def asked(root: str, base_url: str, drafts: bool, future: bool, as_of: date | None) -> str:  # noqa: FBT001
    """Write down what decides which site is built, besides the site's own files and the time."""
    return repr((root, base_url, drafts, future, as_of))


def is_timely(since: datetime | None, until: datetime | None, now: datetime, as_of: date | None) -> bool:
    """Tell whether what was made `since` is right `now`: it changes by itself at `until`, if that is known.

    What is as of a day doesn't change any more.
    """
    if as_of:
        return True
    return since is not None and since <= now and (until is None or now < until)
