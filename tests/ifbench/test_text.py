"""Text that nobody vouches for, on a terminal."""

import pytest

from ifbench.text import beside, count_of, interval, one_line, shown, shown_url


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


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("http://localhost:8000/v1", "http://localhost:8000/v1"),
        ("https://me:pw@host:80/v1?key=pw#pw", "https://host:80/v1"),
        ("me:pw@host/v1?key=pw", "host/v1"),
        ("http://p@w:p@w@host?pw", "http://host"),
        ("http://host/@user/v1", "http://host/@user/v1"),
        ("http://[::1]:80/v1?pw\npw", "http://[::1]:80/v1"),
        ("", ""),
    ],
)
def test_urls_without_their_secrets(url: str, safe: str) -> None:
    assert shown_url(url) == safe


def test_one_line() -> None:
    assert one_line("a\n b\t c") == "a b c"
    assert one_line("x" * 200) == "x" * 97 + "..."


def test_count_of() -> None:
    assert [count_of(number, "item") for number in (0, 1, 2)] == ["0 items", "1 item", "2 items"]
    assert [count_of(number, "witness", "witnesses") for number in (1, 2)] == ["1 witness", "2 witnesses"]


@pytest.mark.parametrize(
    ("value", "limit", "told"),
    [
        (0.9615, 1, "0.96"), (1.04, 1, "1.0"), (1.0, 1, "1.0"), (77.08, 77.1, "77.08"), (77.051, 77.06, "77.05"),
        (1.96, 2, "1.96"), (1.99999, 2, "1.99999"), (2.04, 2, "2.0"), (0.5, 1, "0.5"), (-0.04, 1, "0.0"),
        (0.9999999999, 1, "1.0"),
    ],
)  # fmt: skip
def test_a_number_is_seen_on_its_side_of_a_limit(value: float, limit: float, told: str) -> None:
    assert beside(value, limit) == told


def test_nothing_is_less_than_nothing() -> None:
    assert interval((-0.0004, 0.019)) == "0.0 to 1.9"
