"""The classes of characters hold what Unicode says."""

import re
import sys
import unicodedata

from checkers._characters import MAY_BE_MARKS, is_mark, marks

EVERY = list(map(chr, range(sys.maxunicode + 1)))


def test_every_combining_mark_is_in_the_class_of_marks() -> None:
    marked = re.compile(f"[{marks()}]")
    wanted = [char for char in EVERY if unicodedata.category(char) in ("Mn", "Mc", "Me")]
    assert [char for char in EVERY if marked.match(char)] == wanted
    assert list(filter(is_mark, EVERY)) == wanted


def test_no_mark_is_outside_of_where_marks_may_be() -> None:
    may_be = re.compile(f"[{MAY_BE_MARKS}]")
    assert all(map(may_be.match, filter(is_mark, EVERY)))
