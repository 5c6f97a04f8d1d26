"""What converting keeps from one document to the next doesn't show."""

from markdown import markdown

from fanwire.read.markup.converter import converter

FENCES = (
    "```\nif x < 1: print('a')\n```",
    "```python\nif x < 1: print('a')\n```",
    "``` { .python hl_lines='1' linenums='True' }\nif x < 1: print('a')\n```",
    "``` { .c .wide }\nint x = 1;\n```",
    "    #!python\n    if x < 1: print('a')",
)


def test_code_is_coloured_as_codehilite_does_it_again_and_again() -> None:
    convert = converter()
    for text in (*FENCES, *reversed(FENCES)):
        expected = markdown(
            text,
            extensions=["fenced_code", "codehilite", "attr_list"],
            extension_configs={"codehilite": {"guess_lang": False}},
        )
        assert convert(text).html == expected
