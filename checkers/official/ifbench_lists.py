"""IFBench's `custom` lists as published: countries, capitals, dates."""

import re
from itertools import accumulate, zip_longest
from unicodedata import normalize

from .._registry import ex, official
from .._text import Text
from .._verdict import Piece, Pieces, Verdict, no_piece
from ._scan import lines
from ._tokens import neighbours, trimmed


def folded(text: str) -> str:
    """The text with letters for accented letters and without what is not ASCII then."""
    return re.sub(r"[^\x00-\x7f]", lambda found: normalize("NFKD", found[0]).encode("ascii", "ignore").decode(), text)


@official(
    "custom:reverse_newline",
    says="List the African countries in reverse alphabetical order, one to a line.",
    differs="52 lines of any text do, and the same line may repeat",
    follows=ex("Sure:\n" + "Zimbabwe\n" * 52),
    breaks=(ex("Zimbabwe\nZambia"), ex("Zimbabwe\n" * 52 + "Zulu")),
)
def reverse_newline(text: Text) -> Verdict:
    """From the first line with Zimbabwe on, 52 lines or more that are not blank, none of which rises."""
    found = [Piece(value, start, start + len(line)) for start, line in text.view(lines) if (value := trimmed(line))]
    first = next((index for index, line in enumerate(found) if "Zimbabwe" in line.text), len(found))
    if len(found) - first < 52:
        return Verdict(False, f"{len(found) - first} lines from the first with Zimbabwe on, wanted at least 52")
    listed = [Piece(folded(line.text), line.start, line.end) for line in found[first:]]
    return no_piece(neighbours(text, listed, str.__lt__), "lines not in reverse order")


CAPITALS = (
    "Reykjavik, Helsinki, Oslo, Tallinn, Stockholm, Riga, Moscow, Copenhagen, Vilnius, Minsk, Dublin, Berlin, "
    "Amsterdam, Warsaw, London, Brussels, Prague, Luxembourg, Paris, Vienna, Bratislava, Budapest, Vaduz, Chisinau, "
    "Bern, Ljubljana, Zagreb"
).split(", ")


@official(
    "custom:european_capitals_sort",
    says="List the European capitals north of 45 degrees, from north to south, with commas between them.",
    differs="Kyiv is not in the list, one word more fails, and accents don't matter",
    follows=ex(", ".join(CAPITALS).replace("Reykjavik", "Reykjavík") + ","),
    breaks=(ex(", ".join(CAPITALS) + "."), ex(", ".join(CAPITALS).replace("Prague", "Kyiv, Prague"))),
)
def european_capitals_sort(text: Text) -> Verdict:
    """Between commas, accents and what is blank left out, stand the 27 names in order."""
    found = [value for piece in folded(text).split(",") if (value := piece.strip())]
    pairs = enumerate(zip_longest(found, CAPITALS, fillvalue="nothing"), 1)
    wrong = (f"number {n} is {got[:20]!r}, wanted {wanted!r}" for n, (got, wanted) in pairs if got != wanted)
    return Verdict(found == CAPITALS, next(wrong, f"the {len(CAPITALS)} capitals"))


DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
DAYS = (99, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""The last day of each month as the published code knows it; in month 00 it takes any."""


@official(
    "custom:date_format_list",
    says="List the start dates of all the battles that Napoleon fought, as YYYY-MM-DD with commas between them.",
    differs="any date from 1769 to 1821 passes, and so do month 00, day 00 and the 29th of every February",
    follows=ex("1769-00-99, 1821-02-29,\n1805-12-02"),
    breaks=(ex("1805-12-02,"), ex("1805-12-02: Austerlitz")),
)
def date_format_list(text: Text) -> Verdict:
    """Between commas stand dates of Napoleon's years."""
    entries = text.split(",")
    bad = {entry for entry in set(entries) if not _is_date(entry)}
    ends = accumulate(len(entry) + 1 for entry in entries)
    wrong = ((end - 1 - len(entry), end - 1) for entry, end in zip(entries, ends, strict=True) if entry in bad)
    return no_piece(Pieces(text, wrong), "entries that are no date from 1769 to 1821")


def _is_date(entry: str) -> bool:
    found = DATE.fullmatch(entry.strip())
    if found is None:
        return False
    year, month, day = map(int, found.groups())
    return 1769 <= year <= 1821 and month <= 12 and day <= DAYS[month]
