"""IFBench's `format`, the ids that look at marks and letters: brackets, quotes, emoji, capitals, white space."""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from string import punctuation

from ._blocks import blocks, outside
from ._code import code_and_formulas
from ._emoji import ends_with_emoji
from ._quotes import DOUBLE, Quotation, quotations
from ._registry import checker, ex
from ._sentences import sentences
from ._text import Text
from ._verdict import Pieces, Span, Verdict, counted, no_piece
from ._words import has_word, words

LEVELS_OF_BRACKETS, LEVELS_OF_QUOTES = 5, 3
_CLOSED_BY = {"(": ")", "[": "]", "{": "}", "（": "）", "［": "］", "｛": "｝"}
_BRACKET = re.compile(rf"[:;](?<!\S[:;])-?\((?!\S)|[{re.escape(''.join((*_CLOSED_BY, *_CLOSED_BY.values())))}]")
"""A bracket, or a sad face, which opens none."""


@checker(
    "format:parentheses",
    says="Nest parentheses, brackets and braces at least five levels deep.",
    follows=(
        ex("1) So (it [is {said (to [be])}]) :("),
        ex("(((((x)))))"),
        ex("(a) (b [c {d (e [f {g}])}])"),
    ),
    breaks=(
        ex("(((((x)"),
        ex("(a [b {c (d [e) ]})])"),
        ex("(a [b {c (d)}])"),
        ex("((a)(b)(c)(d)(e))"),
    ),
)
def parentheses(text: Text) -> Verdict:
    """Five pairs of brackets of any kinds, each closed by its own kind, stand inside each other."""
    opened: list[tuple[str, int]] = []
    levels: list[int] = []
    deepest, place = 0, (0, 0)
    for found in _BRACKET.finditer(text):
        if found[0] in _CLOSED_BY:
            opened.append((_CLOSED_BY[found[0]], found.start()))
            levels.append(1)
        elif opened and opened[-1][0] == found[0]:
            start, level = opened.pop()[1], levels.pop()
            if levels:
                levels[-1] = max(levels[-1], level + 1)
            if level > deepest:
                deepest, place = level, (start, found.end())
    verdict = counted(deepest, "at least", LEVELS_OF_BRACKETS, unit="levels of closed brackets")
    return replace(verdict, spans=(place,) if deepest else ())


@checker(
    "format:quotes",
    says="Nest quotations at least three levels deep, with double and single marks in turn.",
    follows=(
        ex("“a ‘b “c” d’ e”"),
        ex('She wrote, "He said, \'They don\'t yell "no" at me\' and left."'),
        ex("'a \"b 'c'\"'"),
    ),
    breaks=(
        ex("it's 'tis \" x' y"),
        ex('"a \'b "c'),
        ex('"a "b "c" d" e"'),
        ex('"a" \'b\' "c"'),
        ex("\"a 'b' c\""),
    ),
)
def quotes(text: Text) -> Verdict:
    """Three quotations that are all closed stand inside each other, in double marks and single ones by turns."""
    inner: list[tuple[Quotation, bool, int]] = []
    deepest, place = 0, (0, 0)
    for found in text.view(quotations):
        double, level = text[found.start] in DOUBLE, 1
        while inner and inner[-1][0].start > found.start:
            _, other, below = inner.pop()
            level = max(level, below + 1 if other != double else 1)
        inner.append((found, double, level))
        if level > deepest:
            deepest, place = level, (found.start, found.end)
    verdict = counted(deepest, "at least", LEVELS_OF_QUOTES, unit="levels of closed quotations")
    return replace(verdict, spans=(place,) if deepest else ())


@checker(
    "format:quote_unquote",
    says="Put an explanation that is not quoted after every phrase in quotation marks.",
    follows=(
        ex("“Carpe diem” means 'seize the day' in Latin."),
        ex('"The “inner” one"\n\nThat is a title. "Yes" is a word.'),
    ),
    breaks=(
        ex("“quoted”"),
        ex('She said "yes". 1)'),
        ex('"Yes" or "no", she said.'),
        ex("No quotation at all."),
    ),
)
def quote_unquote(text: Text) -> Verdict:
    """After each quotation that is in no other one, a word other than "and" or "or" stands before the next."""
    phrases = _outermost(text)
    if not phrases:
        return Verdict(False, "no quotation")
    ends = [start for start, _ in phrases[1:]] + [len(text)]
    wrong = (span for span, end in zip(phrases, ends, strict=True) if not _explains(text[span[1] : end]))
    return no_piece(Pieces(text, wrong), "quotations that no explanation follows")


def _outermost(text: Text) -> list[Span]:
    """The quotations that stand in no other one and have a word."""
    found: list[Span] = []
    for start, end in text.view(quotations):
        while found and found[-1][0] > start:
            found.pop()
        found.append((start, end))
    return [span for span in found if has_word(text[slice(*span)])]


def _explains(text: str) -> bool:
    return any(word.lower() not in ("and", "or") and not word.isdecimal() for word in words(text).texts)


@checker(
    "format:emoji",
    says="End every sentence with an emoji.",
    follows=(
        ex("Hi 🙂. So what?! 👍🏽\n\nGo team 🇬🇧"),
        ex("# Title\n\n**Number one! 1️⃣** “It is 👨‍👩‍👧‍👦.”\n- I see ❤️"),
        ex("😀"),
        ex("I won! 🎉 #joy #sun"),
        ex("<p>I won! 🎉</p>\n<p>So did we 😀[1].</p>"),
    ),
    breaks=(ex("Nice 😀x"), ex("🙂 Hi. Bye 🙂"), ex("Hi :) I am here ★"), ex("Made by us™.")),
)
def emoji(text: Text) -> Verdict:
    """Each sentence has an emoji at its end, before or after the mark that ends it."""
    found = text.view(sentences) or Pieces(text, ((0, len(text)),))
    wrong = (sentence.span for sentence in found if not ends_with_emoji(_without_hashtags(sentence.text)))
    return no_piece(Pieces(text, wrong), "sentences without an emoji at the end")


def _without_hashtags(sentence: str) -> str:
    """A sentence without the marks at its end, nor hashtags, tags and references there."""
    if "#" in sentence:
        found = sentence.split()
        while found and _HASHTAG.fullmatch(found[-1]):
            found.pop()
        sentence = " ".join(found)
    if "<" in sentence or "[" in sentence:
        sentence = sentence[:-_LONGEST_TAIL] + _TAIL.sub("", sentence[-_LONGEST_TAIL:])
    return sentence.rstrip(_AFTER_EMOJI)


_HASHTAG = re.compile(r"\#\w+")
_AFTER_EMOJI = punctuation + " \t\n\u00a0…‽。！？”’»›」』）】"
_TAIL = re.compile(rf"(?:</?[A-Za-z]\w{{0,9}}[ /]*>|\[\d{{1,3}}\]|[{re.escape(_AFTER_EMOJI)}])++\Z")
_LONGEST_TAIL = 200


@checker(
    "format:title_case",
    says="Write all in title case: capitalise the first letter of every major word.",
    follows=(
        ex("The Lord of the Rings"),
        ex("# The NASA Era: 3 iPhones Don't Ring\n\nThe Best Is Yet to Come. Well-known Facts via www.facts.org"),
        ex("The Lord Of The Rings"),
    ),
    breaks=(
        ex("THE LORD OF THE RINGS"),
        ex("The lord of the Rings"),
        ex("the Lord of the Rings"),
        ex("The mOUSE Ran. a Cat Came."),
        ex("éCOLE"),
        ex("hELLo wORLd"),
        ex("123"),
    ),
)
def title_case(text: Text) -> Verdict:
    """Every word starts with a capital letter but for articles, prepositions and conjunctions, and most go on in small.

    Of a sentence, a heading or a list item the first word must start so as well. Names such as iPhone, addresses and
    code are left alone; acronyms are, as long as they are not most of the text.
    """
    found = Pieces(text, outside(text.view(words).spans, code_and_formulas(text)))
    cased = {word: n for word, n in Counter(found.texts).items() if word.lower() != word.upper()}
    shouted = sum(n for word, n in cased.items() if len(word) > 1 and word.isupper())
    if not cased or shouted * 2 > sum(n for word, n in cased.items() if len(word) > 1):
        all_of_them = sum(cased.values())
        return Verdict(False, f"{shouted} of {all_of_them} words in all capitals" if cased else "no word with a case")
    small = {word for word in cased if _is_small(word)}
    major = small - _MINOR
    first = set() if small == major else _first_words(text, [start for start, _ in found.spans])
    wrong = (
        span
        for span, word in zip(found.spans, found.texts, strict=True)
        if word in small and (word in major or span[0] in first) and not _HOUR_OR_LABEL.match(text, span[0])
    )
    return no_piece(Pieces(text, wrong), "major words that start small")


_UNITS = "am|cm|ft|g|kg|km|lbs?|ml|mm|mph|oz|pm|tbsp|tsp"
_HOUR_OR_LABEL = re.compile(rf"(?<=\d[ \u00a0])(?:{_UNITS})\b|(?<!\w)[a-z]\)[ \t*_]+\w")


def _first_words(text: Text, starts: list[int]) -> set[int]:
    """Where the first words of blocks and of sentences start."""
    places = {block.body for block in text.view(blocks)} | {start for start, _ in text.view(sentences).spans}
    exact = places.intersection(starts)
    after = {starts[index] for place in places - exact if (index := bisect_left(starts, place)) < len(starts)}
    return exact | after


def _is_small(word: str) -> bool:
    return word[0].islower() and not _BRAND.match(word) and not _ADDRESS.search(word)


_BRAND = re.compile(r"(?:[a-z]{1,2}(?:[A-Z][a-z]+|[DR]NA)|[a-z]{1,6}OS|pH|kWh|dB)(?![^\W\d_])")  # iPhone, eBay, macOS
_ADDRESS = re.compile(r"://|^www\.|@|\w\.\w{2}")
_MINOR = frozenset(
    """
    a a.m about above across after against al along amid among an and around as at atop before behind below beneath
    beside besides between beyond but by circa da de del der despite di down during e.g en et etc except for from i.e if
    in inside into la le like minus n near nor of off on onto opposite or out outside over p.m past per plus round since
    so than the through throughout till times to toward towards under underneath unlike until up upon v van versus via
    von vs with within without yet
    """.split()
)


@checker(
    "format:no_whitespace",
    official="same",
    says="Use no white space.",
    follows=(ex("one_two"), ex("one\u200btwo")),
    breaks=(ex("one two"), ex("one\u3000two"), ex("one\n")),
)
def no_whitespace(text: Text) -> Verdict:
    """No character is white space, not even at the end."""
    return no_piece(Pieces(text, (found.span() for found in _SPACE.finditer(text))), "white spaces")


_SPACE = re.compile(r"\s")
