"""The language of the answer."""

from ._registry import checker, ex
from ._text import Text
from ._tongues import Language, languages
from ._verdict import Verdict


@checker(
    "language:response_language",
    says="Answer in the language {language}, and no other.",
    follows=(
        ex("नमस्ते दुनिया। यह परीक्षण है।", language="hi"),
        ex("안녕하세요, 저는 Bob입니다.", language="ko"),
        ex("这是中文。", language="zh"),
        ex("Привет, меня зовут Борис и я живу в Москве.", language="ru"),
    ),
    breaks=(
        ex("12345 !!!", language="en"),
        ex("https://example.com", language="ta"),
        ex("The answer is here, and it is in English.", language="fr"),
        ex("これは日本語です。", language="zh"),
    ),
)
def response_language(text: Text, *, language: Language) -> Verdict:
    """The text is in the language as `_tongues` tells; a text without words, or one that nothing tells of, is not."""
    found = text.view(languages)
    reads_as = ", ".join(sorted(found)) or "no language for sure"
    return Verdict(language in found, f"reads as {reads_as}, wanted {language}")
