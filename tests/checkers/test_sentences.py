"""What a sentence is."""

import pytest

from checkers import Text
from checkers._sentences import sentences

CASES = {
    "plain": ("One. Two! Three?", ["One.", "Two!", "Three?"]),
    "abbreviations": ("It is e.g. small. Dr. Smith left. So?", ["It is e.g. small.", "Dr. Smith left.", "So?"]),
    "initials": ("J. K. Rowling wrote. We read.", ["J. K. Rowling wrote.", "We read."]),
    "a country": ("In the U.S. army. In the U.S. The army.", ["In the U.S. army.", "In the U.S.", "The army."]),
    "times and etc.": ("At 5 p.m. We left, etc. and so on.", ["At 5 p.m.", "We left, etc. and so on."]),
    "units": (
        "Mix 2 tbsp. of oil with 1 tsp. salt. It weighs 5 lbs. Carry it.",
        ["Mix 2 tbsp. of oil with 1 tsp. salt.", "It weighs 5 lbs.", "Carry it."],
    ),
    "company and street": ("Acme Inc. sells. On Main St. The end.", ["Acme Inc. sells.", "On Main St.", "The end."]),
    "no and number": ("No. I won't. See No. 5 today.", ["No.", "I won't.", "See No. 5 today."]),
    "a letter at the end": ("Take plan B. Then go.", ["Take plan B.", "Then go."]),
    "a small letter at the end": (
        "So a is b. Then go. Roe v. Wade, c. 1970.",
        ["So a is b.", "Then go.", "Roe v. Wade, c. 1970."],
    ),
    "capitals of small abbreviations": (
        "Take vitamin C. It helps Henry V. He ate.",
        ["Take vitamin C.", "It helps Henry V.", "He ate."],
    ),
    "letters of items": ("P. Pigs ran. See p. 5. Q. Quails ran.", ["P. Pigs ran.", "See p. 5.", "Q. Quails ran."]),
    "titles with capitals": ("Parental Leave in the US: A Short Note\n\nIt is so.", ["It is so."]),
    "names in sentences": (
        "I met Anna Smith in Paris\n\nI like New York",
        ["I met Anna Smith in Paris", "I like New York"],
    ),
    "topics": ("- How exercise improves your mood\n- Yoga improves your mood", ["Yoga improves your mood"]),
    "a placeholder at the end": ("I like tea. [address]\n\n[address]", ["I like tea. [address]"]),
    "decimals and addresses": ("It is 3.5 at www.a.com/b?c. Ok.", ["It is 3.5 at www.a.com/b?c.", "Ok."]),
    "ellipsis": ("Well... maybe. Hm… Then go.", ["Well... maybe.", "Hm…", "Then go."]),
    "spaced ellipsis": ("Wait . . . what? Ok.", ["Wait . . . what?", "Ok."]),
    "runs of marks": ("What?! No!!! Ok.", ["What?!", "No!!!", "Ok."]),
    "closing quotes and brackets": (
        'He said "Go." (She went.) “Why?” So.',
        ['He said "Go."', "(She went.)", "“Why?”", "So."],
    ),
    "speech that goes on": ('"Stop!" he said. She (why?) did.', ['"Stop!" he said.', "She (why?) did."]),
    "markdown emphasis": ("**Bold.** *Then.* End.", ["**Bold.**", "*Then.*", "End."]),
    "HTML tags": ("<i>One.</i> Two.<br>Three.", ["<i>One.</i>", "Two.<br>", "Three."]),
    "XML": (
        "<a>\n<correlation>One.</correlation>\n<point>Two.</point>\n</a>",
        ["<a>\n<correlation>One.</correlation>", "<point>Two.</point>\n</a>"],
    ),
    "markup without words": ("<br>\n\nOne.\n<img alt='x'>\n<!-- so -->", ["One.\n<img alt='x'>\n<!-- so -->"]),
    "hashtags at the end": ("I won. #joy #sun\n\nSo. #joy is mine", ["I won. #joy #sun", "So.", "#joy is mine"]),
    "emoji right after the mark": ("One!😀 Two.", ["One!😀", "Two."]),
    "connected by hyphens": ("It is so.-We know.- Go! — “So?”", ["It is so.", "We know.", "Go!", "“So?”"]),
    "hyphens after abbreviations": (
        "The U.S.-led team met Mon.-Fri. at Yahoo!-owned sites.",
        ["The U.S.-led team met Mon.-Fri. at Yahoo!-owned sites."],
    ),
    "citations": ("One.[1] Two.[^b] Three.² Four.", ["One.[1]", "Two.[^b]", "Three.²", "Four."]),
    "formulas": (r"$$x = 3.$$ Then \(y.\) So.", ["$$x = 3.$$", r"Then \(y.\)", "So."]),
    "emoji after the mark": ("Great! 😀 Next one. 👍🏽", ["Great! 😀", "Next one. 👍🏽"]),
    "numbers inside a line": ("1. Buy milk. 2. Call Bob.", ["Buy milk.", "2. Call Bob."]),
    "numbers of parts": (
        "Step 1. Mix flour. II. A title. There are 3. So.",
        ["Step 1. Mix flour.", "II. A title.", "There are 3.", "So."],
    ),
    "small Roman numbers": ("i. Go.\nii. Stay.\niv. Eat.", ["i. Go.", "ii. Stay.", "iv. Eat."]),
    "places of scenes": (
        "**INT. A SHOP - DAY**\n\nBob sits in an int. Ann left.",
        ["Bob sits in an int.", "Ann left."],
    ),
    "all small": ("hello! how are you? fine.", ["hello!", "how are you?", "fine."]),
    "Chinese": ("你好，世界。这是第二句话！你明白吗？", ["你好，世界。", "这是第二句话！", "你明白吗？"]),
    "Japanese quotation": ("「はい。」と言った。行った。", ["「はい。」と言った。", "行った。"]),
    "Hindi": ("नमस्ते दुनिया। यह परीक्षण है।", ["नमस्ते दुनिया।", "यह परीक्षण है।"]),
    "a Hindi title": ("डॉ. शर्मा आए। वे गए।", ["डॉ. शर्मा आए।", "वे गए।"]),
    "Arabic": ("هل هو واضح؟ نعم!", ["هل هو واضح؟", "نعم!"]),
    "headings": ("# The title\n\nOne. Two.\n\n**Part**\n\nThree.", ["One.", "Two.", "Three."]),
    "a letter": ("Dear John,\n\nI am well.\n\nSincerely,\n\n[Your Name]", ["I am well."]),
    "items that are requests": ("1. Buy milk\n2. Call Bob", ["Buy milk", "Call Bob"]),
    "items that name things": ("- Fresh milk\n- **Price**: it is low\n- Done.", ["**Price**: it is low", "Done."]),
    "items that ask for what is in no list": (
        "- Design the logo\n- Empower your team",
        ["Design the logo", "Empower your team"],
    ),
    "items that tell": (
        "- This proves the point\n- A ring that proves the point\n- Ways to harness the wind\n- Teams consist of us",
        ["This proves the point", "Teams consist of us"],
    ),
    "items to be filled in": ("1. [email address]\n2. Email: [Your Email]\n3. Buy [a](b)", ["Buy [a](b)"]),
    "boxes": ("- [x] Call Bob\n- [ ] Buy milk\n- [Call] it", ["[x] Call Bob", "[ ] Buy milk", "[Call] it"]),
    "nouns like verbs": ("- Email address\n- Contact information\n- Contact us", ["Contact us"]),
    "a list after its heading": ("You need:\n- Milk\n- Eggs", ["You need:"]),
    "table": ("| a | b |\n|---|---|\n| It is 1. | Two |", ["It is 1."]),
    "programs hold none": ("One.\n```python\nprint('A. B.')\n```\nTwo.", ["One.", "Two."]),
    "the last without a mark": ("One two. Three", ["One two.", "Three"]),
    "nothing but words": ("no sentence end here", ["no sentence end here"]),
    "a poem": ("Roses are red\nViolets are blue\n\nI am here", ["Roses are red\nViolets are blue", "I am here"]),
    "marks without words": ("... !!! ???", []),
    "a line break is no end": ("One goes\non here. Two.", ["One goes\non here.", "Two."]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_sentences(text: str, expected: list[str]) -> None:
    found = sentences(Text(text))
    assert [sentence.text for sentence in found] == expected
