"""IFEval's ids: near misses both ways; the listed flaws of the published checkers are in `flaws_ifeval`."""

import pytest

from checkers import BadArgument, check

CASES = [
    ("keywords:existence", "symbols at the end", {"keywords": ["c++"]}, "I like C++, too.", True),
    ("keywords:existence", "a symbol at the start", {"keywords": [".NET"]}, "It is .net.", True),
    ("keywords:existence", "a dot is a dot", {"keywords": ["a.c"]}, "abc", False),
    ("keywords:existence", "brackets", {"keywords": ["f(x)", "[a]"]}, "f(x) and [A]", True),
    ("keywords:existence", "a phrase over a line break", {"keywords": ["new york"]}, "New\n  York", True),
    ("keywords:existence", "emphasis around it", {"keywords": ["cat"]}, "a _cat_", True),
    ("keywords:existence", "inside an identifier", {"keywords": ["cat"]}, "a_cat_b", False),
    ("keywords:existence", "curly apostrophe", {"keywords": ["don't"]}, "I don’t.", True),
    ("keywords:existence", "no spaces in the script", {"keywords": ["編程"]}, "我喜歡編程嗎", True),
    ("keywords:existence", "Latin in Japanese", {"keywords": ["python"]}, "私はPythonが好き", True),
    ("keywords:existence", "Thai", {"keywords": ["โลก"]}, "สวัสดีชาวโลกครับ", True),
    ("keywords:existence", "another Hindi word", {"keywords": ["कम"]}, "कमल", False),
    ("keywords:existence", "a Korean particle", {"keywords": ["사과"]}, "사과를 먹었다", True),
    ("keywords:existence", "decomposed keyword", {"keywords": ["cafe\u0301"]}, "The café.", True),
    ("keywords:frequency", "possessives and compounds", {"keyword": "war", "frequency": 3, "relation": "at least"},
     "War's end, post-war, war.", True),
    ("keywords:forbidden_words", "a doubled letter", {"forbidden_words": ["run"]}, "Running late", False),
    ("keywords:forbidden_words", "a longer word", {"forbidden_words": ["car", "the"]}, "I cared for a thing.", True),
    ("keywords:forbidden_words", "C++ is C++", {"forbidden_words": ["C++"]}, "I write C++.", False),
    ("keywords:forbidden_words", "can't is no can", {"forbidden_words": ["can"]}, "I can't.", True),
    ("keywords:letter_frequency", "#", {"letter": "#", "let_frequency": 4, "let_relation": "at least"},
     "#a #b #c #d", True),
    ("keywords:letter_frequency", "!", {"letter": "!", "let_frequency": 1, "let_relation": "less than"}, "No!", False),
    ("keywords:letter_frequency", "accents", {"letter": "e", "let_frequency": 2, "let_relation": "at least"},
     "ÉTÉ", True),
    ("keywords:letter_frequency", "é", {"letter": "é", "let_frequency": 1, "let_relation": "at least"}, "ete", False),
    ("language:response_language", "zh-tw is not zh-cn", {"language": "zh-cn"}, "這是說明書。", False),
    ("language:response_language", "half another language", {"language": "hi"},
     "यह परीक्षण है।\n\nThis is a test, it is.", False),
    ("language:response_language", "names of another language", {"language": "ru"},
     "Меня зовут Борис, и я работаю в Google над проектом Gemini.", True),
    ("length_constraints:number_paragraphs", "in a line", {"num_paragraphs": 3}, "One *** two *** three", True),
    ("length_constraints:number_paragraphs", "begins a line", {"num_paragraphs": 2}, "One.\n\n***Two. *So*.", True),
    ("length_constraints:number_paragraphs", "bold italics begin one", {"num_paragraphs": 1}, "One.\n***Two***.", True),
    ("length_constraints:number_paragraphs", "an empty one", {"num_paragraphs": 3}, "One.\n***\n***\nTwo.", False),
    ("length_constraints:nth_paragraph_first_word", "only paragraphs may stand there",
     {"num_paragraphs": 2, "nth_paragraph": 2, "first_word": "two"}, "One.\n\n---\n\nTwo.", False),
    ("length_constraints:nth_paragraph_first_word", "a compound",
     {"num_paragraphs": 1, "nth_paragraph": 1, "first_word": "word"}, "Word-play it is.", False),
    ("length_constraints:nth_paragraph_first_word", "there is no such paragraph",
     {"num_paragraphs": 1, "nth_paragraph": 2, "first_word": "one"}, "One.", False),
    ("detectable_content:number_placeholders", "check boxes", {"num_placeholders": 1}, "- [x] a\n* [ ] b", False),
    ("detectable_content:number_placeholders", "code", {"num_placeholders": 1}, "a[i] + b[0]", False),
    ("detectable_content:number_placeholders", "no space before it", {"num_placeholders": 1}, "Dear[name]", True),
    ("detectable_content:number_placeholders", "in Chinese", {"num_placeholders": 1}, "亲爱的[姓名]：", True),
    ("detectable_content:postscript", "P. P. S. is no P.S.", {"postscript_marker": "P.S."},
     "Hi.\n\nP. P. S. Bye.", False),
    ("detectable_content:postscript", "P.S. is no P.P.S", {"postscript_marker": "P.P.S"}, "Hi.\n\nP.S. Bye.", False),
    ("detectable_content:postscript", "bold", {"postscript_marker": "P.P.S"}, "Hi.\n\n**P.P.S.:** Bye.", True),
    ("detectable_content:postscript", "a phrase to end with", {"postscript_marker": "P.P.S"},
     f"{'I am well and busy. ' * 9}\n\nP.P.S. Bye.\n\nHope you agree.", True),
    ("detectable_content:postscript", "the letter goes on", {"postscript_marker": "P.S."},
     "Dear Ann,\n\nP.S. Write soon.\n\nI am well.", False),
    ("detectable_content:postscript", "first of all", {"postscript_marker": "P.S."}, "P.S. Hi.\n\nI am well.", False),
    ("detectable_content:postscript", "two spaces", {"postscript_marker": "P.S."}, "I am well.  P.S. Write.", True),
    ("detectable_content:postscript", "a name", {"postscript_marker": "P.S."}, "I am well.\n\nP.S. Hi.\n\nAnn", True),
    ("detectable_content:postscript", "nothing after it", {"postscript_marker": "P.P.S"}, "Hi.\n\nP.P.S", False),
    ("detectable_format:number_bullet_lists", "rules", {"num_bullets": 1}, "- one\n---\n* * *", True),
    ("detectable_format:number_bullet_lists", "nested", {"num_bullets": 3}, "* a\n  * b\n    * c", True),
    ("detectable_format:number_bullet_lists", "neither", {"num_bullets": 2}, "* a\n  * b\n  * c\n", False),
    ("detectable_format:number_bullet_lists", "one too many", {"num_bullets": 1}, "* a\n* b", False),
    ("detectable_format:constrained_response", "another case", {}, "my answer is no.", False),
    ("detectable_format:constrained_response", "capitals", {}, "MY ANSWER IS NO.", False),
    ("detectable_format:constrained_response", "reasons first", {}, "It is cold.\n\n**My answer is no.**", True),
    ("detectable_format:multiple_sections", "a sentence", {"section_spliter": "Section", "num_sections": 1},
     "Section 1 of the law says so.", False),
    ("detectable_format:multiple_sections", "two answers", {"section_spliter": "Day", "num_sections": 2},
     "Day 1\na\nDay 2\nb\n******\nDay 1\nc\nDay 2\nd", True),
    ("detectable_format:multiple_sections", "a rule", {"section_spliter": "Day", "num_sections": 2}, "******", False),
    ("detectable_format:multiple_sections", "in one line", {"section_spliter": "Part", "num_sections": 2},
     "Part 1: Go there. Part 2: Come back.", True),
    ("detectable_format:multiple_sections", "mentioned in one line", {"section_spliter": "Part", "num_sections": 1},
     "It is long. Part 1 is longer.", False),
    ("detectable_format:multiple_sections", "a no-break space", {"section_spliter": "Part", "num_sections": 1},
     "Part\u00a01\na", True),
    ("detectable_format:multiple_sections", "only a heading", {"section_spliter": "Part", "num_sections": 2},
     "## Part 1: Hills\na\n\n## Part 2: Rivers", False),
    ("detectable_format:multiple_sections", "headings alone", {"section_spliter": "Part", "num_sections": 2},
     "## Part 1: Hills\n## Part 2: Rivers", True),
    ("detectable_format:multiple_sections", "other numbers", {"section_spliter": "Part", "num_sections": 2},
     "Part 3\na\nPart ٤\nb", True),
    ("detectable_format:json_format", "a string", {}, '"text"', False),
    ("detectable_format:json_format", "a fence", {}, '``` Json\n{"a": 1}\n```', True),
    ("detectable_format:json_format", "a fence that ends too early", {}, '```json\n{"a": 1}\n```\nBye.', False),
    ("detectable_format:json_format", "deep", {}, "[" * 100_000 + "]" * 100_000, True),
    ("detectable_format:title", "two on a line", {}, "<<One>> and <<Two>>", True),
    ("detectable_format:title", "marks", {}, "# **<<One>>**\nText.", True),
    ("detectable_format:title", "at the end of a sentence", {}, "It is called <<One>>.\nText.", True),
    ("detectable_format:title", "after a long introduction", {}, "This is the very poem that you wanted: <<One>> Text",
     True),
    ("detectable_format:title", "shifts", {}, "x = 1 << 2 >> 1\ny <<= 2; z >>= 1", False),
    ("combination:two_responses", "a rule at the end", {}, "One.\n******\nTwo.\n******\n\n---", True),
    ("combination:two_responses", "two", {}, "One.\n\n******\n\nTwo.", True),
    ("combination:repeat_prompt", "in bold", {"prompt_to_repeat": "Say it."}, "**Say it.**\n\nIt.", True),
    ("combination:repeat_prompt", "in quotes", {"prompt_to_repeat": "Say it."}, "> “Say it.”\n\nIt.", True),
    ("combination:repeat_prompt", "a word before it", {"prompt_to_repeat": "Say it."}, "Ok. Say it.\n\nIt.", False),
    ("startend:end_checker", "a rule", {"end_phrase": "Bye."}, "So. Bye.\n\n---", True),
    ("startend:end_checker", "words after it", {"end_phrase": "Bye."}, "Bye. Ok", False),
    ("startend:quotation", "in bold", {}, "**“Hello.”**", True),
    ("startend:quotation", "marks alone", {}, "***", False),
    ("startend:quotation", "corner brackets", {}, "「你好。」", True),
    ("startend:quotation", "quotations inside", {}, '"He said "no" to me."', True),
    ("change_case:capital_word_frequency", "possessive", {"capital_frequency": 1, "capital_relation": "at least"},
     "It is NASA's.", True),
    ("change_case:english_capital", "French", {}, "BONJOUR LE MONDE", False),
    ("change_case:english_capital", "another script", {}, "ПРИВЕТ МИР", False),
    ("change_case:english_capital", "no letters", {}, "123!", False),
    ("change_case:english_lowercase", "one capital", {}, "hello World", False),
    ("change_case:english_lowercase", "German", {}, "das ist nicht auf englisch, und du siehst es.", False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("id", "args", "text", "ok"), [(c[0], *c[2:]) for c in CASES], ids=[f"{c[0]} {c[1]}" for c in CASES]
)
def test_case(id: str, args: dict[str, object], text: str, ok: bool) -> None:
    verdict = check(id, text, **args)
    assert (verdict.ok, verdict.fault) == (ok, None), verdict.why


@pytest.mark.parametrize(
    ("id", "args"),
    [
        ("keywords:letter_frequency", {"letter": "ab", "let_frequency": 1, "let_relation": "at least"}),
        ("keywords:letter_frequency", {"letter": " ", "let_frequency": 1, "let_relation": "at least"}),
        ("keywords:existence", {"keywords": []}),
        ("keywords:existence", {"keywords": ["\u200b"]}),
        ("keywords:frequency", {"keyword": "a", "frequency": -1, "relation": "at least"}),
        ("keywords:frequency", {"keyword": "a", "frequency": 1, "relation": "at most"}),
        ("language:response_language", {"language": "xx"}),
        ("change_case:capital_word_frequency", {"capital_frequency": -1, "capital_relation": "at least"}),
        ("length_constraints:number_paragraphs", {"num_paragraphs": 0}),
    ],
)
def test_wrong_argument(id: str, args: dict[str, object]) -> None:
    with pytest.raises(BadArgument, match=id):
        check(id, "text", **args)


@pytest.mark.parametrize(
    ("id", "args", "text", "places"),
    [
        ("keywords:forbidden_words", {"forbidden_words": ["cafe\u0301"]}, "A\r\ncafe\u0301!", ["cafe\u0301"]),
        ("punctuation:no_comma", {}, "a\u200b,b", [","]),
        ("detectable_format:number_bullet_lists", {"num_bullets": 2}, "x\n* a\n* b", ["* a", "* b"]),
        ("detectable_format:title", {}, "# <<Joy>>\nx", ["Joy"]),
        ("length_constraints:number_words", {"num_words": 3, "relation": "less than"}, "a b c d", ["c d"]),
    ],
)
def test_spans_point_into_the_text_as_given(id: str, args: dict[str, object], text: str, places: list[str]) -> None:
    assert [text[start:end] for start, end in check(id, text, **args).spans] == places
