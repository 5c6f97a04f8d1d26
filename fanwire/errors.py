"""Everything that can go wrong, on one screen.

    FanwireError              caught in one place, `cli.commands.call`
    ├── SiteProblems          the site has problems: all of them, each with file, line and hint; exit status 1
    ├── UsageError            the command line asks for something impossible; exit status 2
    ├── EnvironmentProblem    the machine is in the way: a full disk, a second build, no permission; exit status 1
    ├── Undelivered           `ping` couldn't tell everybody; exit status 1
    ├── Unverified            the site differs from a clean build of it; exit status 1
    ├── DamagedMemory         what is remembered of the last build can't be read; `build` forgets it and starts anew
    └── MustOpenAll           a change touches articles that were to stay closed; `build` opens all of them

A `Problem` is data, collected by the steps; only a whole step raises, once, with everything it found.
"""

from collections.abc import Iterable, Sequence

from fanwire.records.record import Record


class Where(Record, frozen=True, order=True):
    """A place in a file of the site: `content/articles/wrap.md:3:7`.

    `file` is relative to the site's folder; `line` and `column` count from 1, 0 means the file as a whole.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column or 1}"


class Problem(Record, frozen=True, order=True):
    """One thing a writer has to mend: where it is, what was found, and what would be right."""

    where: Where
    message: str
    hint: str = ""

    def __str__(self) -> str:
        text = _visible(f"{self.where}  {self.message}")
        return f"{text}\n    hint: {_visible(self.hint)}" if self.hint else text


class FanwireError(Exception):
    """The root of the tree."""


class SiteProblems(FanwireError):
    """The site can't be built; `problems` says why, sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep each problem once, in the order of a reader who walks through the files."""
        self.problems = tuple(sorted(set(problems)))
        super().__init__(f"{len(self.problems)} problems")

    def __str__(self) -> str:
        count, files = len(self.problems), len({p.where.file for p in self.problems})
        total = f"{count} problem{'s' * (count != 1)} in {files} file{'s' * (files != 1)}; nothing was written."
        return "\n".join([*map(str, self.problems), total])


class UsageError(FanwireError):
    """The command line can't be followed: a folder that is no site, a date that is no date."""


class EnvironmentProblem(FanwireError):
    """The machine refuses: the disk is full, the folder is read-only, another build holds the lock."""


def _visible(text: str) -> str:
    r"""Show control characters instead of sending them to a terminal: a line end inside a value reads `\n`."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


class Unverified(FanwireError):
    """What `build --verify` found: the files whose bytes a clean build makes otherwise, each with what is wrong."""

    def __init__(self, differences: Sequence[str], equal: int) -> None:
        """Keep the differences, one line each, and how many files are equal."""
        self.differences, self.equal = tuple(differences), equal
        super().__init__(f"{len(differences)} files differ from a clean build")

    def __str__(self) -> str:
        count = len(self.differences)
        total = (
            f"{count} file{'s' * (count != 1)} differ{'s' * (count == 1)} from a clean build, {self.equal:,} are equal."
        )
        hint = "    hint: `fanwire build --clean` mends the site; please report this, with the changes that led to it"
        return "\n".join([*self.differences, total, hint])


class Undelivered(FanwireError):
    """What `ping` couldn't deliver: a line for each server with the reason, and who was told all the same."""

    def __init__(self, failures: Sequence[str], told: str) -> None:
        """Keep the lines."""
        self.failures, self.told = tuple(failures), told
        super().__init__("\n".join(failures))

    def __str__(self) -> str:
        return "\n".join([*map(_visible, self.failures), *([f"{self.told}."] if self.told else [])])


class DamagedMemory(FanwireError):
    """A part of the memory is cut short, changed or gone. Users never see it: the build is made without memory."""


class MustOpenAll(FanwireError):
    """A change reaches further than to the articles that were opened. Users never see it: all articles are opened."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Name the nearest right word: `("tag", ["tags", "title"]) -> '; did you mean "tags"?'`.

    `""` when none is near.
    """
    from difflib import get_close_matches

    folded = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return f'; did you mean "{folded[near[0]]}"?' if near else ""
