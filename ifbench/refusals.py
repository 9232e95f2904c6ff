"""Telling a refusal by how it opens. Approximate: a count beside the scores, never part of one."""

import re

_CANNOT = r"(?:can'?t|cannot|can not|won'?t|(?:am |'m )?(?:unable|not able))"
_OPENING = re.compile(
    rf"\W*(?:(?:i'?m|i am) (?:very |so |really )?(?:sorry|afraid)\b.{{0,40}}\b{_CANNOT}\b"
    rf"|(?:sorry|unfortunately|apologies)\W.{{0,40}}\bi {_CANNOT}\b"
    rf"|i (?:{_CANNOT}|must decline|have to decline)\b"
    rf"|as an ai\b.{{0,60}}\b(?:{_CANNOT}|don'?t|do not)\b)",
    re.IGNORECASE | re.DOTALL,
)


def is_refusal(answer: str) -> bool:
    """Whether an answer opens as English refusals do; only its first 200 characters are looked at."""
    return bool(_OPENING.match(answer[:200].replace("\u2019", "'")))
