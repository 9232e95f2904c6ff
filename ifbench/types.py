"""What passes between the runner and a backend: the whole generation side in one page of types."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Annotated, Any, Literal, Protocol

import msgspec

Temperature = Annotated[float, msgspec.Meta(ge=0, le=100)]
TopP = Annotated[float, msgspec.Meta(gt=0, le=1)]
Positive = Annotated[int, msgspec.Meta(ge=1)]
Role = Literal["system", "user", "assistant"]
FinishReason = Literal["stop", "length", "error"]
REPLAYED = ("replay", "given answers")
"""Engines whose answers are given: the model digest is that of their file, and how they were drawn is not known."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Sampling:
    """How to draw tokens. `temperature` 0 is greedy; `max_tokens` bounds the answer, in tokens of the model."""

    temperature: Temperature = 0.0
    top_p: TopP = 1.0
    max_tokens: Positive = 1280


@dataclass(frozen=True, slots=True)
class Request:
    """One answer to ask for.

    Attributes:
        id: unique among the requests of a run; the completion carries it back.
        messages: the conversation so far, ending with a user message.
        seed: of this request alone; two samples of one item differ in it.
        sample: which of the repeated samples of an item.
        chat: render the messages with the model's chat template; otherwise send `prompt` as it is.
    """

    id: str
    messages: tuple[Message, ...]
    sampling: Sampling
    seed: int
    sample: int = 0
    chat: bool = True

    @property
    def prompt(self) -> str:
        """The messages as plain text, for a model without a chat template."""
        return "\n\n".join(message.content for message in self.messages)


@dataclass(frozen=True, slots=True)
class Completion:
    """A finished answer, or the reason why there is none.

    Attributes:
        text: what the model wrote, whole, after the reasoning block that its template opened, if it opens one;
            "" with an `error`.
        finish_reason: "length" when `max_tokens` or the context cut it off, "error" when no answer came.
        reasoning: what a server returned apart from the answer as reasoning.
        prompt_tokens, completion_tokens: None where the engine does not tell.
        error: one sentence; such a completion is asked for again on resume, and is never an empty answer.
    """

    id: str
    text: str
    finish_reason: FinishReason = "stop"
    reasoning: str | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Everything about a model and its engine, apart from the request, that can change a text.

    Attributes:
        name: of the model, for people; it is no part of the key of a stored response.
        engine, engine_version: such as "vllm", "0.32.0".
        model: a digest of the weight files, or what a server says of itself.
        tokenizer, template: digests; "" where they lie inside the weights or cannot be seen.
        weights: "unverified" where they cannot be seen: behind a server, or of answers that were given.
        options: of the engine, as far as they may change a text.
        sampling: what shapes a text beside the request's own sampling: filters, penalties, ending tokens.
    """

    name: str
    engine: str
    engine_version: str
    model: str
    tokenizer: str = ""
    template: str = ""
    dtype: str = ""
    weights: Literal["verified", "unverified"] = "verified"
    options: Mapping[str, Any] = field(default_factory=dict)
    sampling: Mapping[str, Any] = field(default_factory=dict)

    def content(self) -> dict[str, Any]:
        """All but the name, as JSON types."""
        found = asdict(self)
        del found["name"]
        return found


class Backend(Protocol):
    """Implement `generate` to add a backend."""

    @property
    def identity(self) -> Identity:
        """Known before anything heavy is loaded. Raises IfbenchError for a model that cannot be found."""
        ...

    def generate(self, requests: Iterable[Request | None]) -> Iterator[Completion]:
        """Answer requests as they come, each completion yielded as it finishes, in any order.

        `None` means that nothing is ready now: yield what you finish, then ask again. After a `None`, do not pull
        again before a completion was yielded. When `requests` ends, no more will come. Raises IncompleteError when
        the engine cannot go on; a single request that fails is a completion with an `error`.
        """
        ...
