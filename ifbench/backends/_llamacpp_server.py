"""A running llama.cpp server, and how one answer is got from it."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

from ifbench.backends._opened import opened_block
from ifbench.backends._prompt import first_line, messages, prompt
from ifbench.types import Completion, Request

PURE_SAMPLING = {"top_k": 0, "min_p": 0.0, "typical_p": 1.0, "repeat_penalty": 1.0}
"""llama.cpp's own sampling defaults taken out, so that temperature and top_p mean what they mean elsewhere."""
TIMEOUT = 60.0
TOO_LONG = "exceeds the available context size"


@dataclass(frozen=True, slots=True)
class Server:
    """xllamacpp's server, and the key to its loopback port."""

    native: Any
    key: str

    def ask(self, request: Request, stop: Callable[[], bool]) -> Completion:
        """Stream an answer, which is the only way to break one off."""
        chunks: list[dict[str, Any]] = []

        def take(chunk: dict[str, Any]) -> bool:
            chunks.append(chunk)
            return stop()

        opened = ""
        try:
            if request.chat:
                opened = self._opened(request)
                self.native.handle_chat_completions({**_body(request), "messages": messages(request)}, take)
            else:
                self.native.handle_completions({**_body(request), "prompt": prompt(request)}, take)
        except Exception as error:  # whatever llama.cpp throws comes as RuntimeError, and is the fate of this request
            return Completion(request.id, "", "error", error=f"llama.cpp failed: {first_line(error)}")
        return _completion(request.id, opened, chunks)

    def _opened(self, request: Request) -> str:
        """The reasoning block that the template opens; only over HTTP does the server say how it renders messages."""
        connection = HTTPConnection(self.native.listening_address.removeprefix("http://"), timeout=TIMEOUT)
        body = json.dumps({"messages": messages(request)})
        connection.request("POST", "/apply-template", body, {"Authorization": f"Bearer {self.key}"})
        with connection.getresponse() as answer:
            rendered = json.load(answer)
        connection.close()
        return opened_block(rendered.get("prompt", ""))  # what it cannot render, it refuses to answer too


def _body(request: Request) -> dict[str, Any]:
    sampling = request.sampling
    return {
        "max_tokens": sampling.max_tokens,
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "seed": request.seed % 0xFFFFFFFF,  # 2^32 - 1 would mean a random one
        "cache_prompt": False,  # an answer does not depend on what its slot answered before
        "stream": True,
        "stream_options": {"include_usage": True},
        **PURE_SAMPLING,
    }


def _completion(id: str, opened: str, chunks: Sequence[Mapping[str, Any]]) -> Completion:
    for chunk in chunks:
        if "error" in chunk:
            return Completion(id, "", "error", error=f"llama.cpp refused: {_refusal(chunk['error'])}")
    choices = [choice for chunk in chunks for choice in chunk["choices"]]
    reasons = [choice["finish_reason"] for choice in choices if choice["finish_reason"]]
    if not reasons:
        return Completion(id, "", "error", error="llama.cpp broke the answer off")
    text = "".join(choice.get("text") or choice.get("delta", {}).get("content") or "" for choice in choices)
    usage: Mapping[str, int] = next((chunk["usage"] for chunk in reversed(chunks) if chunk.get("usage")), {})
    return Completion(
        id,
        opened + text,
        "length" if reasons[-1] == "length" else "stop",
        prompt_tokens=usage.get("prompt_tokens"),
        completion_tokens=usage.get("completion_tokens"),
    )


def _refusal(error: Mapping[str, Any]) -> str:
    said = first_line(error.get("message"))
    return f"{said}; --model-args n_ctx=N sets it, for as long a context as the model has" if TOO_LONG in said else said
