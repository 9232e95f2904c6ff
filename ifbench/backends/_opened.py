"""The reasoning block that a chat template opens, of which the model writes only the end: part of the text."""

from ifbench.reasoning import START


def opened_block(prompt: str) -> str:
    """What of the end of a rendered prompt belongs to the answer: the opening of a reasoning block, or ""."""
    _, opened, rest = prompt.rpartition(START)
    return opened + rest if opened and not rest.strip() else ""
