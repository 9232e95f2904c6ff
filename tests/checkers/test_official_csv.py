"""Tables are read as Python's `csv.reader` reads them, and quoted fields are judged as the published pattern does."""

import csv
import re
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkers import check
from checkers.official._csv import LONGEST_FIELD, Unreadable, rows
from checkers.official.ifbench_csv import _is_special


def made_of(parts: str) -> st.SearchStrategy[str]:
    return st.text(alphabet=parts, max_size=20)


def read(text: str, delimiter: str) -> list[list[str]] | None:
    try:
        return list(rows(text, delimiter))
    except Unreadable:
        return None


def read_by_python(text: str, delimiter: str) -> list[list[str]] | None:
    try:
        return list(csv.reader(StringIO(text, newline="\n"), delimiter=delimiter))
    except csv.Error:
        return None


@given(made_of('",\r\n\ta\0'), st.sampled_from(",\t"))
@settings(max_examples=2_000, deadline=None)
def test_rows(text: str, delimiter: str) -> None:
    assert read(text, delimiter) == read_by_python(text, delimiter)


@pytest.mark.parametrize("over", [0, 1])
@pytest.mark.parametrize(("start", "char", "end"), [("", "a", ""), ('"', "a", '"'), ('"', '""', '"'), ('"a"', "a", "")])
def test_longest_field(start: str, char: str, end: str, over: int) -> None:
    length = LONGEST_FIELD - (start == '"a"') + over
    text = f"{start}{char * length}{end},b\n"
    assert (read(text, ",") is None) is bool(over)
    assert read(text, ",") == read_by_python(text, ",")


def test_the_limit_of_the_process_does_not_count() -> None:
    table = "ID,Country,City,Year,Count\n" + f"1,2,3,4,{'5' * 1_000}\n" * 7
    limit = csv.field_size_limit(10)
    try:
        assert check("custom:csv_city", table, semantics="official")
    finally:
        csv.field_size_limit(limit)


@given(made_of('"a_! \n'))
@settings(max_examples=1_000, deadline=None)
def test_special_fields(field: str) -> None:
    assert _is_special(field) is bool(re.match(r'".*[^\d\w\s].*"', field))
