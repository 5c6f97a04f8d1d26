"""Make up an article out of a number: the same number gives the same article on every machine.

The words mean nothing; their mixture is what matters. A body has 400 to 1,000 words in four to seven chapters, with a
quotation, a list, a table and a picture in their places, now and then a footnote or a block of code, and in its
sentences the bold, the links, the dashes and the quotation marks that make a converter work.
"""
# ruff: noqa: S311, SIM905 - nothing here is secret, and a vocabulary reads best as text

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from random import Random

SEED = 725
"""Chosen so that there are as many pages as in earlier races: 1,936 with 1,000 articles, 18,252 with 10,000."""

PLAIN = """
the of and to in a is that for it was on are as with they at be this from have by one had not but what all were when
we there can an your which their said if do will each about how up out them then she many some so these would other
into has more her two like him see time could no make than first been its who now people my made over did down only
way find use may water long little very after words called just where most know get through back much before go good
new write our used me man too any day same right look think also around another came come work three word must because
does part even place well such here take why things help put years different away again off went old number great tell
men say small every found still between name should home big give air line set own under read last never us left end
along while might next sound below saw something thought both few those always looked show large often together asked
house world going want school important until form food keep children feet land side without boy once animal life
enough took sometimes four head above kind began almost live page got earth need far hand high year mother light
country father let night picture being study second soon story since white ever paper hard near sentence better best
across during today however sure knew try told young sun thing whole hear example heard several change answer room sea
against top turned learn point city play toward five using himself usually money
""".split()
TRADE = """
episode season finale premiere trailer teaser casting writers-room canon reboot spin-off cliffhanger fandom cosplay
convention panel director producer screenplay soundtrack villain hero sidekick prequel sequel multiverse timeline
crossover cameo rumour embargo broadcast renewal hiatus ratings audience theory recap interview poster anniversary
binge outbreak rooftop classroom survivor barricade webtoon streaming studio wardrobe stunt dubbing subtitle
director's season's don't it's they've
""".split()
VOCABULARY = (*PLAIN, *TRADE, *TRADE, *TRADE)
DESKS = tuple(f"{word} desk" for word in """
    arts awards books cable casting cinema comics evening features festival film foreign morning music night pictures
    press stage streaming weekend
""".split())  # fmt: skip
SECTIONS = ("news", "reviews", "recaps", "interviews", "features", "opinion", "rumours", "conventions")


def _names(count: int, words: int) -> tuple[str, ...]:
    """Join words to `count` different names: `outbreak-paper`."""
    draw = Random(f"{SEED} names {words}")
    stock = [word for word in VOCABULARY if word.isalpha() and word[3:]]
    names: dict[str, None] = {}
    while len(names) < count:
        names["-".join(draw.sample(stock, words))] = None
    return tuple(names)


TAGS = _names(200, 2)
SHOWS = _names(50, 3)
TAG_WEIGHTS = tuple(1 / (rank + 8) for rank in range(len(TAGS)))
"""A few tags stand under many articles and most under few, as on real sites."""

BEGINNING, SPAN = datetime(2014, 1, 1, 6, tzinfo=UTC), timedelta(days=4200)


@dataclass(frozen=True, slots=True)
class Story:
    """An article before it is put into any generator's form. `desks` are its authors, never people."""

    slug: str
    title: str
    date: datetime
    updated: datetime
    desks: tuple[str, ...]
    tags: tuple[str, ...]
    section: str
    show: str
    description: str
    body: str


def story(number: int, count: int) -> Story:
    """Tell story `number` of `count`. Only its date depends on `count`; number `count` is newer than all others."""
    draw = Random(f"{SEED} facts {number}")
    date = (BEGINNING + SPAN * (number / count)).replace(microsecond=0)
    return Story(
        slug=slug(number),
        title=" ".join(word.capitalize() for word in _words(draw, draw.randint(4, 9))),
        date=date,
        updated=date + timedelta(hours=draw.randint(1, 300)),
        desks=tuple(draw.sample(DESKS, 1 + _happens(draw, 0.15))),
        tags=_tags(draw, draw.randint(3, 5)),
        section=draw.choice(SECTIONS),
        show=draw.choice(SHOWS),
        description=" ".join(_words(draw, draw.randint(14, 24))).capitalize() + ".",
        body=_body(Random(f"{SEED} body {number}"), number),
    )


def slug(number: int) -> str:
    """Name story `number`; links between stories need no more: `7 -> "finale-water-tell-000007"`."""
    draw = Random(f"{SEED} slug {number}")
    return f"{draw.choice(TRADE[:30])}-{draw.choice(PLAIN)}-{draw.choice(PLAIN)}-{number:06d}"


def _words(draw: Random, count: int) -> list[str]:
    return draw.choices(VOCABULARY, k=count)


def _happens(draw: Random, probability: float) -> bool:
    return draw.random() < probability


def _tags(draw: Random, count: int) -> tuple[str, ...]:
    tags: dict[str, None] = {}
    while len(tags) < count:
        tags[draw.choices(TAGS, TAG_WEIGHTS)[0]] = None
    return tuple(tags)


def _body(draw: Random, number: int) -> str:
    chapters = draw.randint(4, 7)
    share = max(12, (draw.randint(400, 900) - 270) // (chapters + 1))  # 270: what is not running text
    texts = [_paragraphs(draw, share) for _ in range(chapters + 1)]
    paragraphs = list(chain.from_iterable(texts))
    for _ in range(draw.randint(4, 8)):
        chosen = draw.choice(paragraphs)
        chosen[draw.randrange(len(chosen))] += " " + _link(draw, number)
    notes = []
    if _happens(draw, 0.2):
        draw.choice(paragraphs)[-1] += "[^1]"
        notes.append("[^1]: " + _sentence(draw))
    blocks = [" ".join(sentences) for sentences in texts[0]]
    for chapter, text in enumerate(texts[1:]):
        level = "##" if chapter == 0 or _happens(draw, 0.6) else "###"
        blocks.append(f"{level} {' '.join(_words(draw, draw.randint(3, 7))).capitalize()}")
        blocks += [" ".join(sentences) for sentences in text]
        blocks += _ornaments(draw, chapter)
    return "\n\n".join(blocks + notes) + "\n"


def _paragraphs(draw: Random, words: int) -> list[list[str]]:
    paragraphs = []
    while words > 0:
        room = min(words, draw.randint(40, 85))
        paragraph: list[str] = []
        while room > 0:
            paragraph.append(_sentence(draw))
            room -= paragraph[-1].count(" ") + 1
            words -= paragraph[-1].count(" ") + 1
        paragraphs.append(paragraph)
    return paragraphs


def _sentence(draw: Random) -> str:
    words = [_dressed(draw, word) for word in _words(draw, draw.randint(8, 22))]
    if words[9:] and _happens(draw, 0.6):
        words[len(words) // 2] += ","
    if _happens(draw, 0.05):
        words[3] += " --"
    text = " ".join(words)
    return text[0].upper() + text[1:] + draw.choice("......!?…").replace("…", "...")


def _dressed(draw: Random, word: str) -> str:
    """Make three words in two hundred bold, four italic, two code, and put two in quotation marks."""
    chance = draw.random() * 200
    for below, mark in ((3, "**"), (7, "*"), (9, "`"), (11, '"')):
        if chance < below:
            return f"{mark}{word}{mark}"
    return word


def _link(draw: Random, number: int) -> str:
    target = draw.choice((
        f"https://example.{draw.choice(('com', 'org', 'net'))}/{draw.choice(TAGS)}/{draw.randint(1, 9999)}",
        f"/articles/{slug(draw.randrange(number))}/" if number else "/",
        f"https://www.example.com/shows/{draw.choice(SHOWS)}?ref=a&id={draw.randint(1, 99)}",
    ))  # fmt: skip
    title = f' "{" ".join(_words(draw, 2))}"' if _happens(draw, 0.2) else ""
    return f"[{' '.join(_words(draw, draw.randint(1, 4)))}]({target}{title})"


def _ornaments(draw: Random, chapter: int) -> list[str]:
    """Give a chapter what belongs to it: a quotation, a list, a table (and code, rarely), a picture, then nothing."""
    match chapter:
        case 0:
            return [f"> {_sentence(draw)}\n> {_sentence(draw)}"]
        case 1:
            lines = (" ".join(_dressed(draw, word) for word in _words(draw, draw.randint(3, 10))) for _ in range(12))
            return ["\n".join(f"- {line}" for line in lines)]
        case 2:
            return [_table(draw), _code(draw)] if _happens(draw, 0.05) else [_table(draw)]
        case 3:
            return [f"![{' '.join(_words(draw, 4))}](/images/still-{draw.randint(1, 20):02d}.png)"]
    return []


def _table(draw: Random) -> str:
    lines = ["| Episode | Title | Rating | Aired |", "|---|---|---:|---|"]
    for episode in range(1, 7):
        aired = f"20{draw.randint(10, 26)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
        lines.append(f"| {episode} | {' '.join(_words(draw, 3))} | {draw.randint(1, 100) / 10} | {aired} |")
    return "\n".join(lines)


def _code(draw: Random) -> str:
    lines = (f"if x < {number}: print('{draw.choice(PLAIN)}')  # & so on" for number in range(6))
    return "\n".join(["```", *lines, "```"])
