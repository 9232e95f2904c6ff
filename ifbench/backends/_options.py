"""The options of each backend: typed, with their defaults, read from text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Annotated, Any, TypeVar, get_type_hints

import msgspec

from ifbench.errors import UsageError, unknown
from ifbench.types import Positive

Natural = Annotated[int, msgspec.Meta(ge=0)]
Seconds = Annotated[float, msgspec.Meta(ge=0)]
T = TypeVar("T")
SECRETS = {
    **dict.fromkeys(("hf_token", "token", "use_auth_token"), "HF_TOKEN"),
    **dict.fromkeys(("auth_token", "api_key", "header"), "OPENAI_API_KEY, ANTHROPIC_API_KEY, ..."),
}
"""Options of engines that hold a key, with the variables that can hold it instead."""


@dataclass(frozen=True, slots=True)
class LlamaCppOptions:
    """Options of `llamacpp`.

    Attributes:
        n_parallel: answers written at once.
        n_ctx: tokens that prompt and answer of one request may take together; fitted to the requests when absent.
        n_threads: processor threads; half of the processors when absent.
    """

    n_parallel: Positive = 16
    n_ctx: Positive | None = None
    n_threads: Positive | None = None


@dataclass(frozen=True, slots=True)
class LmEvalOptions:
    """Options of `lm-eval`, beside those of the class.

    Attributes:
        chunk: requests handed to lm-eval in one call; their answers come, and are stored, together.
    """

    chunk: Positive = 32


@dataclass(frozen=True, slots=True)
class OpenAIOptions:
    """Options of `openai`.

    Attributes:
        base_url: of the server, with its version: http://localhost:8000/v1.
        concurrency: requests in flight at once.
        timeout: seconds for one answer, retries included.
        max_retries: after a 429, a 5xx or a lost connection, with back-off.
    """

    base_url: str = ""
    concurrency: Positive = 64
    timeout: Annotated[float, msgspec.Meta(gt=0)] = 600.0
    max_retries: Natural = 5


@dataclass(frozen=True, slots=True)
class ReplayOptions:
    """Options of `replay`. `delay`: seconds before each answer."""

    delay: Seconds = 0.0


def read(backend: str, options: Mapping[str, Any], into: type[T]) -> T:
    """The options as a dataclass.

    Raises:
        UsageError: an unknown option, the nearest one named, or a value of the wrong type.
    """
    types = get_type_hints(into, include_extras=True)
    given = known(backend, options, [field.name for field in fields(into)])  # type: ignore[arg-type]
    return into(**{name: _value(backend, name, value, types[name]) for name, value in given.items()})


def known(backend: str, options: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """The options under their own names; a dash is as good as an underscore. Raises UsageError for an unknown one."""
    names = list(names)
    given = {name.replace("-", "_"): value for name, value in options.items()}
    for name in given:
        if name not in names:
            raise unknown(f"the {backend} backend has no option", name, names)
    return given


def refuse_secrets(names: Iterable[str]) -> None:
    """Raises UsageError for an option that holds a key: options are recorded in run.json."""
    for name in names:
        if variable := SECRETS.get(name.replace("-", "_")):
            raise UsageError(f"--model-args are recorded in run.json: give {name} in the environment ({variable})")


def _value(backend: str, name: str, value: Any, wanted: Any) -> Any:
    try:
        return msgspec.convert(value, wanted, strict=False)
    except msgspec.ValidationError as error:
        raise UsageError(f"option {name}={value} of the {backend} backend: {error}") from None
