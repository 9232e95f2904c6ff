"""The words of a text by the scripts that they stand in; addresses and programs are looked away from."""

import re
from collections.abc import Mapping

from ._code import IN_LINE, programs
from ._text import Text, different
from ._words import has_word

SCRIPTS: Mapping[str, str] = {
    "Latin": r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a",
    "Greek": r"\u0370-\u0373\u0376-\u037d\u0386\u0388-\u03ff\u1f00-\u1ffc",
    "Cyrillic": r"\u0400-\u052f\u1c80-\u1c8f\ua640-\ua69f",
    "Hebrew": r"\u05d0-\u05f2",
    "Arabic": r"\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc",
    "Devanagari": r"\u0900-\u0963\u0970-\u097f",
    "Bengali": r"\u0980-\u09e3\u09f0-\u09fe",
    "Gurmukhi": r"\u0a01-\u0a5e\u0a70-\u0a76",
    "Gujarati": r"\u0a81-\u0ae3\u0af9-\u0aff",
    "Tamil": r"\u0b82-\u0bd7",
    "Telugu": r"\u0c00-\u0c63",
    "Kannada": r"\u0c80-\u0ce3",
    "Malayalam": r"\u0d00-\u0d63",
    "Thai": r"\u0e01-\u0e4e",
    "Hangul": r"\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3",
    "Kana": r"\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9f",
    "Han": r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af",
    "others": r"\u0531-\u0588\u0700-\u08ff\u0b01-\u0b77\u0d81-\u0df3\u0e81-\u10ff\u1200-\u137f\u1780-\u17dc",
}
_LETTERS_PER_WORD = {"Han": 2, "Kana": 3, "Thai": 4}
"""Where no space divides words, about so many letters make one."""

_ASIDE = re.compile(rf"``|{IN_LINE}|(?:https?://|www\.)\S++|(?<!\S)[^\s@]++@\S++")  # two backticks open a quotation


def words_by_script(text: Text) -> dict[str, float]:
    """About how many words stand in each script, addresses and programs aside."""
    words = text.view(prose)
    letters = text.view(different) if words is text else different(words)
    others = {
        script: len(_runs(text, script)) / _LETTERS_PER_WORD.get(script, 1)
        for script, run in (_RUNS.items() if letters else ())
        if script != "Latin" and run.search(letters)
    }
    return dict.fromkeys(SCRIPTS, 0.0) | others | {"Latin": float(len(text.view(latin_words)))}


_NO_LETTERS = {code: " " for code in range(128) if not chr(code).isalpha() and chr(code) != "'"}
"""To translate and to split ASCII takes a third of the time of searching."""

_RUNS = {
    script: re.compile(f"[{letters}]" if script in _LETTERS_PER_WORD else f"[{letters}]++(?:['’]++[{letters}]++)*+")
    for script, letters in SCRIPTS.items()
}


def prose(text: Text) -> str:
    """A view: the text without addresses and, unless it has nothing else, without programs."""
    edits = [(start, end, " ") for start, end in text.view(programs)]
    rest = _without_asides(text.edit(edits) if edits else text)
    return rest if has_word(rest) else _without_asides(text)


def _without_asides(text: str) -> str:
    return _ASIDE.sub(" ", text) if any(sign in text for sign in ("`", "@", "://", "www.")) else text


def latin_words(text: Text) -> list[str]:
    """A view: the words in Latin letters, in lower case."""
    letters = text.view(prose)
    if not letters.isascii():
        return words_of(text, "Latin")
    spaced = f" {letters.lower().translate(_NO_LETTERS)} "
    runs = spaced.split()
    if " '" not in spaced and "' " not in spaced:
        return runs
    return [word for run in runs if (word := run.strip("'"))]


def words_of(text: Text, script: str) -> list[str]:
    """The words in a script, in lower case."""
    return lowered(" ".join(_runs(text, script)))


def _runs(text: Text, script: str) -> list[str]:
    return text.part(_found, script, text.view(prose))


def _found(script: str, words: str) -> list[str]:
    return _RUNS[script].findall(words)


def lowered(text: str) -> list[str]:
    """What stands between white space, as the lists of small words have it."""
    return text.lower().replace("’", "'").split()
