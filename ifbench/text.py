"""Text for people: what nobody vouches for, shortened and made safe; numbers with their units."""

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_SECRET = re.compile(r"^(\w[\w+.-]*://)?[^/?#]*@|[?#].*", re.DOTALL)


def shown(text: str) -> str:
    """The text with control characters, escapes, direction marks and lone surrogates written out instead of sent."""
    return _CONTROL.sub(lambda m: f"\\x{ord(m[0]):02x}" if ord(m[0]) < 0x100 else f"\\u{ord(m[0]):04x}", text)


def shown_url(url: str) -> str:
    """A URL, with its scheme or without, less user, password, query and fragment, which may be secret."""
    return _SECRET.sub(r"\1", url)


def one_line(text: str, width: int = 100) -> str:
    """The beginning of a text on one line."""
    line = " ".join(shown(text).split())
    return line if len(line) <= width else f"{line[: width - 3]}..."


def count_of(number: int, one: str, many: str = "") -> str:
    """A number with what it counts, `many` being by default `one` and an s: 1 item, 2 items."""
    return f"{number} {one}" if number == 1 else f"{number} {many or one + 's'}"


def percent(value: float | None) -> str:
    """A share as a percentage with one decimal."""
    return "-" if value is None else f"{100 * value:.1f} %"


def interval(ci95: tuple[float, float] | list[float] | None) -> str:
    """An interval of shares, in percent."""
    return "-" if ci95 is None else f"{100 * ci95[0]:z.1f} to {100 * ci95[1]:z.1f}"


def beside(value: float, limit: float) -> str:
    """A number with one decimal, or with as many as it takes to be seen on its side of a limit."""
    for decimals in range(1, 7):
        told = f"{value:z.{decimals}f}"
        if (float(told) < limit) == (value < limit):
            return told
    return f"{value:z.1f}"
