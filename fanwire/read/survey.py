"""The survey of a site: every file that a build could read, with its stamp, and what Fanwire itself is made of."""

import sys
from hashlib import blake2b
from pathlib import Path

from fanwire.errors import UsageError
from fanwire.read.stamps import code_files, libraries, look, packed_look, theme_place
from fanwire.records.look import Look
from fanwire.records.memory import Survey


def survey(root: Path, seen: Look | None = None) -> Survey:
    """Stamp every input of the site in `root`, the theme's files included, and digest the engine.

    `seen` is a look that was had at them just now.
    """
    found = seen or look(str(root))
    return Survey(found[0], found[1], engine_digest(), packed_look(found))


def theme_folder() -> Path:
    """Find the packaged theme, the folder with `templates/` and `static/`."""
    return Path(theme_place())


def output_folder(root: Path, wanted: Path | None) -> Path:
    """Find the output folder, and refuse one whose contents a build must not touch."""
    output = (wanted or root / "output").resolve()
    inside = [root / name for name in ("content", "templates", "static", "fanwire", "tests")]
    if output == root or output in root.parents or any(output == each or each in output.parents for each in inside):
        raise UsageError(f"--output {output} would overwrite the site's own files: name another folder")
    if output.exists() and not output.is_dir():
        raise UsageError(f"--output {output} is a file: name a folder")
    return output


def engine_digest() -> str:
    """Digest all that decides how inputs become outputs: Fanwire's code, Python, and the versions of every library."""
    digest = blake2b(sys.version.encode(), digest_size=16)
    for path in sorted(code_files()):
        digest.update(path.encode())
        with open(path, "rb", buffering=0) as code:  # noqa: PTH123 - a Path for each costs more than the reading
            digest.update(code.read())
    digest.update("\n".join(libraries()).encode())
    return digest.hexdigest()
