"""JSON as Python's `json.loads` accepts it, decided without recursion: whatever the depth, and on whatever stack."""

import re

MAX_DIGITS = 4300
"""The digits that Python takes for an integer, unless the environment sets another limit."""

_TOKEN = re.compile(
    r"""(?x) [ \t\n\r]*+ (?:
        (?P<mark> [][{},:])
        | (?P<string> "(?: [^"\\\x00-\x1f]++ | \\(?: ["\\/bfnrt] | u[0-9a-fA-F]{4} ) )*+" )
        | (?P<scalar> -?(?P<digits> 0 | [1-9][0-9]*+ ) (?P<rest> (?:\.[0-9]++)? (?:[eE][-+]?[0-9]++)? )
                      | true | false | null | NaN | -?Infinity )
        | (?P<end> \Z)
    )"""
)
_CLOSING = {"[": "]", "{": "}"}
_AFTER_COMMA = {"]": "value", "}": "key", "end": ""}
_STEPS = {
    **{(state, kind): "next" for state in ("value", "first value") for kind in ("string", "scalar")},
    **{(state, "["): "first value" for state in ("value", "first value")},
    **{(state, "{"): "first key" for state in ("value", "first value")},
    **{("key", "string"): "colon", ("first key", "string"): "colon", ("colon", ":"): "value"},
    **{("first value", "]"): "next", ("first key", "}"): "next"},
    **{("next", kind): "next" for kind in (",", "]", "}", "end")},
}
"""What is expected after a token, by what was expected before it and the kind of the token."""


def fault(text: str) -> int | None:
    """Where a text stops being JSON; None if it is JSON throughout."""
    at, expected = 0, "value"
    open = ["end"]
    while open:
        token = _TOKEN.match(text, at)
        kind = "" if token is None else token["mark"] or str(token.lastgroup)
        expected = _STEPS.get((expected, kind), "")
        if expected and kind == ",":
            expected = _AFTER_COMMA[open[-1]]
        if kind in _CLOSING:
            open.append(_CLOSING[kind])
        misplaced = not expected or (kind in ("]", "}", "end") and open.pop() != kind)
        if token is None or misplaced or _is_too_long(token):
            return at
        at = token.end()
    return None


def _is_too_long(token: re.Match[str]) -> bool:
    return token["digits"] is not None and not token["rest"] and len(token["digits"]) > MAX_DIGITS
