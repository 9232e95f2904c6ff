"""Which language a text is taken for."""

import pytest

from checkers import Text
from checkers._tongues import languages

CASES = [
    ("Hello world", ["en"]),
    ("HELLO 123", ["en"]),
    ("THIS IS A LONGER TEXT IN PLAIN ENGLISH, ALL OF IT IN CAPITALS.", ["en"]),
    ("BONJOUR LE MONDE", ["fr"]),
    ("Hola mundo", ["es"]),
    ("Olá mundo", ["pt"]),
    ("Ciao mondo", ["it"]),
    ("Guten Tag", ["de"]),
    ("Привет мир", ["ru"]),
    ("Привіт світ", ["uk"]),
    ("سلام دنیا", ["fa"]),
    ("नमस्ते, मेरो नाम राम हो।", ["ne"]),
    ("Het is koud", ["nl"]),
    ("café au lait", ["fr"]),
    ("our café is open", ["en"]),
    ("Kissa nukkuu.", ["en", "fi"]),
    ("Кошка спит.", ["bg", "mk", "ru", "uk"]),
    ("Мышка", ["ru"]),
    ("Hola, ¿cómo estás? Me llamo Ana y vivo en Madrid.", ["es"]),
    ("मी शाळेत जातो आणि घरी येतो.", ["mr"]),
    ("म विद्यालय जान्छु।", ["ne"]),
    ("مرحبا بالعالم، كيف حالك اليوم؟", ["ar"]),
    ("안녕하세요, 저는 Bob입니다.", ["ko"]),
    ("これは日本語の文章です。", ["ja"]),
    ("你好", ["zh", "zh-cn", "zh-tw"]),
    ("这是说明书。", ["zh", "zh-cn"]),
    ("這是說明書。", ["zh", "zh-tw"]),
    ("สวัสดีชาวโลก", ["th"]),
    ("Γειά σου Κόσμε", ["el"]),
    ("```python\nfor the in of: and is\n```\nПривет, меня зовут Борис, я живу в Москве.", ["ru"]),
    ("Half of it is English, और आधा हिन्दी में है यह पाठ", []),
    ("https://example.com", []),
    ("12 … 😀", []),
    ("ሰላም ለዓለም", []),
    ("De kat slaapt op de bank.", ["nl"]),
    ("A macska alszik a kanapén.", ["hu"]),
    ("Das Wetter ist schön und wir gehen in den Park. (The weather is fine, and we go to the park.)", []),
    ("We are going to the park today, and that is all.\nEl tiempo es muy bueno y vamos al parque con los niños.", []),
    (
        "Here is the whole poem in German that you wanted:\n"
        "Der Wind weht über das Meer und die Wellen singen ein Lied, das niemand kennt. Die Möwen fliegen hoch, und am "
        "Abend ist es still. Der Mond steht da und sagt nicht ein Wort.",
        [],
    ),
    ("Wir hören heute The Beatles, Led Zeppelin, Pink Floyd und The Who, und dann gehen wir in den Park.", ["de"]),
    (
        "Ich habe gestern einen sehr schönen Film gesehen, und wir haben danach lange über die Musik gesprochen. Mein "
        "Lieblingsfilm bleibt The Lord of the Rings von Peter Jackson. Die Bilder sind schön und die Musik ist gut.",
        ["de"],
    ),
    ("Das Wetter ist schön, und wir gehen heute mit den Kindern in den Park. Wir sind da. And you?", ["de"]),
    ("Le Petit Chien De Ma Grande Tante Dort Toujours Très Bien Dans Son Panier, Et Il Rêve De Manger.", ["fr"]),
    ("ORGANIZAR LA CASA: ASEGÚRATE DE QUE\n\ntu cocina sea limpia y fácil de usar para toda la familia.", ["es"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_languages(text: str, expected: list[str]) -> None:
    assert sorted(languages(Text(text))) == expected
