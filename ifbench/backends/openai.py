"""Any server that speaks OpenAI's protocol: `vllm serve`, llama.cpp, a hosted one."""

import asyncio
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from http.client import HTTPException
from importlib.util import find_spec
from typing import Any, TypeVar
from urllib.parse import urlsplit
from urllib.request import urlopen

from ifbench.backends._drive import drive
from ifbench.backends._loop import Loop
from ifbench.backends._openai_wire import body_of, completion_of, normal_url, said_in
from ifbench.backends._options import OpenAIOptions, read
from ifbench.backends._prompt import first_line
from ifbench.errors import IncompleteError, UsageError
from ifbench.files import to_json
from ifbench.text import shown_url
from ifbench.types import Completion, Identity, Request

C = TypeVar("C")
DEFAULT_URL = "https://api.openai.com/v1"
PROBE_SECONDS = 30.0
PROBE_RETRIES = 2
UNLISTED = (400, 403, 404, 405, 501)
"""What servers say that do not list their models, or not to this key."""
HOPELESS = 8
"""So many answers refused, before any was given, are no longer about what was asked."""
STEADY = ("id", "root", "parent", "owned_by", "max_model_len", "meta")
"""What /v1/models says of a model that does not change from one call to the next."""
VERSIONS = {"vllm": ("/version", "version"), "llamacpp": ("/props", "build_info")}
"""Where a server tells its version, by what it calls the owner of its models."""


def _key() -> str:
    """The key of OPENAI_API_KEY. Raises UsageError, without showing it, for one that no header can hold."""
    key = os.environ.get("OPENAI_API_KEY") or "EMPTY"
    if not (key.isascii() and key.isprintable() and " " not in key):
        raise UsageError("OPENAI_API_KEY holds a blank, a line break or a character that no key has; set it anew")
    return key


class OpenAI:
    """Keeps a bounded number of requests in flight. The key is that of OPENAI_API_KEY, told to the server alone."""

    def __init__(self, model: str, options: Mapping[str, str]) -> None:
        self._model = model
        self._options = read("openai", options, OpenAIOptions)
        self._key = _key()
        self._url = normal_url(self._options.base_url or os.environ.get("OPENAI_BASE_URL") or DEFAULT_URL)
        self._shown = shown_url(self._url)
        self._answered = False
        self._forbidden = 0
        if find_spec("openai") is None:
            raise UsageError("the openai backend needs the SDK: pip install 'ifbench[openai]'")

    def make_deterministic(self) -> None:
        """See `backends.make`. Raises UsageError: how a server computes cannot be asked of it."""
        raise UsageError(
            "--deterministic: a server decides by itself how it computes. Start it so (vLLM on a GPU: "
            "VLLM_BATCH_INVARIANT=1 vllm serve; llama.cpp: one slot) and run without --deterministic"
        )

    @cached_property
    def identity(self) -> Identity:
        """What the server tells of itself; its weights cannot be seen. Raises IncompleteError if nothing answers."""
        served = self._served
        told = next((m for m in served if m.get("id") == self._model), served[0] if len(served) == 1 else {})
        said = to_json({"base_url": self._shown, "model": self._model, "reported": _steady(told)})
        return Identity(self._model, "openai", self._version(str(told.get("owned_by"))), said, weights="unverified")

    def generate(self, requests: Iterable[Request | None]) -> Iterator[Completion]:
        """See `Backend.generate`. Raises IncompleteError when the server refuses everything from the start."""
        from openai import AsyncOpenAI

        options = self._options
        client = self._client(AsyncOpenAI, options.timeout, options.max_retries)
        yield from drive(Loop(options.concurrency, lambda request: self._ask(client, request), client.close), requests)

    def _client(self, make: Callable[..., C], timeout: float, max_retries: int) -> C:
        """A client of the SDK. Raises UsageError where the environment lets none be made."""
        try:
            return make(base_url=self._url, api_key=self._key, timeout=timeout, max_retries=max_retries)
        except Exception as error:  # its transport reads proxies and certificates, and raises errors of many kinds
            hint = "check --base-url, the proxy variables (HTTP_PROXY, ALL_PROXY ...) and SSL_CERT_FILE"
            raise UsageError(f"cannot make a client for {self._shown}: {first_line(error)}; {hint}") from None

    async def _ask(self, client: Any, request: Request) -> Completion:
        body = {"model": self._model, **body_of(request)}
        create = client.chat.completions.create if request.chat else client.completions.create
        try:
            async with asyncio.timeout(self._options.timeout):
                completion = completion_of(request, await create(**body))
        except Exception as error:  # the SDK, its transport and a strange answer raise errors of many kinds
            hopeless = None if self._answered else self._hopeless(error)
            if hopeless:
                raise hopeless from None
            return Completion(request.id, "", "error", error=self._failure(error))
        self._answered = True
        return completion

    def _failure(self, error: Exception) -> str:
        """What went wrong, in a sentence."""
        import openai

        if isinstance(error, TimeoutError | openai.APITimeoutError):
            return f"{self._shown} gave no answer within {self._options.timeout:g} s"
        if isinstance(error, openai.APIConnectionError):
            return f"cannot reach {self._shown}: {first_line(error.__cause__ or error)}"
        if isinstance(error, openai.APIStatusError):
            return self._redacted(f"{self._shown} answered {error.status_code}: {said_in(error)}")
        return self._redacted(f"{self._shown} gave no answer: {type(error).__name__}: {first_line(error)}")

    def _hopeless(self, error: Exception) -> IncompleteError | None:
        """The end of the run, where no request can fare better: nobody answers, or not to this key, URL or model."""
        import openai

        why = self._failure(error)
        if isinstance(error, openai.APITimeoutError):
            return None
        if isinstance(error, openai.APIConnectionError):
            return IncompleteError(f"{why}; start the server, or check --base-url")
        if isinstance(error, openai.AuthenticationError):
            return IncompleteError(f"{why}; check the key in OPENAI_API_KEY")
        if isinstance(error, openai.PermissionDeniedError):  # the key's rights, or a moderator's word on one prompt
            self._forbidden += 1
            hint = "check the rights of the key in OPENAI_API_KEY; or the server refuses these prompts"
            return IncompleteError(f"{why}; {hint}") if self._forbidden >= HOPELESS else None
        if isinstance(error, openai.NotFoundError):
            return IncompleteError(f"{why}; {self._hint()}")
        return None

    def _hint(self) -> str:
        """What may be wrong when a server knows nothing under an address."""
        if not urlsplit(self._url).path:
            return f"the base URL may lack its version: {self._shown}/v1"
        names = [str(m.get("id")) for m in self._served if m.get("id") != self._model]
        return f"it serves {', '.join(names[:5])}" if names else "check --base-url and --model"

    @cached_property
    def _served(self) -> list[dict[str, Any]]:
        """What the server lists under /models; empty where it lists nothing."""
        import openai

        seconds = min(PROBE_SECONDS, self._options.timeout)
        retries = min(PROBE_RETRIES, self._options.max_retries)
        with self._client(openai.OpenAI, seconds, retries) as client:
            try:
                listed = getattr(client.models.list(), "data", None)
            except (ValueError, AttributeError):  # malformed JSON, or a web page
                return []
            except openai.APITimeoutError:
                raise IncompleteError(f"{self._shown} gave no answer within {seconds:g} s") from None
            except openai.OpenAIError as error:
                if getattr(error, "status_code", 0) in UNLISTED:
                    return []
                raise self._hopeless(error) or IncompleteError(self._failure(error)) from None
        rows = listed if isinstance(listed, list) else []
        return [row.model_dump() for row in rows if hasattr(row, "model_dump")]

    def _version(self, owner: str) -> str:
        """The server's kind and version, as far as it tells them."""
        path, field = VERSIONS.get(owner, ("", ""))
        if not path:
            return ""
        try:
            with urlopen(self._shown.removesuffix("/v1") + path, timeout=PROBE_SECONDS) as answer:
                told = json.loads(answer.read())
        except (OSError, ValueError, HTTPException):
            return owner
        return f"{owner} {told.get(field, '')}".strip() if isinstance(told, dict) else owner

    def _redacted(self, text: str) -> str:
        return text.replace(self._key, "***") if self._key != "EMPTY" else text


def _steady(told: Mapping[str, Any]) -> dict[str, Any]:
    """What stays of what a server tells of a model; nothing where it is no JSON, such as NaN."""
    steady = {name: told[name] for name in STEADY if told.get(name) is not None}
    try:
        to_json(steady)
    except ValueError:
        return {}
    return steady
