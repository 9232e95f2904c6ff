"""IFBench's `custom` tables: CSV by RFC 4180, in one code block or in none.

The header has the very names, in their order. Every row has as many fields as the header, and one that is not blank.
"""

import re
from collections.abc import Callable
from itertools import islice

from ._csv import Field, MalformedError, Row, data, rows
from ._registry import checker, ex
from ._text import Text
from ._verdict import Verdict, right_of
from ._words import has_word

Demand = Callable[[list[Row]], str]
"""Says what is wrong with a table, the header being its first row; "" if nothing is."""


def _table(text: Text, columns: str, height: int, demand: Demand, delimiter: str = ",") -> Verdict:
    """The verdict on a table with a header and exactly so many rows below it."""
    start, end = data(text)
    try:
        table = list(islice(rows(text, start, end, delimiter), height + 2))
    except MalformedError as error:
        return Verdict(False, f"no CSV: {error}", ((error.at, min(error.at + 1, len(text))),))
    wrong = _misshapen(table, columns.split(), height) or demand(table)
    if not wrong:
        return Verdict(True, f"a header and {height} rows as wanted", ((start, end),))
    named = [field.value for field in table[0]] == columns.split()
    return Verdict(False, wrong, ((start, end),), named * right_of(len(table) - 1, height, len(table) - 1) / 2)


def _misshapen(table: list[Row], columns: list[str], height: int) -> str:
    names = [field.value for field in table[0]]
    if names != columns:
        return f"the header is {', '.join(names)[:60]!r}, wanted {', '.join(columns)!r}"
    found = len(table) - 1
    if found != height:
        return f"{'more than ' * (found > height)}{min(found, height)} rows below the header, wanted exactly {height}"
    for number, row in enumerate(table[1:], 1):
        if len(row) != len(columns):
            return f"{len(row)} fields in row {number}, wanted {len(columns)}"
        if not any(has_word(field.value) for field in row):
            return f"row {number} is blank"
    return ""


_CITIES = "1,France,Lyon,2011,40\n" * 6


@checker(
    "custom:csv_city",
    says="Give CSV with the columns ID, Country, City, Year and Count and seven rows of data.",
    follows=(
        ex("ID,Country,City,Year,Count\n" + _CITIES + "7,Peru,Cusco,2009,12\n\n"),
        ex('```csv\nID, Country, City, Year, Count\n7, "Peru, South", Cusco, 2009, 12\n' + _CITIES + "```"),
        ex('Here it is:\n\n```\n"ID","Country","City","Year","Count"\n' + _CITIES + '7,"the ""old"" one",,,\n```\n'),
    ),
    breaks=(
        ex("ID,Country,City,Year,Count\n" + _CITIES),
        ex("ID,Country,City,Year,Count\n" + _CITIES + "7,Peru,Cus\rco,2009,12"),
        ex("ID,Country,City,Year,Count\n" + _CITIES + '7,Peru,Cus"co,2009,12'),
        ex("ID,Country,City,Year,Count\n" + _CITIES + "7,Peru,Cusco,2009"),
        ex("ID;Country;City;Year;Count\n" + _CITIES.replace(",", ";") + "7;Peru;Cusco;2009;12"),
    ),
)
def csv_city(text: Text) -> Verdict:
    """A header and seven rows, with commas."""
    return _table(text, "ID Country City Year Count", 7, lambda table: "")


_PRODUCTS = "1,Tea,Leaf,3.99,5\n" * 13


@checker(
    "custom:csv_special_character",
    says="Give CSV with the columns ProductID, Category, Brand, Price and Stock and fourteen rows of data; one field "
    "holds a special character and stands in double quotes.",
    follows=(
        ex("ProductID, Category, Brand, Price, Stock\n" + _PRODUCTS + '2,Tea,"Smith & Sons",9.99,4'),
        ex("```\nProductID,Category,Brand,Price,Stock\n" + '2,Tea,"A, B",9,4\n' + _PRODUCTS + "```"),
        ex("ProductID,Category,Brand,Price,Stock\n" + _PRODUCTS + '2,Tea,"5"" pot",9,4'),
    ),
    breaks=(
        ex("ProductID,Category,Brand,Price,Stock\n" + _PRODUCTS + '2,Tea,"Two words",9.99,4'),
        ex("ProductID,Category,Brand,Price,Stock\n" + _PRODUCTS + "2,Tea,A&B,9.99,4"),
        ex("ProductID,Category,Brand,Price,Stock\n" + _PRODUCTS + '2,Tea,AB,"9.99",4'),
        ex("ProductID,Category,Brand,Price,Stock\n" + '2,Tea,"A&B",9,4\n1,2\n' + _PRODUCTS[18:]),
    ),
)
def csv_special_character(text: Text) -> Verdict:
    """A header and fourteen rows, with commas; a field in quotes is no number, nor letters, digits and blanks alone."""

    def wrong(table: list[Row]) -> str:
        found = any(field.quoted and not _PLAIN.fullmatch(field.value) for row in table[1:] for field in row)
        return "" if found else "no field in quotes with a special character"

    return _table(text, "ProductID Category Brand Price Stock", 14, wrong)


_PLAIN = re.compile(r"(?:[^\W_]|\s)*+|[-+]?\d++(?:\.\d++)?+")
_HEADER = '"StudentID"\t"Subject"\t"Grade"\t"Semester"\t"Score"\n'


@checker(
    "custom:csv_quotes",
    says="Give tab-separated values with the columns StudentID, Subject, Grade, Semester and Score and three rows of "
    "data; every field stands in double quotes.",
    follows=(
        ex(_HEADER + '"1"\t"Art"\t"A"\t"Fall"\t"90"\n' * 3),
        ex("```tsv\n" + _HEADER + '"1"\t "Art"\t ""\t "Fall"\t "90"\n' * 3 + "```"),
    ),
    breaks=(
        ex(_HEADER + '"1"\t\t"A"\t"Fall"\t"90"\n' * 3),
        ex(_HEADER.replace('"', "") + '"1"\t"Art"\t"A"\t"Fall"\t"90"\n' * 3),
        ex((_HEADER + '"1"\t"Art"\t"A"\t"Fall"\t"90"\n' * 3).replace("\t", ",")),
        ex((_HEADER + '"1"\t"Art"\t"A"\t"Fall"\t"90"\n' * 3).replace('"', "”")),
        ex(_HEADER + '"1"\t"Art"\t"A"\t"Fall"\t"90"\n' * 4),
    ),
)
def csv_quotes(text: Text) -> Verdict:
    """A header and three rows, with tabs; every field stands in quotes, those of the header too."""

    def wrong(table: list[Row]) -> str:
        bare = (field for row in table for field in row if not field.quoted)
        first: Field | None = next(bare, None)
        return "" if first is None else f"the field {first.value[:40]!r} is not in quotes"

    return _table(text, "StudentID Subject Grade Semester Score", 3, wrong, "\t")
