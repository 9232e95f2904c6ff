"""IFBench's `custom` ids: near misses both ways; the listed flaws are in `flaws_ifbench`."""

import pytest

from checkers import check
from checkers._places import STATES_OF_AFRICA, plain

from .cases import judged

AFRICA = "\n".join(sorted(STATES_OF_AFRICA, key=plain, reverse=True))
CAPITALS = (
    "Reykjavik, Helsinki, Oslo, Tallinn, Stockholm, Riga, Moscow, Copenhagen, Vilnius, Minsk, Dublin, Berlin, "
    "Amsterdam, Warsaw, London, Brussels, Prague, Luxembourg, Paris, Vienna, Bratislava, Budapest, Vaduz, Chisinau, "
    "Bern, Ljubljana, Zagreb"
)
OPTIONS = "\n".join(f"{letter}) x" for letter in "ABCDE")
QUIZ = "\n\n".join(f"Question {n}. Which {'old ' * n}painter?\n{OPTIONS}" for n in (1, 2, 3, 4))
STORY = " ".join(f'"{letter}bc," he said.' for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
CITIES = "ID,Country,City,Year,Count\n" + "1,France,Lyon,2011,40\n" * 7
PRODUCTS = "ProductID,Category,Brand,Price,Stock\n" + '1,Tea,"A&B",3.99,5\n' + "1,Tea,Leaf,3,5\n" * 13
STUDENTS = '"StudentID"\t"Subject"\t"Grade"\t"Semester"\t"Score"\n' + '"1"\t"Art"\t"A"\t"Fall"\t"90"\n' * 3
EAGLE = "US the of symbol national the is eagle bald The"

CASES = [
    ("multiples", "the request is echoed", "From 10 to 50, the multiples of 7 are 14, 21, 28, 35, 42, 49.", True),
    ("multiples", "full stops between them", "14. 21. 28. 35. 42. 49.", True),
    ("multiples", "no spaces", "14,21,28,35,42,49", True),
    ("multiples", "a numbered list", "1. 14\n2. 21\n3. 28\n4. 35\n5. 42\n6. 49", True),
    ("multiples", "in words", "fourteen, twenty-one, twenty-eight, thirty-five, forty-two, forty-nine", True),
    ("multiples", "7 is less than 10", "7, 14, 21, 28, 35, 42, 49", False),
    ("multiples", "56 is more than 50", "14, 21, 28, 35, 42, 49, 56", False),
    ("multiples", "other numbers printed", "10, 14, 21, 28, 35, 42, 49, 50", False),
    ("multiples", "one number", "142128354249", False),
    ("multiples", "leading zeros", "014, 021, 028, 035, 042, 049", False),
    ("mcq_count_length", "bold", QUIZ.replace("Question", "**Question").replace(".", ":**"), True),
    ("mcq_count_length", "HTML", QUIZ.replace("Question", "<b>Question").replace(".", "</b>."), True),
    ("mcq_count_length", "an explanation in HTML", QUIZ + "\n<p>Explanation: B, of course.</p>", False),
    ("mcq_count_length", "words before it", "Here they are:\n\n" + QUIZ, True),
    ("mcq_count_length", "in one line", QUIZ.replace("\n" + OPTIONS, " A. x B. x C. x D. x E. x"), True),
    ("mcq_count_length", "a mention", QUIZ.replace("B) x", "B) see Question 2"), True),
    ("mcq_count_length", "what looks like labels", QUIZ.replace("?", ", i.e., at 9 a.m., 1:30 or 1.4 o'clock?"), True),
    ("mcq_count_length", "numbers", QUIZ.replace(OPTIONS, "A) 2.5\nB) 3:5\nC) 4.5\nD) 5.5\nE) 6.5"), True),
    ("mcq_count_length", "years", QUIZ.replace(OPTIONS, "1.1492\n2.1500\n3.1600\n4.1700\n5.1800"), True),
    ("mcq_count_length", "six options", QUIZ.replace("E) x", "E) x\nF) x"), False),
    ("mcq_count_length", "four options", QUIZ.replace("\nE) x", ""), False),
    ("mcq_count_length", "one letter five times", QUIZ.replace(OPTIONS, "A) x\n" * 5), False),
    ("mcq_count_length", "no label", QUIZ.replace("Question ", ""), False),
    ("mcq_count_length", "no longer", QUIZ.replace("old old old ", "old old "), False),
    ("mcq_count_length", "five questions", QUIZ + "\n\n" + QUIZ[: QUIZ.index("\n\n")], False),
    ("mcq_count_length", "an explanation", QUIZ + "\nExplanation: B, of course.", False),
    ("reverse_newline", "other names", AFRICA.replace("Mali\n", "Malta\n"), False),
    ("reverse_newline", "numbered and bold",
     "\n".join(f"{n}. **{name}**" for n, name in enumerate(AFRICA.split("\n"), 1)), True),
    ("reverse_newline", "other spellings", AFRICA.replace("Ivory Coast\n", "")
     .replace("Comoros", "Côte d’Ivoire (Ivory Coast)\nComoros").replace("Eswatini", "Eswatini (Swaziland)"), True),
    ("reverse_newline", "a name turned round", AFRICA.replace("Tanzania", "Tanzania, United Republic of"), True),
    ("reverse_newline", "two Congos", AFRICA.replace("Democratic Republic of the Congo\n", "")
     .replace("Republic of the Congo\n", "").replace("Comoros", "Congo (Kinshasa)\nCongo\nComoros"), True),
    ("reverse_newline", "out of order", AFRICA.replace("Mali\nMalawi", "Malawi\nMali"), False),
    ("reverse_newline", "a remark after it", AFRICA + "\n\nThat makes 54 countries in all.", True),
    ("reverse_newline", "in one line", AFRICA.replace("\n", ", "), False),
    ("word_reverse", "a sentence", EAGLE, True),
    ("word_reverse", "in capitals, with a full stop", f".{EAGLE.upper()}", True),
    ("word_reverse", "not in reverse", "The bald eagle is the national symbol of the US.", False),
    ("word_reverse", "two words swapped", "The eagle bald is the national symbol of the US.", False),
    ("word_reverse", "a rule", f"{EAGLE}\n\n---", True),
    ("word_reverse", "more text in a quotation", f"> {EAGLE}\n>\n> Nobody expected that.", False),
    ("word_reverse", "more text", f"{EAGLE}\n\nNobody expected that.", False),
    ("character_reverse", "two words only", "elgae dlab", False),
    ("character_reverse", "a sentence", "." + "The bald eagle is the national symbol of the US"[::-1], True),
    ("character_reverse", "a line break", "elgae\ndlab eht si tI", True),
    ("character_reverse", "words that are in order", "ehT dlab elgae si eht lanoitan lobmys", False),
    ("character_reverse", "more text", "." + "The bald eagle is it"[::-1] + " The engine stopped.", False),
    ("sentence_alphabet", "quotes", STORY, True),
    ("sentence_alphabet", "bold letters", STORY.replace('"', "**"), True),
    ("sentence_alphabet", "numbered", "\n".join(f"{n}. {s}." for n, s in enumerate(STORY.split(". "), 1))[:-1], True),
    ("sentence_alphabet", "one missing", STORY[STORY.index('"B') :], False),
    ("sentence_alphabet", "two swapped", STORY.replace("Abc", "!").replace("Bbc", "Abc").replace("!", "Bbc"), False),
    ("european_capitals_sort", "as published", CAPITALS, True),
    ("european_capitals_sort", "Kyiv elsewhere", CAPITALS.replace("Brussels", "Kyiv, Brussels"), False),
    ("european_capitals_sort", "accents, case and marks", f"**{CAPITALS.replace('ik', 'ík').upper()}.**", True),
    ("european_capitals_sort", "one missing", CAPITALS.replace("Minsk, ", ""), False),
    ("european_capitals_sort", "one too far south", CAPITALS + ", Belgrade", False),
    ("european_capitals_sort", "countries", CAPITALS.replace("Oslo", "Oslo (Norway)"), False),
    ("european_capitals_sort", "semicolons", CAPITALS.replace(",", ";"), False),
    ("csv_city", "a fence with words around", f"Here you are:\n\n```\n{CITIES}```\n\nEnjoy!", True),
    ("csv_city", "blank lines after it", CITIES + "\n\n", True),
    ("csv_city", "a line end in a field", CITIES.replace("Lyon", "Ly\ron"), False),
    ("csv_city", "a long field", CITIES.replace("Lyon", "L" * 140_000), True),
    ("csv_city", "a comma in quotes", CITIES.replace("Lyon", '"Lyon, France"'), True),
    ("csv_city", "a quote that does not close", CITIES + '"', False),
    ("csv_city", "six rows", CITIES[:-22], False),
    ("csv_city", "four fields", CITIES.replace(",40", ""), False),
    ("csv_city", "other names", CITIES.replace("City", "Town"), False),
    ("csv_city", "semicolons", CITIES.replace(",", ";"), False),
    ("csv_special_character", "a row after it is too short", PRODUCTS[:-3], False),
    ("csv_special_character", "as wanted", PRODUCTS, True),
    ("csv_special_character", "a space is none", PRODUCTS.replace("A&B", "A B"), False),
    ("csv_special_character", "no quotes", PRODUCTS.replace('"', ""), False),
    ("csv_special_character", "an accent", PRODUCTS.replace("A&B", "Café"), False),
    ("csv_special_character", "_", PRODUCTS.replace("A&B", "A_B"), True),
    ("csv_quotes", "as wanted", STUDENTS, True),
    ("csv_quotes", "an empty field in quotes", STUDENTS.replace('"Art"', '""'), True),
    ("csv_quotes", "a header without", STUDENTS.replace('"Score"', "Score"), False),
    ("csv_quotes", "commas", STUDENTS.replace("\t", ","), False),
    ("csv_quotes", "a blank row", STUDENTS[:-27] + '\t'.join(['""'] * 5), False),
    ("date_format_list", "29 February of a leap year", "1804-02-29", True),
    ("date_format_list", "29 February of 1800", "1800-02-29", False),
    ("date_format_list", "after his battles", "1821-05-05", False),
    ("date_format_list", "other digits", "١٨٠٠-٠١-٠١", False),
    ("date_format_list", "a comma at the end", "1800-01-01,", False),
    ("date_format_list", "a full stop at the end", "1800-01-01, 1805-12-02.", True),
    ("date_format_list", "names", "1805-12-02 (Austerlitz)", False),
]  # fmt: skip

test_case = judged([(f"custom:{id}", shown, {}, text, ok) for id, shown, text, ok in CASES])


@pytest.mark.parametrize("id", ["custom:word_reverse", "custom:character_reverse"])
def test_the_reason_where_there_is_no_eagle(id: str) -> None:
    assert "nowhere" in check(id, "The animal is a hawk.").why


def test_there_are_54_states_of_africa() -> None:
    assert len(STATES_OF_AFRICA) == 54


def test_a_table_says_where_it_is_no_csv() -> None:
    text = CITIES.replace("Lyon", 'Ly"on')
    ((start, end),) = check("custom:csv_city", text).spans
    assert text[start:end] == "L"
