"""Text that nobody vouches for, on a terminal."""

import pytest

from ifbench.text import count_of, one_line, shown


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("\x9b31m", "\\x9b31m"),
        ("a\ud800b", "a\\ud800b"),
        ("a\u202eb", "a\\u202eb"),
        ("nul\x00", "nul\\x00"),
        ("tab\tand\nline stay, [bold]markup[/bold] too", "tab\tand\nline stay, [bold]markup[/bold] too"),
        ("é 漢 😀", "é 漢 😀"),
    ],
)
def test_controls_are_written_out(text: str, safe: str) -> None:
    assert shown(text) == safe
    safe.encode("utf-8")


def test_one_line() -> None:
    assert one_line("a\n b\t c") == "a b c"
    assert one_line("x" * 200) == "x" * 97 + "..."


def test_count_of() -> None:
    assert [count_of(number, "item") for number in (0, 1, 2)] == ["0 items", "1 item", "2 items"]
    assert [count_of(number, "witness", "witnesses") for number in (1, 2)] == ["1 witness", "2 witnesses"]
