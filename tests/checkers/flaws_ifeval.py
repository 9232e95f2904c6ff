"""The listed flaws of IFEval's published checkers: the rows of `test_flaws`."""

from typing import Any

AT_LEAST, LESS = "at least", "less than"


def _words(frequency: int, relation: str) -> dict[str, Any]:
    return {"keyword": "war", "frequency": frequency, "relation": relation}


def _letter(letter: str, relation: str = AT_LEAST) -> dict[str, Any]:
    return {"letter": letter, "let_frequency": 2, "let_relation": relation}


def _sentences(number: int, relation: str) -> dict[str, Any]:
    return {"num_sentences": number, "relation": relation}


def _capitals(number: int) -> dict[str, Any]:
    return {"capital_frequency": number, "capital_relation": LESS}


def _paragraph(number: int, word: str) -> dict[str, Any]:
    return {"num_paragraphs": number, "nth_paragraph": number, "first_word": word}


def _sections(spliter: str, number: int) -> dict[str, Any]:
    return {"section_spliter": spliter, "num_sections": number}


TWO_WORDS = {"num_words": 2, "relation": LESS}
PLACEHOLDER = {"num_placeholders": 1}
PS = {"postscript_marker": "P.S."}
BYE = {"end_phrase": "Bye."}

FLAWS: list[tuple[Any, ...]] = [
    ("keywords:existence", "a part of a word counts", {"keywords": ["cat"]}, "scattered", False),
    ("keywords:existence", "the keyword is a regex", {"keywords": ["C++"]}, "I like C and C.", False),
    ("keywords:frequency", "parts of words count", _words(3, AT_LEAST), "Forward reward warm", False),
    ("keywords:frequency", "parts of words count, less than", _words(3, LESS), "Forward reward warm", True),
    ("keywords:forbidden_words", "inflections pass", {"forbidden_words": ["hate"]}, "She hates it.", False),
    ("keywords:forbidden_words", "C++ forbids C", {"forbidden_words": ["C++"]}, "I write C.", True),
    ("keywords:letter_frequency", "# is replaced by a letter", _letter("#"), "#a #b", True, "varies"),
    ("keywords:letter_frequency", "! is replaced by a letter", _letter("!", LESS), "No! No!", False, "varies"),
    ("keywords:letter_frequency", "é is no e", _letter("e"), "Été", True),
    ("keywords:letter_frequency", "two letters are replaced by one", _letter("ab"), "abab", None, "varies"),
    ("language:response_language", "a short text is drawn", {"language": "en"}, "Hello world", True, "varies"),
    ("language:response_language", "no letters pass", {"language": "en"}, "12345 !!! 😀", False),
    ("language:response_language", "zh is unknown", {"language": "zh"}, "你好，这是中文。", True, "varies"),
    ("length_constraints:number_sentences", "abbreviations divide", _sentences(4, LESS),
     "It is e.g. small. Dr. Smith saw it. So it is.", True),
    ("length_constraints:number_sentences", "numbers of a list divide", _sentences(3, LESS),
     "1. Buy milk\n2. Call Bob", True),
    ("length_constraints:number_sentences", "other languages", _sentences(2, AT_LEAST),
     "नमस्ते दुनिया। यह परीक्षण है।", True),
    ("length_constraints:number_paragraphs", "bold italics divide", {"num_paragraphs": 2},
     "***Bold*** one.\n***\nAnd ***two***.", True),
    ("length_constraints:number_paragraphs", "* * * is none", {"num_paragraphs": 2}, "One.\n* * *\nTwo.", True),
    ("length_constraints:number_paragraphs", "--- is none", {"num_paragraphs": 2}, "One.\n\n---\n\nTwo.", True),
    ("length_constraints:number_words", "a contraction is two", TWO_WORDS, "don't", True),
    ("length_constraints:number_words", "a compound is two", TWO_WORDS, "one-two", True),
    ("length_constraints:number_words", "a decimal is two", TWO_WORDS, "3.5", True),
    ("length_constraints:number_words", "Chinese is one", {"num_words": 4, "relation": AT_LEAST}, "你好世界", True),
    ("length_constraints:nth_paragraph_first_word", "leading blank lines", _paragraph(2, "two"),
     "\n\nOne.\n\nTwo.", True),
    ("length_constraints:nth_paragraph_first_word", "two words", _paragraph(1, "new york"), "New York is big.", True),
    ("length_constraints:nth_paragraph_first_word", "bold", _paragraph(1, "word"), "**Word** one.", True),
    ("length_constraints:nth_paragraph_first_word", "semicolon", _paragraph(1, "word"), "Word; one.", True),
    ("length_constraints:nth_paragraph_first_word", "spaces on the blank line", _paragraph(2, "two"),
     "One.\n \nTwo.", True),
    ("detectable_content:number_placeholders", "links", PLACEHOLDER, "See [this](http://a.b).", False),
    ("detectable_content:number_placeholders", "citations", PLACEHOLDER, "So it is [1], [2, 3].", False),
    ("detectable_content:number_placeholders", "empty", PLACEHOLDER, "[] [ ]", False),
    ("detectable_content:number_placeholders", "over a line break", PLACEHOLDER, "[your\nname]", True),
    ("detectable_content:postscript", "inside a word", PS, "The app.s. run.", False),
    ("detectable_content:postscript", "not at the end", PS, "Hi.\n\nP.S. One.\n\nTwo.\n\nThree.\n\nFour.", False),
    ("detectable_content:postscript", "P.P.S. is no P.S.", PS, "Hi.\n\nP.P.S. Bye.", False),
    ("detectable_content:postscript", "PS:", PS, "Hi.\n\nPS: Bye.", True),
    ("detectable_format:number_bullet_lists", "rules count", {"num_bullets": 1}, "- one\n---", True),
    ("detectable_format:number_bullet_lists", "degrees count", {"num_bullets": 1}, "- one\n\n-5 degrees", True),
    ("detectable_format:number_bullet_lists", "plus is missed", {"num_bullets": 2}, "+ one\n+ two", True),
    ("detectable_format:number_bullet_lists", "no space is needed", {"num_bullets": 1}, "*a", False),
    ("detectable_format:number_bullet_lists", "bold items are missed", {"num_bullets": 2},
     "***Bold** a\n***Bold** b", True),
    ("detectable_format:number_bullet_lists", "details count", {"num_bullets": 2}, "* a\n  * b\n* c", True),
    ("detectable_format:constrained_response", "a mention passes", {}, 'Never say "My answer is yes." to her.', False),
    ("detectable_format:constrained_response", "two options pass", {}, "My answer is yes. My answer is no.", False),
    ("detectable_format:number_highlighted_sections", "arithmetic", {"num_highlights": 1}, "2 * 3 * 4", False),
    ("detectable_format:number_highlighted_sections", "bullets", {"num_highlights": 1}, "* b *\n* c *", False),
    ("detectable_format:number_highlighted_sections", "underscores", {"num_highlights": 2}, "_a_ __b__", True),
    ("detectable_format:number_highlighted_sections", "bold italics twice", {"num_highlights": 2}, "***a***", False),
    ("detectable_format:multiple_sections", "inline", _sections("Section", 1), "As Section 1 of the law says.", False),
    ("detectable_format:multiple_sections", "too many", _sections("Section", 1), "Section 1\na\nSection 2\nb", False),
    ("detectable_format:multiple_sections", "letters", _sections("Section", 2), "Section A\na\nSection B\nb", True),
    ("detectable_format:multiple_sections", "Roman", _sections("Section", 2), "Section I: a\nSection II: b", True),
    ("detectable_format:multiple_sections", "the spliter is a regex", _sections("S.", 1), "SX1\na", False),
    ("detectable_format:multiple_sections", "case and marks", _sections("SECTION", 2),
     "## Section 1\na\n\n**section 2**\nb", True),
    ("detectable_format:json_format", "a number", {}, "42", False),
    ("detectable_format:json_format", "NaN", {}, '{"a": NaN}', False),
    ("detectable_format:json_format", "a key twice", {}, '{"a": 1, "\\u0061": 2}', False),
    ("detectable_format:json_format", "another fence", {}, '~~~ jSON\n{"a": 1}\n~~~', True),
    ("detectable_format:title", "C++", {}, "cout<<x>>1;", False),
    ("detectable_format:title", "two on a line are one", {}, "<< >> and << >>", False),
    ("detectable_format:title", "anywhere", {}, "It is called <<One>> here.", False),
    ("combination:two_responses", "seven asterisks", {}, "One.\n*******\nTwo.", False),
    ("combination:two_responses", "nearly the same", {}, "Yes, it is.\n******\nyes it is!", False),
    ("combination:repeat_prompt", "white space", {"prompt_to_repeat": "Say it  now."}, "Say it\nnow.\n\nIt.", True),
    ("combination:repeat_prompt", "quotes", {"prompt_to_repeat": "Don't say \"it\"."}, "Don’t say “it”. Ok.", True),
    ("combination:repeat_prompt", "no answer", {"prompt_to_repeat": "Say it."}, "Say it.", False),
    ("startend:end_checker", "bold", BYE, "So. **Bye.**", True),
    ("startend:end_checker", "italics", BYE, "So. _Bye._", True),
    ("startend:end_checker", "emoji", BYE, "So. Bye. 👋🏽", True),
    ("startend:end_checker", "glued to a word", {"end_phrase": "end."}, "A weekend.", False),
    ("startend:quotation", "two quotations", {}, '"a" said he, "b"', False),
    ("startend:quotation", "curly", {}, "“Hello.”", True),
    ("startend:quotation", "guillemets", {}, "«Bonjour.»", True),
    ("change_case:capital_word_frequency", "I and A", _capitals(1), "I had A plan.", True),
    ("change_case:capital_word_frequency", "U.S.", _capitals(1), "In the U.S. army.", True),
    ("change_case:capital_word_frequency", "COVID-19", _capitals(1), "It was COVID-19.", True),
    ("change_case:capital_word_frequency", "less than none", _capitals(-1), "One.", None, "varies"),
    ("change_case:english_capital", "a short text is drawn", {}, "HELLO WORLD", True, "varies"),
    ("change_case:english_capital", "digits beside words", {}, "HELLO 123", True),
    ("change_case:english_lowercase", "a short text is drawn", {}, "etchings", True, "varies"),
    ("punctuation:no_comma", "full width", {}, "a，b", False),
    ("punctuation:no_comma", "ideographic", {}, "a、b", False),
    ("punctuation:no_comma", "Arabic", {}, "a، b", False),
]  # fmt: skip
