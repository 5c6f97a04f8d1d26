"""The configurations in which stock and accelerated Python-Markdown are compared, and the comparison."""

import importlib.util
import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import markdown
import pytest
from markdown.extensions import Extension
from markdown.extensions.toc import slugify_unicode
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from fanwire.read import swiftmark

ROOT = Path(__file__).parents[3]


class WikiLink(InlineProcessor):
    """`[[id]]` and `[[id|text]]`, as a site's own extension would have them."""

    def handleMatch(  # type: ignore[override]  # noqa: N802  (the name that Python-Markdown calls)
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element, int, int]:
        """Link to the id."""
        assert m.string is data
        link = ET.Element("a", {"href": f"/{m.group(1)}"})
        link.text = m.group(2) or m.group(1)
        return link, m.start(0), m.end(0)


class Hidden(InlineProcessor):
    """`||hidden||`, never inside a link."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802  (the name that Python-Markdown calls)
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        """Make a span, or refuse when it begins with a blank."""
        if m.group(1).startswith(" "):
            return None, None, None
        span = ET.Element("span", {"class": "spoiler", "data-above": str(len(data))})
        span.text = m.group(1)
        return span, m.start(0), m.end(0)


class Counter(Treeprocessor):
    """Writes into the tree what it finds there, after the inline patterns."""

    def run(self, root: ET.Element) -> None:
        """Write a number at each link, and add a text with marks of all kinds for the passes to come."""
        for number, link in enumerate(root.iter("a")):
            link.set("data-n", f"{number}")
        ET.SubElement(root, "p").text = 'late "text" -- {: .late } [TOC] it\'s <&>'


class Shout(Postprocessor):
    """Works on the text at the very end."""

    def run(self, text: str) -> str:
        """Replace one word everywhere."""
        return text.replace("wrapped", "WRAPPED")


class SiteExtension(Extension):
    """What a site might add of its own."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802  (the name that Python-Markdown calls)
        """Register all four."""
        md.inlinePatterns.register(WikiLink(r"\[\[([\w-]+)(?:\|([^\]]+))?\]\]", md), "wikilink", 172)
        md.inlinePatterns.register(Hidden(r"\|\|([^|]+)\|\|", md), "hidden", 55)
        md.treeprocessors.register(Counter(md), "counter", 9)
        md.postprocessors.register(Shout(md), "shout", 5)


@dataclass(frozen=True)
class Pair:
    """One configuration twice: as it comes and accelerated."""

    make: Callable[[], markdown.Markdown]

    def swift(self) -> markdown.Markdown:
        """Make the accelerated one."""
        md = self.make()
        assert swiftmark.accelerate(md)
        return md


@dataclass
class Converters:
    """Both, kept over many documents as a worker keeps its own, and made anew after a document that raised."""

    pair: Pair
    stock: markdown.Markdown
    swift: markdown.Markdown

    def results(self, text: str) -> tuple[object, object]:
        """Convert with both: the HTML and the table of contents, or the name of what was raised."""
        stock, swift = result(self.stock, text), result(self.swift, text)
        if isinstance(stock, str) or isinstance(swift, str):
            self.stock, self.swift = self.pair.make(), self.pair.swift()
        return stock, swift


def result(md: markdown.Markdown, text: str) -> object:
    """Convert from a clean start; what a writer could see, or the name of the error."""
    try:
        html = md.reset().convert(text)
    except Exception as error:  # noqa: BLE001  (whatever stock raises, accelerated must raise too)
        return type(error).__name__
    return html, getattr(md, "toc", None), getattr(md, "toc_tokens", None)


def speed_script() -> ModuleType:
    """Load benchmarks/markdown_speed.py, which has the configurations it measures and a maker of articles."""
    spec = importlib.util.spec_from_file_location("markdown_speed", ROOT / "benchmarks/markdown_speed.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def configurations() -> dict[str, dict[str, Any]]:
    """Give the keyword arguments of `markdown.Markdown`, by a name for the test's id."""
    measured = speed_script().CONFIGURATIONS
    own = measured["many extensions"]
    return {
        "seven extensions": measured["seven extensions"],
        "no extension": measured["no extension"],
        "many extensions and its own": own | {"extensions": [*own["extensions"], SiteExtension()]},
        "extra, as HTML": {
            "extensions": ["extra", "smarty", "toc", "admonition", "codehilite", "nl2br", "wikilinks", "sane_lists"],
            "extension_configs": {
                "toc": {"anchorlink": True, "toc_depth": "2-4", "title": 'The "contents"', "marker": "[[TOC]]"},
                "smarty": {"smart_angled_quotes": True},
                "codehilite": {"guess_lang": False, "use_pygments": False},
            },
            "output_format": "html",
        },
        "footnotes in order of use": {
            "extensions": ["attr_list", "legacy_em", "smarty", "md_in_html", "abbr", "def_list", "footnotes"],
            "extension_configs": {
                "footnotes": {"USE_DEFINITION_ORDER": False, "UNIQUE_IDS": True},
                "smarty": {"substitutions": {"ndash": "&#8211;", "right-single-quote": "&#8217;"}},
            },
            "tab_length": 2,
        },
        "a blog, as HTML": {
            "extensions": [
                *("tables", "footnotes", "smarty", "toc", "fenced_code", "def_list", "abbr"),
                *("pymdownx.caret", "pymdownx.mark", "pymdownx.tilde"),
            ],
            "extension_configs": {
                "toc": {"permalink": "#", "permalink_title": "A <link>", "baselevel": 2, "slugify": slugify_unicode},
                "footnotes": {"UNIQUE_IDS": True, "BACKLINK_TITLE": 'Back to "{}"'},
                "tables": {"use_align_attribute": True},
            },
            "output_format": "html",
        },
        "much of pymdownx": {
            "extensions": [
                *("pymdownx.extra", "pymdownx.caret", "pymdownx.magiclink", "pymdownx.keys", "pymdownx.smartsymbols"),
                *("pymdownx.tabbed", "pymdownx.details", "pymdownx.critic", "pymdownx.tasklist", "toc", "smarty"),
                *("pymdownx.blocks.tab", "pymdownx.blocks.caption", "pymdownx.blocks.definition"),
            ],
        },
    }


@pytest.fixture(scope="session", params=list(configurations()))
def converters(request: pytest.FixtureRequest) -> Converters:
    """Give both converters of each configuration in turn."""
    pair = Pair(lambda: markdown.Markdown(**configurations()[request.param]))
    return Converters(pair, pair.make(), pair.swift())


@pytest.fixture(scope="session")
def articles() -> list[str]:
    """Give twenty seeded articles of about 650 words."""
    return [speed_script().article(seed) for seed in range(20)]


@pytest.fixture(scope="session")
def cases() -> dict[str, str]:
    """Give the documents of tests/cases/markdown by name; between them they use every syntax."""
    files = sorted((ROOT / "tests/cases/markdown").glob("*.md"))
    return {file.stem: file.read_bytes().decode() for file in files}


@pytest.fixture
def mutations(articles: list[str], cases: dict[str, str]) -> Callable[[int, int], Iterator[str]]:
    """Give a maker of damaged documents: lines of all documents mixed, characters dropped, doubled and inserted."""
    lines = [line for text in [*articles[:3], *cases.values()] for line in text.split("\n")]

    def make(seed: int, number: int) -> Iterator[str]:
        rng = random.Random(seed)  # noqa: S311  (damage, not secrets)
        for _ in range(number):
            text = "\n".join(rng.choice(lines) for _ in range(rng.randint(2, 14)))
            for _ in range(rng.randint(0, 6)):
                at = rng.randrange(len(text) + 1)
                text = text[:at] + rng.choice(["", *"*_`[]()<>\"'{}|:-~=#&!\n\\ /", "\n\n", "    "]) + text[at + 1 :]
            yield text

    return make
