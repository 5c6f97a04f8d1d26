"""The classes of whose objects is known what they do, by name; pymdownx needn't be installed, nor all be imported.

Each list has the order in which the objects have to stand. A star marks those without which the direct way's idea of a
document would be wrong.
"""

from markdown import inlinepatterns as inline

_STOCK, _EXTENSIONS = "markdown.blockprocessors", "markdown.extensions"
_INLINE, _TREE, _POST = "markdown.inlinepatterns", "markdown.treeprocessors", "markdown.postprocessors"


def name(thing: object) -> str:
    """Name the class of an object in full."""
    return f"{type(thing).__module__}.{type(thing).__qualname__}"


LISTS = (f"{_STOCK}.OListProcessor", f"{_STOCK}.UListProcessor")
SANE_LISTS = (f"{_EXTENSIONS}.sane_lists.SaneOListProcessor", f"{_EXTENSIONS}.sane_lists.SaneUListProcessor")
QUOTES, OTHER_QUOTES = f"{_STOCK}.BlockQuoteProcessor", "pymdownx.quotes.QuotesProcessor"
TABLES = f"{_EXTENSIONS}.tables.TableProcessor"
BLOCKS = (
    f"{_EXTENSIONS}.admonition.AdmonitionProcessor",
    f"*{_STOCK}.EmptyBlockProcessor",
    f"*{_STOCK}.ListIndentProcessor",
    "pymdownx.blocks.BlocksProcessor",
    f"{_EXTENSIONS}.def_list.DefListIndentProcessor",
    f"*{_STOCK}.CodeBlockProcessor",
    TABLES,
    f"*{_STOCK}.HashHeaderProcessor",
    f"*{_STOCK}.SetextHeaderProcessor",
    f"*{_STOCK}.HRProcessor",
    LISTS[0],
    SANE_LISTS[0],
    LISTS[1],
    SANE_LISTS[1],
    f"{_EXTENSIONS}.def_list.DefListProcessor",
    QUOTES,
    OTHER_QUOTES,
    f"{_EXTENSIONS}.footnotes.FootnoteBlockProcessor",
    f"{_EXTENSIONS}.abbr.AbbrBlockprocessor",
    f"*{_STOCK}.ReferenceProcessor",
    f"*{_STOCK}.ParagraphProcessor",
)

EMPHASIS = f"{_INLINE}.DelimiterProcessor"
OTHER_MARKS = "pymdownx.delimiterprocessor.DelimiterProcessor"
# The patterns, each with its expression.
PATTERNS = (
    (f"*{_INLINE}.BacktickInlineProcessor", inline.BACKTICK_RE),
    (f"*{_INLINE}.EscapeInlineProcessor", inline.ESCAPE_RE),
    (f"{_EXTENSIONS}.footnotes.FootnoteInlineProcessor", r"\[\^([^\]]*)\]"),
    (f"*{_INLINE}.ReferenceInlineProcessor", inline.REFERENCE_RE),
    (f"*{_INLINE}.LinkInlineProcessor", inline.LINK_RE),
    (f"*{_INLINE}.ImageInlineProcessor", inline.IMAGE_LINK_RE),
    (f"*{_INLINE}.ImageReferenceInlineProcessor", inline.IMAGE_REFERENCE_RE),
    (f"*{_INLINE}.ShortReferenceInlineProcessor", inline.REFERENCE_RE),
    (f"*{_INLINE}.ShortImageReferenceInlineProcessor", inline.IMAGE_REFERENCE_RE),
    (f"*{_INLINE}.AutolinkInlineProcessor", inline.AUTOLINK_RE),
    (f"*{_INLINE}.AutomailInlineProcessor", inline.AUTOMAIL_RE),
    (f"*{_INLINE}.SubstituteTagInlineProcessor", inline.LINE_BREAK_RE),
    (f"*{_INLINE}.HtmlInlineProcessor", inline.HTML_RE),
    (f"*{_INLINE}.HtmlInlineProcessor", inline.ENTITY_RE),
    (f"*{EMPHASIS}", r"\*|_"),
)

NOTES, TOC = f"{_EXTENSIONS}.footnotes.FootnoteTreeprocessor", f"{_EXTENSIONS}.toc.TocTreeprocessor"
# smarty's tree processor is of a stock class, with patterns of its own.
SMARTY = "smarty"
TREE = (
    NOTES,
    f"*{_TREE}.InlineProcessor",
    f"*{_TREE}.PrettifyTreeprocessor",
    SMARTY,
    TOC,
    f"*{_TREE}.UnescapeTreeprocessor",
)
ATTRIBUTES = f"{_EXTENSIONS}.attr_list.AttrListTreeprocessor"
# What these look for is excluded before they are asked: code blocks, check boxes, callouts, blocks between slashes,
# a note referred to twice, braces, abbreviations.
NEVER_NEEDED = frozenset(
    {
        f"{_EXTENSIONS}.codehilite.HiliteTreeprocessor",
        "pymdownx.tasklist.TasklistTreeprocessor",
        "pymdownx.quotes.QuotesTreeprocessor",
        "pymdownx.blocks.BlocksTreeprocessor",
        f"{_EXTENSIONS}.footnotes.FootnotePostTreeprocessor",
        ATTRIBUTES,
        f"{_EXTENSIONS}.abbr.AbbrTreeprocessor",
    }
)

RAW_HTML = f"{_POST}.RawHtmlPostprocessor"
POST = (f"*{RAW_HTML}", f"{_EXTENSIONS}.footnotes.FootnotePostprocessor", f"*{_POST}.AndSubstitutePostprocessor")
