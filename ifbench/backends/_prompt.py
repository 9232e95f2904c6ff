"""Messages and prompts as engines take them."""

from ifbench.types import Request

LONGEST = 300
"""Characters that are told of an exception."""


def messages(request: Request) -> list[dict[str, str]]:
    """The conversation in the form that chat templates and servers read."""
    return [{"role": message.role, "content": encodable(message.content)} for message in request.messages]


def prompt(request: Request) -> str:
    """The plain prompt of a request that wants no chat template."""
    return encodable(request.prompt)


def encodable(text: str) -> str:
    """The text with lone surrogates replaced by U+FFFD: no tokenizer takes them, and a model may have written one."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def raised(who: str, error: BaseException) -> str:
    """What to say of an exception in somebody else's code."""
    return f"{who} raised {type(error).__name__}: {first_line(error)}"


def first_line(error: object) -> str:
    """What an exception says, short enough for a sentence."""
    lines = str(error).strip().splitlines()
    said = lines[0].strip() if lines else type(error).__name__
    return said if len(said) <= LONGEST else said[:LONGEST] + "..."
