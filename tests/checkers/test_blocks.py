"""Lines, paragraphs, markdown blocks, quotations, emphasis."""

import pytest

from checkers import Text
from checkers._blocks import blocks, lines, paragraphs
from checkers._emphasis import highlights
from checkers._quotes import quotations

BLOCKS = {
    "headings": ("# One\n###Two\n### Three", [("heading", "#", 1), ("prose", "", 0), ("heading", "###", 3)]),
    "underlined heading": ("Title\n=====\n", [("heading", "=", 1)]),
    "rules": (
        "***\n* * *\n---\n___\n**",
        [("rule", mark, 0) for mark in ("***", "* * *", "---", "___")] + [("prose", "", 0)],
    ),
    "items": ("* a\n- b\n+ c\n• d\n1. e\n2) f", [("item", mark, 0) for mark in ("*", "-", "+", "•", "1.", "2)")]),
    "nesting": ("- a\n  - b\n    - c\n  - d\n- e", [("item", "-", level) for level in (0, 1, 2, 1, 0)]),
    "no items": ("*a\n-5 degrees\n**bold**\n1.5 is", [("prose", "", 0)]),
    "an item glued to bold": ("***Bold** item", [("item", "*", 0)]),
    "emphasis, no item": ("***Bold*** text", [("prose", "", 0)]),
    "an item goes on": ("- a\n  b\nc\n\nd", [("item", "-", 0), ("prose", "", 0)]),
    "in quotation marks": ('"* a\n* b"', [("item", "*", 0), ("item", "*", 0)]),
    "a list of numbers in quotation marks": ("“1. a\n2. b”", [("item", "1.", 0), ("item", "2.", 0)]),
    "quotation marks around words": ('"*a* b\n\n"* c', [("prose", "", 0), ("prose", "", 0)]),
    "code": ("```python\n* a\n---\n```\nb", [("code", "python", 0), ("prose", "", 0)]),
    "code that never ends": ("~~~\n* a", [("code", "", 0)]),
    "a fence in a longer fence": ("````\n```\n````\nb", [("code", "", 0), ("prose", "", 0)]),
    "markdown in a fence": ("```markdown\n* a\n```\n* b", [("item", "*", 0), ("item", "*", 0)]),
    "table": ("| a |\n|---|\n| b |", [("table", "", 0)]),
    "table without outer bars": (
        "Text.\na | b\n--|--\n1 | 2\n\nc",
        [("prose", "", 0), ("table", "", 0), ("prose", "", 0)],
    ),
    "paragraphs": ("a\nb\n \nc", [("prose", "", 0), ("prose", "", 0)]),
    "nesting in a quotation": ("> - a\n>   - b\n>     - c", [("item", "-", level) for level in (0, 1, 2)]),
}


@pytest.mark.parametrize(("text", "expected"), BLOCKS.values(), ids=BLOCKS)
def test_blocks(text: str, expected: list[tuple[str, str, int]]) -> None:
    found = blocks(text)
    assert [(block.kind, block.marker, block.level) for block in found] == expected
    assert all(block.start <= block.body <= block.end <= len(text) for block in found)


def test_blocks_in_a_quotation() -> None:
    assert [(block.kind, block.quoted) for block in blocks("> a\n> * b\n\nc")] == [
        ("prose", True),
        ("item", True),
        ("prose", False),
    ]


def test_body_is_what_follows_the_marks() -> None:
    text = "## Title\n  - item\nmore"
    assert [text[block.body : block.end] for block in blocks(text)] == [" Title", " item\nmore"]


@pytest.mark.parametrize(
    ("text", "expected"), [("a\n\nb\n", ["a", "", "b"]), ("\n", [""]), ("", []), ("a", ["a"])], ids=repr
)
def test_lines(text: str, expected: list[str]) -> None:
    assert [line.text for line in lines(text)] == expected


def test_paragraphs() -> None:
    found = paragraphs("\n \n a\nb \n \t\n\n\tc\n")
    assert [paragraph.text for paragraph in found] == ["a\nb", "c"]


QUOTATIONS = {
    "straight": ('"a" and "b"', ['"a"', '"b"']),
    "straight within straight": ('"He said "hi" to me."', ['"hi"', '"He said "hi" to me."']),
    "three levels": ('"a \'b "c" b\' a"', ['"c"', "'b \"c\" b'", '"a \'b "c" b\' a"']),
    "curly": ("“a ‘b’ c”", ["‘b’", "“a ‘b’ c”"]),
    "of many languages": (
        "«a» „b“ »c« 「d」 ”e” « f »",
        ["«a»", "„b“", "»c«", "「d」", "”e”", "« f »"],
    ),
    "apostrophes": ("don't the dogs’ it's '90s", []),
    "an apostrophe inside": ('"I\'m here"', ['"I\'m here"']),
    "without spaces": ('他说"你好"然后', ['"你好"']),
    "without spaces, within": (
        '"他说："你好，"又（"再见。"）。"',
        ['"你好，"', '"再见。"', '"他说："你好，"又（"再见。"）。"'],
    ),
    "attributes": ('"<a href="b">c</a>"', ['"b"', '"<a href="b">c</a>"']),
    "a sign of equality": ('"=", "a ="', ['"="', '"a ="']),
    "escaped": (r'"a \" b"', [r'"a \" b"']),
    "never closed": ('"a', []),
    "paragraphs that open anew": ('"a\n\n"b\n\n"c"', ['"a\n\n"b\n\n"c"']),
    "one never closed after another": ('He said:\n"a"\n"b', ['"a"']),
}


@pytest.mark.parametrize(("text", "expected"), QUOTATIONS.values(), ids=QUOTATIONS)
def test_quotations(text: str, expected: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotations(text)] == expected


HIGHLIGHTS = {
    "every mark": ("*a* **b** _c_ __d__ ***e***", ["*a*", "**b**", "_c_", "__d__", "***e***"]),
    "the same words twice": ("**_a_**", ["**_a_**"]),
    "words within": ("**a *b* c**", ["*b*", "**a *b* c**"]),
    "arithmetic": ("2 * 3 * 4, 2*3*4, a*b*c", []),
    "bullets": ("* a *\n* b\n*c", []),
    "an item": ("* a *b* c", ["*b*"]),
    "over a line": ("*a\nb*", ["*a\nb*"]),
    "not over a paragraph": ("*a\n\nb*", []),
    "identifiers": ("snake_case_name", []),
    "the start of a word": ("*S*pecific", ["*S*"]),
    "no words": ("** ** *…* ****", []),
    "Chinese": ("这是*重点*内容", ["*重点*"]),
    "code": ("`*a*` \\*b*\n```\n*c*\n```", []),
    "a mark alone": ("5 *stars and **b** too", ["**b**"]),
}


@pytest.mark.parametrize(("text", "expected"), HIGHLIGHTS.values(), ids=HIGHLIGHTS)
def test_highlights(text: str, expected: list[str]) -> None:
    assert [highlight.text for highlight in highlights(Text(text))] == expected
