"""The command line: it parses, calls one function, prints one line.

It is the only place that prints, exits, or reads the clock. A build with nothing to do is found here, before anything
large is imported; all else is in `commands`.
"""

import gc
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING

from fanwire.cli.arguments import parsed
from fanwire.cli.wording import closing_line

if TYPE_CHECKING:
    from fanwire.records.running import Company

_DONE, _INTERRUPTED = 0, 130


def run() -> None:
    """Run with the process's own arguments, and end it."""
    # A build makes a million records and drops hardly any of them: looking for garbage less often saves a tenth.
    gc.set_threshold(2_000_000, 50, 100)
    held: list[object] = []
    status = main(sys.argv[1:], held.append)
    # Nothing is left to be done, and taking records and modules apart would take a tenth of a short build.
    os._exit(status)


def main(argv: Sequence[str], hold: Callable[[object], None] = lambda _: None) -> int:
    """Run one command and give its exit status: 0 done, 1 problems in the site, 2 wrong use, 130 interrupted.

    `hold` is given what takes long to take apart.
    """
    arguments = parsed(argv)
    arguments.hold = hold
    try:
        status = _built(arguments) if arguments.command == "build" else _called(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("\nfanwire: interrupted; the site is as it was", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:  # the reader of our output, such as `head`, has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _DONE
    return status


def _built(arguments: Namespace) -> int:
    """Build a site, unless nothing has changed."""
    if _is_built(arguments):
        return _DONE
    with _company(arguments) as arguments.company:
        return _called(arguments)


@contextmanager
def _company(arguments: Namespace) -> Iterator["Company | None"]:
    """Where a site was built before, have a process that loads the parsers while this one loads all else."""
    from fanwire.errand import companion
    from fanwire.publish.glance import open_lock
    from fanwire.records.running import Company

    output = os.path.realpath(arguments.output or f"{arguments.site}/output")
    with open_lock(output) as lock, companion("fanwire.read.texts", arguments.jobs if lock else 1) as ask:
        yield Company(ask, lock) if lock and ask else None


def _called(arguments: Namespace) -> int:
    from fanwire.cli.commands import call

    return call(arguments)


def _is_built(arguments: Namespace) -> bool:
    """Tell whether the site is as a build would leave it, and say so. Where more is asked, a build has to tell it.

    What was seen of the inputs stays in `arguments.look` for that build.
    """
    if arguments.clean or arguments.verify or arguments.json:
        return False
    from fanwire.unchanged import unchanged

    started = monotonic()
    left, arguments.look = unchanged(
        arguments.site, arguments.output, datetime.now(UTC), arguments.base_url, arguments.as_of,
        drafts=arguments.drafts, future=arguments.future,
    )  # fmt: skip
    if left and not arguments.quiet:
        next_change = datetime.fromisoformat(left[2]) if left[2] else None
        print(closing_line(left[3], monotonic() - started, 0, 0, next_change))
    return left is not None
