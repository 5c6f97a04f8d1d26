"""What a long step is given besides its data: somebody to tell how far it is, and processes to share the work with."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor

Progress = Callable[[str, int, int], None]
"""Told how far a long step is: `("render", 120, 1936)`."""

FindWorkers = Callable[[int], "Executor | None"]
"""Asked with a number of tasks: worker processes, or None where so few are done faster here."""
