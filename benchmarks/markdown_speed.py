"""How long Python-Markdown takes for an article, stock and with swiftmark: `python benchmarks/markdown_speed.py`.

Prints the least of several passes over seeded articles, in microseconds of processor time per article, and the
quotient: for three configurations on articles made here, and for the converter that builds a site on the articles of
the race. Every article's two results are compared first; a difference ends the run.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import markdown
from markdown.extensions.toc import slugify_unicode

from fanwire.read import swiftmark
from fanwire.read.markup import converter as site

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SEVEN = ("tables", "fenced_code", "footnotes", "toc", "attr_list", "smarty", "sane_lists")
CONFIGURATIONS: dict[str, dict[str, Any]] = {
    "seven extensions": {"extensions": SEVEN},
    "no extension": {},
    "many extensions": {
        "extensions": [
            *SEVEN,
            "def_list",
            "abbr",
            "codehilite",
            "pymdownx.blocks.details",
            "pymdownx.blocks.admonition",
            "pymdownx.blocks.html",
            "pymdownx.tasklist",
            "pymdownx.mark",
            "pymdownx.tilde",
            "pymdownx.quotes",
        ],
        "extension_configs": {
            "toc": {"permalink": True, "slugify": slugify_unicode},
            "codehilite": {"guess_lang": False},
            "pymdownx.quotes": {"callouts": True},
        },
    },
}

LIST, TABLE, CODE = 1, 2, 3  # the section that each of them follows
WORDS = """
the of and to a in for is on that by this with it be from at as all have new more an was we will about page has
but our one other do no they season episode trailer teaser casting finale canon sequel filming premiere rumour
source schedule network platform scene script renewal cast release date interview recap theory poster don't it's
they've can't show's writer's 드라마 시즌
""".split()  # noqa: SIM905  (a hundred quoted words would not be easier to read)


def article(seed: int) -> str:
    """Make an article of about 600 words with all that articles have: links, lists, a table, quotes, now and then code.

    The same seed gives the same article on every machine.
    """
    rng = random.Random(seed)  # noqa: S311  (articles, not secrets)
    blocks = [_paragraph(rng), _paragraph(rng)]
    for number in range(rng.randint(4, 5)):
        blocks.append(f"{'##' if _one_in(rng, 2) else '###'} {_words(rng, 3, 7).capitalize()}")
        blocks += [_paragraph(rng) for _ in range(rng.randint(1, 2))]
        blocks += _extra(rng, number)
    if _one_in(rng, 4):
        blocks[0] += "[^1]"
        blocks.append(f"[^1]: {_sentence(rng)}")
    return "\n\n".join(blocks) + "\n"


def _extra(rng: random.Random, number: int) -> list[str]:
    """Give what follows the section of this number: a quotation, a list, a table, now and then code, or a picture."""
    if number == 0:
        return [f"> {_sentence(rng)}\n> {_sentence(rng)}"]
    if number == LIST:
        return ["\n".join(f"- {_marked(rng, 4, 10)}" for _ in range(11))]
    if number == TABLE:
        rows = [f"| {row} | {_words(rng, 2, 4)} | {rng.randint(1, 99) / 10} |" for row in range(1, 7)]
        return ["\n".join(["| No. | Title | Rating |", "|---|---|---:|", *rows])]
    if number == CODE and _one_in(rng, 20):
        return ["```python\ndef rating(x):\n    return x * 2 < 9\n```"]
    return [f"![{_words(rng, 2, 4)}](/media/still-{rng.randint(1, 20):02d}.png)"]


def _paragraph(rng: random.Random) -> str:
    text = " ".join(_sentence(rng) for _ in range(rng.randint(3, 4)))
    if _one_in(rng, 2):
        text += f" [{_words(rng, 1, 4)}](https://example.org/{rng.randint(1, 999)}/)."
    return text


def _sentence(rng: random.Random) -> str:
    text = _marked(rng, 8, 20)
    return text[0].upper() + text[1:] + rng.choice([".", ".", ".", "!", "?", "...", " -- so far."])


def _marked(rng: random.Random, least: int, most: int) -> str:
    marks = rng.choices(["", "**", "*", "`", '"'], [95, 1.5, 2, 1, 1], k=most)
    return " ".join(mark + word + mark for mark, word in zip(marks, _words(rng, least, most).split(), strict=False))


def _words(rng: random.Random, least: int, most: int) -> str:
    return " ".join(rng.choices(WORDS, k=rng.randint(least, most)))


def _one_in(rng: random.Random, times: int) -> bool:
    return rng.randrange(times) == 0


def compare(configuration: dict[str, Any], articles: Sequence[str], passes: int) -> tuple[float, float]:
    """Give the microseconds per article, stock and accelerated."""
    stock, swift = markdown.Markdown(**configuration), markdown.Markdown(**configuration)
    swiftmark.accelerate(swift)
    return _compare(
        lambda text: stock.reset().convert(text), lambda text: swift.reset().convert(text), articles, passes
    )


def compare_site(articles: Sequence[str], passes: int) -> tuple[float, float]:
    """Give the same for the converter of a site, with all its extensions and our own syntax."""
    with mock.patch.object(site, "accelerate", return_value=False):
        stock = site.converter()
    return _compare(stock, site.converter(), articles, passes)


def _compare(
    stock: Callable[[str], object], swift: Callable[[str], object], articles: Sequence[str], passes: int
) -> tuple[float, float]:
    for text in articles:
        if stock(text) != swift(text):
            sys.exit(f"The two differ for:\n{text}")
    return _time(stock, articles, passes), _time(swift, articles, passes)


def _time(convert: Callable[[str], object], articles: Sequence[str], passes: int) -> float:
    """Give the least time: whatever else the machine does can only add to it."""
    measured = []
    for _ in range(passes):
        start = time.process_time()
        for text in articles:
            convert(text)
        measured.append((time.process_time() - start) / len(articles) * 1e6)
    return min(measured)


def main() -> None:
    """Measure and print one line for each configuration."""
    from stories import story

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--passes", type=int, default=5)
    options = parser.parse_args()
    articles = [article(seed) for seed in range(options.articles)]
    stories = [story(number, options.articles).body for number in range(options.articles)]
    words, raced = (statistics.mean(len(text.split()) for text in texts) for texts in (articles, stories))
    print(f"{len(articles)} articles of {words:.0f} words, least of {options.passes} passes, us per article")
    for name, configuration in CONFIGURATIONS.items():
        _print(name, *compare(configuration, articles, options.passes))
    _print(f"a site, {raced:.0f} words", *compare_site(stories, options.passes))


def _print(name: str, stock: float, swift: float) -> None:
    print(f"{name:20} stock {stock:7.0f}   swift {swift:7.0f}   x{stock / swift:.1f}")


if __name__ == "__main__":
    main()
