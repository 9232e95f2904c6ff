"""In which language a text is written: by its script where that decides, else by identification.

A text is in the language that two thirds of its words are in, so that names and single words of another are no matter;
half English and half another language is in none, nor is another language with a whole sentence of English. Addresses
and programs are looked away from. Where nothing tells for sure the text is in no language, but a few Latin words may be
English as well as what n-grams take them for.
"""

import re
from typing import Literal

from ._function_words import ENGLISH, FOREIGN, PLAINLY_ENGLISH, SMALL_WORDS
from ._language import is_telling, likely
from ._scripts import latin_words, lowered, prose, words_by_script, words_of
from ._text import Text

Language = Literal[
    "af", "ar", "bg", "bn", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "gu", "he", "hi",
    "hr", "hu", "id", "it", "ja", "kn", "ko", "lt", "lv", "mk", "ml", "mr", "ne", "nl", "no", "pa", "pl", "pt", "ro",
    "ru", "sk", "sl", "so", "sq", "sv", "sw", "ta", "te", "th", "tl", "tr", "uk", "ur", "vi", "zh", "zh-cn", "zh-tw",
]  # fmt: skip

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
_NEARLY_ALL = 0.9
_LEAST_KANA = 0.1
_TOO_SHORT = 8
"""Below so many words n-grams say little; small words then tell what they can."""


def languages(text: Text) -> frozenset[str]:
    """The codes a text goes by: {"en"}, {"zh", "zh-tw"}; several for a few words that may be of any, none for a mix.

    What is not in Latin letters is identified only where no English sentence stands in it, which is sooner seen.
    """
    script = _main_script(text)
    if script == "Latin":
        found = _of_latin_words(text)
        mixed = found and "en" not in found and _says_in_english(text)
        return frozenset([] if mixed else found)
    return frozenset([] if script is None or _says_in_english(text) else _of_script(text, script))


def _main_script(text: Text) -> str | None:
    """The script of most of the words, or Han where they are in Han and kana; None for a mix."""
    weights = text.view(words_by_script)
    total = sum(weights.values())
    ours = [script for script, weight in weights.items() if weight >= _ENOUGH * total > 0]
    if not ours and weights["Han"] + weights["Kana"] >= _ENOUGH * total > 0:
        return "Han"
    return ours[0] if ours else None


def _of_script(text: Text, script: str) -> list[str]:
    """The codes that the words of a script other than Latin go by."""
    if script in ("Han", "Kana"):
        weights = text.view(words_by_script)
        east_asian = weights["Han"] + weights["Kana"]
        return ["ja"] if weights["Kana"] >= _LEAST_KANA * east_asian else _chinese(text)
    if script in _SOLE_LANGUAGE:
        return [_SOLE_LANGUAGE[script]]
    return _identified(text, script)


def _chinese(text: Text) -> list[str]:
    simplified = sum(map(text.count, _SIMPLIFIED))
    traditional = sum(map(text.count, _TRADITIONAL))
    mainland, taiwan = simplified >= traditional, traditional >= simplified
    return ["zh"] + ["zh-cn"] * mainland + ["zh-tw"] * taiwan


def _identified(text: Text, script: str) -> list[str]:
    """The language, English aside, that small words or identification tell for the words of a script."""
    words = text.view(latin_words) if script == "Latin" else words_of(text, script)
    few = len(words) < _TOO_SHORT
    if few and (told := _told(words)):
        return [told]
    if few and script == "Cyrillic":
        return [code for code, absent in _NO_LETTERS_OF.items() if absent.isdisjoint("".join(words))]
    found = _taken_for(text, words, script)
    return [found] if found and found != "en" else []


def _taken_for(text: Text, words: list[str], script: str) -> str | None:
    """The language that n-grams tell for the words of a script.

    Where they are nearly all of a text, it is asked about itself: `official` does so too, and both share the answer.
    """
    if text.view(prose) is text and _is_nearly_all(text, script) and is_telling(text):
        return likely(text)
    return text.part(_likely_of, " ".join(words))


def _is_nearly_all(text: Text, script: str) -> bool:
    """By letters, of which n-grams are made: a few long words may be many of them."""
    others = [one for one, weight in text.view(words_by_script).items() if weight and one != script]
    if not others:
        return True
    letters, rest = (sum(len(word) for one in of for word in words_of(text, one)) for of in ([script], others))
    return letters >= _NEARLY_ALL * (letters + rest)


def _likely_of(words: str) -> str | None:
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
    found = text.view(latin_words)
    english, foreign = _count(ENGLISH, found), _count(FOREIGN, found)
    accented = () if text.isascii() else (word for word in found if not word.isascii())
    foreign += sum(word not in FOREIGN and word not in ENGLISH for word in accented)
    if len(found) < _TOO_SHORT and foreign and not ENGLISH.intersection(found) - _ANYONES:
        return False
    if len(found) < _TOO_SHORT and (english != foreign or not english):
        return english >= foreign
    return english >= max(3 * foreign, len(found) / 5) or _taken_for(text, found, "Latin") == "en"


_ANYONES = frozenset(["a", "i"])
"""Small words that English shares with many."""


def _is_mixed(text: Text, *, english: bool) -> bool:
    """Whether over a third of the words stand in sentences that small words tell to be in English, or that aren't.

    Args:
        text: in Latin letters for the most part.
        english: whether it is taken for English, so that sentences in other languages are looked for.
    """
    if (FOREIGN if english else PLAINLY_ENGLISH).isdisjoint(text.view(latin_words)):
        return False
    sentences = [lowered(sentence) for sentence in _SENTENCE.findall(text.view(prose))]
    other = (words for words in sentences if (_told_foreign if english else _told_english)(words))
    return sum(map(len, other)) > (1 - _ENOUGH) * sum(map(len, sentences))


_SENTENCE = re.compile(r"[^.!?…\n]+")


def _says_in_english(text: Text) -> bool:
    """Whether a whole sentence is in English, such as one that announces the answer."""
    if _count(PLAINLY_ENGLISH, text.view(latin_words)) < _PLAIN_WORDS:
        return False
    plain = text.view(prose).translate(_PLAIN_MARKS)
    return any(map(_is_english_sentence, filter(str.isascii, _SENTENCE.findall(plain))))


_PLAIN_MARKS = str.maketrans(dict.fromkeys("‘’", "'") | dict.fromkeys("“”„«»–—", " "))
_RUN = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*")


def _is_english_sentence(sentence: str) -> bool:
    """Half of its words are small ones of English, and few have capitals, as those of titles and names have."""
    words = _RUN.findall(sentence)
    return (
        len(words) >= _TOO_SHORT
        and _count(PLAINLY_ENGLISH, words) >= _PLAIN_WORDS
        and sum(word[0].isupper() for word in words) * 3 <= len(words)
        and 5 * _count(ENGLISH, lowered(" ".join(words))) >= 2 * len(words)
    )


_PLAIN_WORDS = 2
"""So many words that are plainly English make a sentence English; one may be of a name, as in "The Beatles"."""


def _told_english(words: list[str]) -> bool:
    return not PLAINLY_ENGLISH.isdisjoint(words) and _count(ENGLISH, words) > _count(FOREIGN, words)


def _told_foreign(words: list[str]) -> bool:
    return _count(FOREIGN, words) >= max(2, _count(ENGLISH, words) + 1)


def _count(known: frozenset[str], words: list[str]) -> int:
    return sum(map(known.__contains__, words))


def _has_english(text: Text) -> bool:
    """Whether there are small words of English, or words enough to tell it without."""
    found = text.view(latin_words)
    return len(found) >= _TOO_SHORT or not ENGLISH.isdisjoint(found)
