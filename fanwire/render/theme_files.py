"""The templates' files: which one a name means, and a digest of each with everything it can bring in."""

import re
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

from fanwire.records.config import Config

_BRINGS_IN = re.compile(r"{%[-+]?\s*(?:extends|include|import|from)\b(.*?)[-+]?%}", re.DOTALL)
_ONE_NAME = re.compile(
    r"""(["'])([^"'\\]+)\1\s*(?:import\b.*|as\b.*|ignore\s+missing.*|with(?:out)?\s+context.*)?$""", re.DOTALL
)


def template_digests(config: Config) -> dict[str, str]:
    """Digest each template with all it brings in, by name: `{"article.html": "9f86d081..."}`."""
    files = theme_files(config)
    digest = closure_digester(files)
    return {name: digest(name) for name in files}


def theme_files(config: Config) -> dict[str, Path]:
    """Find every template by name, the site's own winning: `{"article.html": Path(".../templates/article.html")}`.

    Links that lead out of a folder are left out, as if there were no such file.
    """
    found: dict[str, Path] = {}
    for folder in (config.theme / "templates", config.root / "templates"):
        if not folder.is_dir():
            continue
        top = folder.resolve()
        for path in sorted(folder.rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
            if path.is_file() and not hidden and not path.name.endswith("~") and top in path.resolve().parents:
                found[path.relative_to(folder).as_posix()] = path
    return found


def closure_digester(files: Mapping[str, Path]) -> Callable[[str], str]:
    """Make a function that digests a template together with all it extends, includes and imports, at any depth.

    Where a template computes the name of what it includes, every template counts as included.
    """
    sources = {name: path.read_bytes() for name, path in files.items()}
    brings = {name: _brought_in(source.decode("utf-8", "replace"), sources) for name, source in sources.items()}
    known: dict[str, str] = {}

    def digest(name: str) -> str:
        if name not in known:
            made = blake2b(digest_size=12)
            for each in sorted(_closure(name, brings)):
                made.update(each.encode() + b"\0" + sources.get(each, b"(missing)") + b"\0")
            known[name] = made.hexdigest()
        return known[name]

    return digest


def _brought_in(source: str, names: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for match in _BRINGS_IN.finditer(source):
        name = _ONE_NAME.match(match[1].strip())
        if name is None:
            return frozenset(names)
        found.add(name[2])
    return frozenset(found)


def _closure(name: str, brings: Mapping[str, frozenset[str]]) -> set[str]:
    found, pending = {name}, [name]
    while pending:
        for each in brings.get(pending.pop(), frozenset()) - found:
            found.add(each)
            pending.append(each)
    return found
