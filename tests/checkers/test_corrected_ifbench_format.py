"""IFBench's `format` ids: near misses both ways; the listed flaws are in `flaws_ifbench`."""

import pytest

from checkers import BadArgument, check

TEMPLATE = "My Answer: {} My Conclusion: {} Future Outlook: {}"
ABCD = {"options": "a), b), c), d)"}
CASES = [
    ("format:parentheses", "four closed", {}, "(((((x))))", False),
    ("format:parentheses", "five closed", {}, "(a [b {c (d [e])}])", True),
    ("format:parentheses", "crossed", {}, "(a [b {c (d [e)]})]", False),
    ("format:parentheses", "strays", {}, "1) one :) (a [b {c (d [e])}]) ((", True),
    ("format:parentheses", "a sad face", {}, "(a [b {c :( (d [e])}])", True),
    ("format:parentheses", "side by side", {}, "(a) [b] {c} (d) [e]", False),
    ("format:parentheses", "full width", {}, "（（（（（x）））））", True),
    ("format:quotes", "apostrophes", {}, "it's 'tis \" x' y", False),
    ("format:quotes", "apostrophes inside", {}, "\"I'm 'no \"one's\" dog' here\"", True),
    ("format:quotes", "two levels", {}, "\"a 'b' c\"", False),
    ("format:quotes", "never closed", {}, "\"a 'b \"c", False),
    ("format:quotes", "double only", {}, "“a “b “c” b” a”", False),
    ("format:quotes", "single outside", {}, "'a \"b 'c' b\" a'", True),
    ("format:options", "capital, bold", ABCD, "**A)**", True),
    ("format:options", "no such option", ABCD, "e)", False),
    ("format:options", "words after it", ABCD, "a) because", False),
    ("format:options", "or inside a word", {"options": "red, color"}, "col", False),
    ("format:options", "or inside a word, right", {"options": "red, color"}, "Color.", True),
    ("format:options", "or between the last two", {"options": "red, green or blue"}, "blue", True),
    ("format:options", "a curly apostrophe", {"options": "I know or I don't know"}, "I don’t know.", True),
    ("format:options", "all of them", {"options": "yes/no/maybe"}, "yes/no/maybe", False),
    ("format:options", "an explanation", {"options": "yes/no/maybe"}, "Yes, it is.", False),
    ("format:options", "quoted", {"options": "yes/no/maybe"}, "“Maybe”", True),
    ("format:newline", "CRLF", {}, "a\r\nb\r\nc", True),
    ("format:newline", "numbers match, lines don't", {}, "one two\n \nthree", False),
    ("format:newline", "a list", {}, "1. one\n2. two", True),
    ("format:newline", "an emoji beside it", {}, "one 😀\ntwo", True),
    ("format:newline", "no words", {}, "–\n–", False),
    ("format:emoji", "a keycap", {}, "Number one! 1️⃣ Number two 2️⃣.", True),
    ("format:emoji", "a flag of tags", {}, "England 🏴󠁧󠁢󠁥󠁮󠁧󠁿", True),
    ("format:emoji", "a family", {}, "Hi 👨‍👩‍👧‍👦. Bye 👍🏽!", True),
    ("format:emoji", "a letter after it", {}, "Nice 😀x", False),
    ("format:emoji", "one missing", {}, "Hi 😀. Bye.", False),
    ("format:emoji", "a tag and a reference", {}, "Hi 😀[1]. Bye 😀 [2].<br>", True),
    ("format:emoji", "a tag alone", {}, "Hi 😀. Bye<br>", False),
    ("format:emoji", "at the start", {}, "😀 Hi. Bye 😀", False),
    ("format:emoji", "a trademark", {}, "Hi ™.", False),
    ("format:emoji", "text style", {}, "Hi ❤\ufe0e", False),
    ("format:emoji", "a heading", {}, "# Hi\n\nIt is so. ❤️", True),
    ("format:line_indent", "a level twice", {}, "a\n b\n b", False),
    ("format:line_indent", "down", {}, "  a\n b\nc", False),
    ("format:line_indent", "a fence", {}, "```text\na\n b\n```", True),
    ("format:quote_unquote", "curly, explained", {}, "“quoted” means so.", True),
    ("format:quote_unquote", "only marks and numbers after it", {}, 'So "it" (1).', False),
    ("format:quote_unquote", "two in a row", {}, '"a", "b" are so', False),
    ("format:quote_unquote", "explained in the next paragraph", {}, '"a"\n\nIt is so.', True),
    ("format:quote_unquote", "apostrophes", {}, "\"It's\" isn't 'tis.", True),
    ("format:list", "at the start and in the middle of a line", {"sep": "!?!?"}, "!?!? a !?!? b", True),
    ("format:list", "a mark of prose on one line", {"sep": "-"}, "- a - b", False),
    ("format:list", "at the start of lines", {"sep": "!?!?"}, "!?!? a\n!?!? b", True),
    ("format:list", "one item", {"sep": "SEPARATOR"}, "SEPARATOR a", False),
    ("format:list", "numbers below zero", {"sep": "-"}, "-5 degrees\n-3 degrees", False),
    ("format:list", "rules", {"sep": "-"}, "a\n---\nb\n---", False),
    ("format:list", "an introduction and blank lines", {"sep": "..."}, "Two:\n\n... a\n\n... b", True),
    ("format:list", "another mark", {"sep": "-"}, "– a\n– b", False),
    ("format:list", "symbols are themselves", {"sep": "!.*?"}, "!abc? a\n!? b", False),
    ("format:thesis", "both sections", {}, "# A\n<i>So.</i> Text.\n# B\n<em>So.</em> Text.", True),
    ("format:thesis", "a label for a heading", {}, "Part one\n<i>So.</i> Text.\nPart two\nText.", False),
    ("format:thesis", "paragraphs", {}, "<i>So.</i> Text.\n\n<i>So.</i> Text.", True),
    ("format:thesis", "a thesis alone on its line", {}, "<i>So.</i>\n\nText.", True),
    ("format:thesis", "never closed", {}, "<i>So. Text.", False),
    ("format:thesis", "markdown", {}, "*So.* Text.", False),
    ("format:thesis", "capital tags", {}, "<I>So.</I> Text.", True),
    ("format:thesis", "another element", {}, "<iframe>So.</iframe> Text.", False),
    ("format:thesis", "a fence", {}, "```html\n<i>So.</i> Text.\n```", True),
    ("format:thesis", "a label in bold", {}, "**Part:** <i>So.</i> Text.\n\n**End**: <i>So.</i> Text.", True),
    ("format:thesis", "a label in bold alone", {}, "**Part:** <i>So.</i> Text.\n\n**End**: Text.", False),
    ("format:thesis", "HTML in a line", {}, "<h2>A</h2><p><i>So.</i> Text.</p><h2>B</h2><em>So.</em> Text.", True),
    ("format:thesis", "one of two in a line", {}, "<h2>A</h2><p><i>So.</i> Text.</p><h2>B</h2>Text.", False),
    ("format:thesis", "HTML bold in a line", {}, "<b>Note</b> it.\n<i>So.</i> Text.", False),
    ("format:thesis", "a main title", {}, "# Title\n\nText.\n\n## A\n<i>So.</i> Text.", True),
    ("format:sub-bullets", "one without", {}, "* a\n  - b\n* c", False),
    ("format:sub-bullets", "a rule at the end", {}, "* a\n  - b\n\n***", True),
    ("format:sub-bullets", "in a quotation", {}, "> * a\n>   - b\n> * c\n>   - d", True),
    ("format:sub-bullets", "no indentation", {}, "* a\n- b", True),
    ("format:sub-bullets", "dashes", {}, "* a\n  – b", False),
    ("format:no_bullets_bullets", "abbreviations", {}, "It is e.g. here.\n* a\n* b", False),
    ("format:no_bullets_bullets", "other bullets", {}, "It is. So be it.\n- a\n- b", False),
    ("format:no_bullets_bullets", "bullets first", {}, "* a\n* b\n\nIt is. So be it.", False),
    ("format:no_bullets_bullets", "sentences in the bullets", {}, "It is.\n* So be it. It is.\n* It is.", False),
    ("format:title_case", "an acronym", {}, "The NASA Team", True),
    ("format:title_case", "minor words in capitals", {}, "The Lord Of The Rings", True),
    ("format:title_case", "a minor word first", {}, "the Lord of the Rings", False),
    ("format:title_case", "a minor word first in a sentence", {}, "It Is. of Course", False),
    ("format:title_case", "a verb", {}, "The Lord is Here", False),
    ("format:title_case", "contractions", {}, "I Don't Know, It's Bob's", True),
    ("format:title_case", "an accent", {}, "éCOLE", False),
    ("format:title_case", "capitals inside only", {}, "hELLo wORLd", False),
    ("format:title_case", "a capital inside a minor word", {}, "The Lord oF the Rings", False),
    ("format:title_case", "brands and numbers", {}, "My iPhone Has 3G and 2nd Ideas", True),
    ("format:title_case", "units", {}, "Mix 5 kg of Sugar at 6 am", True),
    ("format:title_case", "a verb like a unit", {}, "I am Here", False),
    ("format:title_case", "science", {}, "The pH of mRNA", True),
    ("format:title_case", "letters of items", {}, "a) The First\nb) The Second", True),
    ("format:title_case", "code in a line", {}, "Use `npm install` to Begin at 5 p.m.", True),
    ("format:title_case", "formulas", {}, "Let $x$ and \\( f(x) \\) Be", True),
    ("format:title_case", "prices", {}, "Pay $5 and lose $10", False),
    ("format:title_case", "code", {}, "My Code\n\n```python\nprint(x)\n```", True),
    ("format:output_template", "empty", {}, TEMPLATE.format("", "", ""), False),
    ("format:output_template", "one empty", {}, TEMPLATE.format("a", "", "c"), False),
    ("format:output_template", "filled", {}, TEMPLATE.format("a", "b", "c"), True),
    ("format:output_template", "unfilled", {}, TEMPLATE.format("[answer]", "[conclusion]", "[outlook]"), False),
    ("format:output_template", "words after", {}, "My Answer: a\nMy Conclusion: b\nFuture Outlook: c\n\nBye!", False),
    ("format:output_template", "a rule after", {}, TEMPLATE.format("a", "b", "c") + "\n\n---", True),
    ("format:output_template", "paragraphs", {}, "My Answer: a\n\nMy Conclusion: b\n\nFuture Outlook: c\n\nd", True),
    ("format:output_template", "twice", {}, TEMPLATE.format("a", "b", "c") + TEMPLATE.format("a", "b", "c"), False),
    ("format:output_template", "headings", {}, "# My Answer:\na\n# My Conclusion:\nb\n# Future Outlook:\nc", True),
    ("format:output_template", "bold", {}, "**My Answer**: a\n**My Conclusion:** b\n**Future Outlook:** c", True),
    ("format:no_whitespace", "zero width", {}, "a\u200bb\u2060c", True),
    ("format:no_whitespace", "at the end", {}, "abc\n", False),
    ("format:no_whitespace", "no-break", {}, "a\u00a0b", False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("id", "args", "text", "ok"), [(c[0], *c[2:]) for c in CASES], ids=[f"{c[0]} {c[1]}" for c in CASES]
)
def test_case(id: str, args: dict[str, object], text: str, ok: bool) -> None:
    verdict = check(id, text, **args)
    assert (verdict.ok, verdict.fault) == (ok, None), verdict.why


@pytest.mark.parametrize(("id", "args"), [("format:list", {"sep": " "}), ("format:options", {"options": ""})])
def test_wrong_argument(id: str, args: dict[str, object]) -> None:
    with pytest.raises(BadArgument, match=id):
        check(id, "text", **args)


@pytest.mark.parametrize(
    ("id", "text", "places"),
    [
        ("format:parentheses", "x (a [b {c (d [e])}]) y", ["(a [b {c (d [e])}])"]),
        ("format:emoji", "Hi 😀. Bye.", ["Bye."]),
        ("format:sub-bullets", "* a\n  - b\n* c", ["* c"]),
        ("format:title_case", "The\r\nlord", ["lord"]),
    ],
)
def test_spans_point_into_the_text_as_given(id: str, text: str, places: list[str]) -> None:
    assert [text[start:end] for start, end in check(id, text).spans] == places
