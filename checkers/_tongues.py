"""In which language a text is written: by its script where that decides, else by identification.

A text is in the language that two thirds of its words are in, so that names and single words of another are no matter;
half English and half another language is in none. Addresses and programs are looked away from. Where nothing tells for
sure the text is in no language, but a few Latin words may be English as well as what n-grams take them for.
"""

import re
from collections.abc import Mapping
from typing import Literal

from ._blocks import FENCES, blocks, holds_text
from ._function_words import ENGLISH, FOREIGN, PLAINLY_ENGLISH, SMALL_WORDS
from ._language import likely
from ._text import Text, different
from ._words import has_word

Language = Literal[
    "af", "ar", "bg", "bn", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "gu", "he", "hi",
    "hr", "hu", "id", "it", "ja", "kn", "ko", "lt", "lv", "mk", "ml", "mr", "ne", "nl", "no", "pa", "pl", "pt", "ro",
    "ru", "sk", "sl", "so", "sq", "sv", "sw", "ta", "te", "th", "tl", "tr", "uk", "ur", "vi", "zh", "zh-cn", "zh-tw",
]  # fmt: skip

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

_SOLE_LANGUAGE = {
    "Greek": "el", "Hebrew": "he", "Bengali": "bn", "Gurmukhi": "pa", "Gujarati": "gu", "Tamil": "ta", "Telugu": "te",
    "Kannada": "kn", "Malayalam": "ml", "Thai": "th", "Hangul": "ko",
}  # fmt: skip
_SIMPLIFIED = (
    "们这国说时会来对学过为个么没还样经发见长开关问门间东车书买卖话语请谢认识让应该给统级红线组结网难电脑写读听爱欢乐习飞马鱼"
    "鸟龙体头医药岁钱视觉观亲实现业产务动办区华单变号员园图场声处备够妈宝师带帮广张强当总战报换数断旧显条标树楼气汉满热独环画"
    "确离种称笔节获规计记讲许论设证评词试诗课调谈谁质贵费资转轻较达运进远连选错队阳际险随页项预领题颜风饭馆验黄"
)
_TRADITIONAL = (
    "們這國說時會來對學過為個麼沒還樣經發見長開關問門間東車書買賣話語請謝認識讓應該給統級紅線組結網難電腦寫讀聽愛歡樂習飛馬魚"
    "鳥龍體頭醫藥歲錢視覺觀親實現業產務動辦區華單變號員園圖場聲處備夠媽寶師帶幫廣張強當總戰報換數斷舊顯條標樹樓氣漢滿熱獨環畫"
    "確離種稱筆節獲規計記講許論設證評詞試詩課調談誰質貴費資轉輕較達運進遠連選錯隊陽際險隨頁項預領題顏風飯館驗黃"
)
_ENOUGH = 2 / 3
_LEAST_KANA = 0.1
_TOO_SHORT = 8
"""Below so many words n-grams say little; small words then tell what they can."""

_ASIDE = re.compile(r"`[^`\n]*+`|(?:https?://|www\.)\S++|(?<!\S)[^\s@]++@\S++")


def languages(text: Text) -> frozenset[str]:
    """The codes a text goes by: {"en"}, {"zh", "zh-tw"}; several for a few words that may be of any, none for a mix."""
    weights = text.view(words_by_script)
    total = sum(weights.values())
    ours = [script for script, weight in weights.items() if weight >= _ENOUGH * total > 0]
    east_asian = weights["Han"] + weights["Kana"]
    if not ours and east_asian >= _ENOUGH * total > 0:
        ours = ["Han"]
    if not ours:
        return frozenset()
    if ours[0] in ("Han", "Kana"):
        return frozenset(["ja"] if weights["Kana"] >= _LEAST_KANA * east_asian else _chinese(text))
    if ours[0] in _SOLE_LANGUAGE:
        return frozenset([_SOLE_LANGUAGE[ours[0]]])
    return frozenset(_of_latin_words(text) if ours[0] == "Latin" else _identified(text, ours[0]))


def words_by_script(text: Text) -> dict[str, float]:
    """About how many words stand in each script, addresses and programs aside."""
    prose = text.view(_prose)
    letters = different(prose)
    others = {
        script: len(run.findall(prose)) / _LETTERS_PER_WORD.get(script, 1)
        for script, run in _RUNS.items()
        if script != "Latin" and run.search(letters)
    }
    return dict.fromkeys(SCRIPTS, 0.0) | others | {"Latin": float(len(text.view(_latin_words)))}


_NO_LETTERS = {code: " " for code in range(128) if not chr(code).isalpha() and chr(code) != "'"}
"""To translate and to split ASCII takes a third of the time of searching."""

_RUNS = {
    script: re.compile(f"[{letters}]" if script in _LETTERS_PER_WORD else f"[{letters}]++(?:['’]++[{letters}]++)*+")
    for script, letters in SCRIPTS.items()
}


def _prose(text: Text) -> str:
    """The text without addresses and, unless it has nothing else, without programs."""
    fenced = any(fence in text for fence in FENCES)
    programs = [(block.start, block.end, " ") for block in text.view(blocks) if not holds_text(block)] if fenced else []
    prose = _without_asides(text.edit(programs) if programs else text)
    return prose if has_word(prose) else _without_asides(text)


def _without_asides(text: str) -> str:
    return _ASIDE.sub(" ", text) if any(sign in text for sign in ("`", "@", "://", "www.")) else text


def _chinese(text: Text) -> list[str]:
    simplified = sum(map(text.count, _SIMPLIFIED))
    traditional = sum(map(text.count, _TRADITIONAL))
    mainland, taiwan = simplified >= traditional, traditional >= simplified
    return ["zh"] + ["zh-cn"] * mainland + ["zh-tw"] * taiwan


def _identified(text: Text, script: str) -> list[str]:
    """The language, English aside, that small words or identification tell for the words of a script."""
    words = text.view(_latin_words) if script == "Latin" else _words_of(text, script)
    few = len(words) < _TOO_SHORT
    if few and (told := _told(words)):
        return [told]
    if few and script == "Cyrillic":
        return [code for code, absent in _NO_LETTERS_OF.items() if absent.isdisjoint("".join(words))]
    found = text.part(_taken_for, " ".join(words))
    return [found] if found and found != "en" else []


def _taken_for(words: str) -> str | None:
    return likely(Text(words))


_NO_LETTERS_OF = {
    "ru": frozenset("іїєґјљњђћџѓќѕў"),
    "uk": frozenset("ыэёъјљњђћџѓќѕў"),
    "bg": frozenset("ыэёіїєґјљњђћџѓќѕў"),
    "mk": frozenset("ыэёіїєґйщъьюяђћў"),
}
"""The letters that a Cyrillic alphabet lacks."""


def _told(found: list[str]) -> str | None:
    """The one language that has the most of these words among its small ones."""
    known = {code: sum(word in words for word in found) for code, words in SMALL_WORDS.items()}
    most = max(known.values())
    best = [code for code, number in known.items() if number == most > 0]
    return best[0] if len(best) == 1 else None


def _of_latin_words(text: Text) -> list[str]:
    english = _is_english(text)
    if _is_mixed(text, english=english):
        return []
    if english and _has_english(text):
        return ["en"]
    return ["en"] * english + _identified(text, "Latin")


def _is_english(text: Text) -> bool:
    """Whether Latin words are English: by small words where they are few, else by identification or small words."""
    found = text.view(_latin_words)
    english, foreign = _count(ENGLISH, found), _count(FOREIGN, found)
    accented = () if text.isascii() else (word for word in found if not word.isascii())
    foreign += sum(word not in FOREIGN and word not in ENGLISH for word in accented)
    if len(found) < _TOO_SHORT and foreign and not ENGLISH.intersection(found) - _ANYONES:
        return False
    if len(found) < _TOO_SHORT and (english != foreign or not english):
        return english >= foreign
    return english >= max(3 * foreign, len(found) / 5) or text.part(_taken_for, " ".join(found)) == "en"


_ANYONES = frozenset(["a", "i"])
"""Small words that English shares with many."""


def _is_mixed(text: Text, *, english: bool) -> bool:
    """Whether over a third of the words stand in sentences that small words tell to be in English, or that aren't.

    Args:
        text: in Latin letters for the most part.
        english: whether it is taken for English, so that sentences in other languages are looked for.
    """
    if (FOREIGN if english else PLAINLY_ENGLISH).isdisjoint(text.view(_latin_words)):
        return False
    sentences = [_lowered(sentence) for sentence in _SENTENCE.findall(text.view(_prose))]
    other = (words for words in sentences if (_told_foreign if english else _told_english)(words))
    return sum(map(len, other)) > (1 - _ENOUGH) * sum(map(len, sentences))


_SENTENCE = re.compile(r"[^.!?…\n]+")


def _told_english(words: list[str]) -> bool:
    return not PLAINLY_ENGLISH.isdisjoint(words) and _count(ENGLISH, words) > _count(FOREIGN, words)


def _told_foreign(words: list[str]) -> bool:
    return _count(FOREIGN, words) >= max(2, _count(ENGLISH, words) + 1)


def _count(known: frozenset[str], words: list[str]) -> int:
    return sum(map(known.__contains__, words))


def _has_english(text: Text) -> bool:
    """Whether there are small words of English, or words enough to tell it without."""
    found = text.view(_latin_words)
    return len(found) >= _TOO_SHORT or not ENGLISH.isdisjoint(found)


def _latin_words(text: Text) -> list[str]:
    """A view: the words in Latin letters, in lower case."""
    prose = text.view(_prose)
    if not prose.isascii():
        return _words_of(text, "Latin")
    runs = prose.lower().translate(_NO_LETTERS).split()
    return [word for run in runs if (word := run.strip("'"))]


def _words_of(text: Text, script: str) -> list[str]:
    """The words in a script, in lower case."""
    return _lowered(" ".join(_RUNS[script].findall(text.view(_prose))))


def _lowered(text: str) -> list[str]:
    """What stands between white space, as the lists of small words have it."""
    return text.lower().replace("’", "'").split()
