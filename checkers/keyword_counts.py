"""How often keywords occur. What a keyword matches is told in `_keywords`."""

from ._args import Count, Keyword
from ._keywords import occurrences
from ._registry import checker, ex
from ._text import Text
from ._verdict import Relation, Verdict, counted, verdict_of


@checker(
    "keywords:word_once",
    says="Include the keyword {keyword}.",
    follows=(
        ex("A CAT.", keyword="cat"),
        ex("One cat, two cats, the cat's.", keyword="cat"),
        ex("f(x)", keyword="f(x)"),
    ),
    breaks=(ex("The seeds were scattered.", keyword="cat"), ex("abc", keyword="a.c")),
)
def word_once(text: Text, *, keyword: Keyword) -> Verdict:
    """The keyword occurs. The instruction does not say that it may occur once only, though its id does."""
    return counted(occurrences(text, keyword), "at least", 1, unit=f"times {keyword!r}")


@checker(
    "keywords:word_count_different_numbers",
    says="Use the word {keyword} {frequency} time(s).",
    follows=(
        ex("War and war.", keyword="war", frequency=2, relation="at least"),
        ex("War, forward!", keyword="war", frequency=1, relation="less than"),
    ),
    breaks=(
        ex("Forward reward.", keyword="war", frequency=2, relation="at least"),
        ex("War, war, war.", keyword="war", frequency=2, relation="at least"),
        ex("Peace.", keyword="war", frequency=1, relation="less than"),
    ),
)
def word_count_different_numbers(
    text: Text, *, keyword: Keyword, frequency: Count, relation: Relation | None = None
) -> Verdict:
    """The word occurs so often, no more and no less: the instruction does not mention the relation."""
    return counted(occurrences(text, keyword), "exactly", frequency, unit=f"times {keyword!r}")


@checker(
    "keywords:exclude_word_harder",
    says="Do not include the keyword {keyword}.",
    follows=(ex("Scattered cats.", keyword="cat"), ex("I write C.", keyword="C++")),
    breaks=(ex("Cat food.", keyword="cat"), ex("a (cat)", keyword="cat"), ex("The\ncat\nsat", keyword="cat")),
)
def exclude_word_harder(text: Text, *, keyword: Keyword, instruction: str = "") -> Verdict:
    """The keyword does not occur. The published code draws one from `instruction` if it has none."""
    found = occurrences(text, keyword)
    return verdict_of(found.spans, f"{len(found)} times {keyword!r}, wanted none")


@checker(
    "count:keywords_multiple",
    says="Use the keyword {keyword1} once, {keyword2} twice, {keyword3} three times, {keyword4} five times and "
    "{keyword5} seven times.",
    follows=(
        ex(
            "Art? BEE, bee, elk elk elk, cat's cat cat cat cat, dog dog dog dog dog dog dog-like party",
            keyword1="art", keyword2="bee", keyword3="elk", keyword4="cat", keyword5="dog",
        ),
    ),
    breaks=(
        ex(
            "start bee bee elk elk elk cat cat cat cat cat dog dog dog dog dog dog dog",
            keyword1="art", keyword2="bee", keyword3="elk", keyword4="cat", keyword5="dog",
        ),
        ex(
            "art bee bee bee elk elk elk cat cat cat cat cat dog dog dog dog dog dog dog",
            keyword1="art", keyword2="bee", keyword3="elk", keyword4="cat", keyword5="dog",
        ),
    ),
)  # fmt: skip
def keywords_multiple(
    text: Text, *, keyword1: Keyword, keyword2: Keyword, keyword3: Keyword, keyword4: Keyword, keyword5: Keyword
) -> Verdict:
    """The keywords occur exactly 1, 2, 3, 5 and 7 times."""
    return _each(text, (keyword1, 1), (keyword2, 2), (keyword3, 3), (keyword4, 5), (keyword5, 7))


@checker(
    "count:count_increment_word",
    says="Use the keyword {keyword1} once and {keyword2} twice.",
    follows=(
        ex("Art: WAR, war and party.", keyword1="art", keyword2="war"),
        ex("a+b, C++ and c++", keyword1="a+b", keyword2="c++"),
    ),
    breaks=(
        ex("Forward, toward art", keyword1="art", keyword2="war"),
        ex("Art, war, war, war", keyword1="art", keyword2="war"),
        ex("Party, war, war", keyword1="art", keyword2="war"),
    ),
)
def count_increment_word(text: Text, *, keyword1: Keyword, keyword2: Keyword) -> Verdict:
    """The one keyword occurs once and the other twice."""
    return _each(text, (keyword1, 1), (keyword2, 2))


def _each(text: Text, *wanted: tuple[str, int]) -> Verdict:
    """The verdict of several keywords, each with the number of times that it must occur."""
    found = [(occurrences(text, keyword), keyword, times) for keyword, times in wanted]
    wrong = [f"{word!r} {len(places)} times, wanted {times}" for places, word, times in found if len(places) != times]
    spans = sorted(span for places, _, _ in found for span in places.spans)
    why = "; ".join(wrong) or "every keyword as often as wanted"
    near = [counted(places, "exactly", times, unit="times").closeness for places, _, times in found]
    return Verdict(not wrong, why, tuple(spans), sum(near) / len(near))
