"""Words to make texts of: plain English ones that no constraint is about, and keywords that stand in none of them."""

ADJECTIVES = """
    amber brave calm dark early faint green heavy icy jolly kind light modern narrow old-fashioned pale quiet robust
    silver tall useful velvet warm yellow zesty empty gentle bright sturdy well-kept rusty crisp humble proud
""".split()
NOUNS = """
    lantern river garden market window tower baker sailor painter farmer teacher bridge kitchen forest village orchard
    library station pigeon spider tiger rabbit drummer apple island valley carpet engine jacket umbrella notebook
    quilt zebra yacht hedge
""".split()
VERBS = """
    waited drifted glowed vanished returned listened slept trembled wandered rested arrived shone paused smiled
    bloomed creaked floated jumped knocked yawned
""".split()
ADVERBS = """
    quietly slowly gladly early today often nearby upstairs outside eagerly barely kindly proudly wildly
""".split()
PLACES = [
    ["near", "the", "harbour"], ["behind", "the", "mill"], ["under", "a", "maple"], ["beside", "the", "old-town"],
    ["before", "the", "storm"], ["after", "the", "festival"], ["along", "the", "coast"], ["without", "a", "sound"],
    ["at", "the", "crossing"], ["between", "the", "rocks"], ["inside", "the", "museum"], ["on", "the", "terrace"],
]  # fmt: skip
MANY_NOUNS = """
    artists bakers cats dancers eagles farmers gardens hills islands jugglers kettles lanterns maps neighbours orchards
    painters quilts rivers sailors towers uncles villages windows yachts zebras owls drums friends kings gulls foxes
    clocks lamps
""".split()
MANY_VERBS = """
    admire bring carry dance enjoy find gather help invite join keep like mend need offer plant question repair sing
    travel use visit want yield zigzag drift glow wait swim rest
""".split()
CLOSERS = """
    anew bravely calmly daily early fondly gently happily indoors jointly kindly lately merrily nightly outdoors
    proudly quickly rarely slowly together upstairs vividly weekly yearly zestfully abroad nearby softly
""".split()
BY_LETTER = {
    word[0]: [other for other in ADJECTIVES + MANY_NOUNS + MANY_VERBS + CLOSERS if other[0] == word[0]]
    for word in ADJECTIVES + MANY_NOUNS + MANY_VERBS + CLOSERS
} | {"x": ["xylophones", "x-rays", "xenon"]}

KEYWORDS = [
    "compass", "Glacier", "saffron", "telescope", "C++", "R&D", "e-mail", "user-friendly", "café", "Zürich",
    "New Zealand", "rock and roll", "a.b", "f(x)", "didn't", "mp3", "#1", "50%", "Straße", "naïve", "kiwi [fruit]",
    "$HOME", "what if?", "ÉLAN", "o'clock", "I", "cat", "war", "Δ", "x^2", "\\d+",
]  # fmt: skip
WORD_KEYWORDS = ["compass", "Glacier", "saffron", "e-mail", "user-friendly", "café", "Zürich", "mp3", "didn't", "cat"]
TITLES = ["A Quiet Harbour", "Notes from the Coast", "The Old Mill", "On Gardens", "Über Rivers"]
REQUESTS = [
    'Write a "poem" about rivers.', "List three rivers, and say why you like them.", "Explain why the sky is blue!",
    "Give me advice on tea; keep it short.", "What's a well-known fact about owls?", "Schreibe über den Käse, bitte.",
    "Describe the harbour at night.\nUse plain words.", "Compare C++ with (older) C: which is faster?",
    "Say hello to Ann-Marie’s café in Zürich, please, and ask for the bill.",
]  # fmt: skip
