"""IFBench's tables as published: what Python's `csv.reader` makes of the whole text, a code block's fences included."""

import re
from collections.abc import Callable
from itertools import islice

from .._registry import ex, official
from .._text import Text
from .._verdict import Verdict
from ._csv import Unreadable, rows

Row = list[str]
WIDTH = 5


def _table(text: str, height: int, wrong: Callable[[list[Row]], str], delimiter: str = ",") -> Verdict:
    """The verdict on a table: exactly so many rows, of which `wrong` has nothing to say."""
    try:
        table = list(islice(rows(text, delimiter), height + 1))
    except Unreadable as error:
        return Verdict(False, f"not to be read as CSV: {error}")
    if len(table) != height:
        found = f"{len(table)} rows" if len(table) < height else f"more than {height} rows"
        return Verdict(False, f"{found}, wanted exactly {height}")
    why = wrong(table)
    return Verdict(not why, why or f"{height} rows as wanted")


def _uneven(rows: list[Row]) -> str:
    """Says so if a row has more or fewer fields than wanted."""
    return next((f"a row of {len(row)} fields, wanted {WIDTH}" for row in rows if len(row) != WIDTH), "")


CITY_HEADER = ["ID", "Country", "City", "Year", "Count"]


@official(
    "custom:csv_city",
    says="Give CSV with the columns ID, Country, City, Year and Count and seven rows of data.",
    differs="a space after a comma of the header fails, and a blank line is a row",
    follows=ex("ID,Country,City,Year,Count\n" + "a,b,c,,\n" * 7),
    breaks=(
        ex("ID, Country, City, Year, Count\n" + "1,b,c,4,5\n" * 7),
        ex("ID,Country,City,Year,Count\n" + "1,b\rb,c,4,5\n" * 7),
    ),
)
def csv_city(text: Text) -> Verdict:
    """Eight rows: the header, then seven of five fields."""

    def wrong(table: list[Row]) -> str:
        header = ",".join(table[0])[:60]
        return _uneven(table) if table[0] == CITY_HEADER else f"header {header!r}, wanted {','.join(CITY_HEADER)!r}"

    return _table(text, 8, wrong)


def _header(divider: str, columns: str) -> re.Pattern[str]:
    return re.compile(divider.join(f'(?:{column}|"{column}")' for column in columns.split()))


def _quoting_table(
    text: Text, header: re.Pattern[str], height: int, wrong: Callable[[list[Row]], str], delimiter: str = ","
) -> Verdict:
    """The verdict on a table whose first line is the header and whose fields keep their quotes.

    Each quote is read as three: the one that opens or closes a field, and two that stand for one within.
    """
    first = text.partition("\n")[0].strip()
    if not header.fullmatch(first):
        return Verdict(False, f"the first line is {first[:60]!r}, not the header")
    return _table(text.replace('"', '"""'), height, wrong, delimiter)


PRODUCT_HEADER = _header(r",[ \t]*", "ProductID Category Brand Price Stock")
SPECIAL = re.compile(r"[^\w\s]")


def _is_special(field: str) -> bool:
    """Whether the first line of a field starts with a quote and has a special character before its last quote."""
    line = field.partition("\n")[0]
    return line.startswith('"') and SPECIAL.search(line, 1, max(line.rfind('"'), 1)) is not None


@official(
    "custom:csv_special_character",
    says="Give CSV with the columns ProductID, Category, Brand, Price and Stock and fourteen rows of data; one field "
    "holds a special character and stands in double quotes.",
    differs="rows after such a field are not looked at; a quote inside quotes is special, and _ is not",
    follows=ex("ProductID, Category, Brand, Price, Stock\n" + 'a,b,"c!",d,e\n' + "\n" * 13),
    breaks=ex("ProductID,Category,Brand,Price,Stock\n" + 'a,b,"c_",d,e!\n' * 14),
)
def csv_special_character(text: Text) -> Verdict:
    """Fifteen rows: the header, then rows of five fields up to one with a special character in quotes."""

    def wrong(table: list[Row]) -> str:
        for row in table[1:]:
            if len(row) != WIDTH or any(map(_is_special, row)):
                return _uneven([row])
        return "no field in quotes with a special character"

    return _quoting_table(text, PRODUCT_HEADER, 15, wrong)


STUDENT_HEADER = _header(r"\t *", "StudentID Subject Grade Semester Score")


@official(
    "custom:csv_quotes",
    says="Give tab-separated values with the columns StudentID, Subject, Grade, Semester and Score and three rows of "
    "data; every field stands in double quotes.",
    differs="white space may stand before the quotes, and a blank field is an error",
    follows=ex('"StudentID"\t "Subject"\t"Grade"\t"Semester"\t"Score"\n' + '"1"\t"b"\t"c"\t"d"\t""\n' * 3),
    breaks=(
        ex("StudentID\tSubject\tGrade\tSemester\tScore\n" + '"1"\t"b"\t"c"\t"d"\t"e"\n' * 3),
        ex('"StudentID"\t"Subject"\t"Grade"\t"Semester"\t"Score"\n' + '"1"\t"b"\t"c"\t"d"\t\n' * 3),
    ),
)
def csv_quotes(text: Text) -> Verdict:
    """Four rows of five fields, each of which starts and ends with a double quote; the first row is the header."""

    def wrong(table: list[Row]) -> str:
        values = (field.strip() for row in table for field in row)
        bare = (value for value in values if not value[:1] == value[-1:] == '"')
        return _uneven(table) or next((f"{value[:40]!r} is not in quotes" for value in bare), "")

    return _quoting_table(text, STUDENT_HEADER, 4, wrong, "\t")
