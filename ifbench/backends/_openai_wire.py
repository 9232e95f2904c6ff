"""What goes over the wire to an OpenAI-compatible server, and what comes back."""

from typing import Any
from urllib.parse import urlsplit

from ifbench.backends._prompt import first_line, messages, prompt
from ifbench.errors import UsageError
from ifbench.types import Completion, Request

WITHHELD = ("content_filter", "abort", "error")
"""Reasons to finish that leave no answer."""


def body_of(request: Request) -> dict[str, Any]:
    """What is asked, but for the model."""
    sampling = request.sampling
    asked = {"messages": messages(request)} if request.chat else {"prompt": prompt(request)}
    return {
        **asked,
        "max_tokens": sampling.max_tokens,
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "seed": request.seed,
    }


def completion_of(request: Request, answer: Any) -> Completion:
    """The completion in an answer, or what is wrong with the answer."""
    choices = getattr(answer, "choices", None)
    if not choices:
        return Completion(request.id, "", "error", error="the server answered without a choice")
    choice = choices[0]
    message = getattr(choice, "message", None)
    text = getattr(message, "content", None) if request.chat else getattr(choice, "text", None)
    if text is None:
        text = getattr(message, "refusal", None) or ""
    if not isinstance(text, str):
        return Completion(request.id, "", "error", error=f"the server answered with {type(text).__name__}, not a text")
    if choice.finish_reason in WITHHELD:
        why = f"the server broke the answer off: {choice.finish_reason}"
        return Completion(request.id, "", "error", error=why)
    reasoning = getattr(message, "reasoning_content", None) or getattr(message, "reasoning", None)
    usage = getattr(answer, "usage", None)
    return Completion(
        request.id,
        text,
        "length" if choice.finish_reason == "length" else "stop",
        reasoning if isinstance(reasoning, str) else None,
        _count(getattr(usage, "prompt_tokens", None)),
        _count(getattr(usage, "completion_tokens", None)),
    )


def _count(told: Any) -> int | None:
    """A number of tokens, where what a server tells is one."""
    is_count = isinstance(told, int | float) and not isinstance(told, bool) and told >= 0 and told % 1 == 0
    return int(told) if is_count else None


def said_in(error: Any) -> str:
    """The server's own words in an error."""
    body = error.body
    inner = body.get("error", body) if isinstance(body, dict) else body
    said = inner.get("message") if isinstance(inner, dict) else inner
    return first_line(said or error.message)


def normal_url(url: str) -> str:
    """A base URL as the SDK wants it. Raises UsageError for anything but http and https."""
    url = url.strip() if "://" in url else f"http://{url.strip()}"
    try:
        parts = urlsplit(url)
        is_address = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # half an IPv6 address, or a port that is no number
        is_address = False
    if not is_address:
        shown = url.rpartition("@")[2].partition("?")[0]
        raise UsageError(f"--base-url {shown} is no address of a server, such as http://localhost:8000/v1")
    path = parts.path.rstrip("/").removesuffix("/chat/completions").removesuffix("/completions")
    return parts._replace(path=path.rstrip("/")).geturl()
