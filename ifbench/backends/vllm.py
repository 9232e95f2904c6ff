"""vLLM in this process, fed and drained step by step."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ifbench.backends._drive import drive
from ifbench.backends._prompt import first_line, messages, prompt
from ifbench.backends._vllm_package import typed, version_of
from ifbench.errors import IfbenchError, IncompleteError, UsageError
from ifbench.files import read_json
from ifbench.models import digest, folder_of, template_digest, tokenizer_digest
from ifbench.types import Completion, Identity, Request

AHEAD = 4
"""How many times as many requests are taken as run at once: the scheduler never waits for us."""
NO_TEXT_CHANGE = {"gpu_memory_utilization", "kv_cache_memory_bytes", "disable_log_stats", "download_dir", "swap_space"}
"""Options that change no text, and so no identity."""
NO_TEMPLATE = "no chat template; give --no-chat-template to send prompts as they are"
TEMPLATES = ("chat_template.json", "tekken.json")
"""Files beside which a tokenizer needs no chat template of its own."""


class Vllm:
    """Loads a model folder, or a model of the hub, into vLLM's offline engine."""

    def __init__(self, model: str, options: Mapping[str, str]) -> None:
        self.model = model
        spec = find_spec("vllm")
        if spec is None or spec.origin is None:
            why = f"{model} is no embedded model, .gguf or .jsonl, so it needs vLLM"
            raise UsageError(f"{why}: pip install 'ifbench[vllm]'")
        self._package = Path(spec.origin).parent
        self._options = typed(options, self._package)
        if Path(model).suffix == ".gguf":
            raise UsageError(f"vLLM does not load {model} directly; give --backend llamacpp, or convert it to a folder")
        self._llm: Any = None

    @cached_property
    def _folder(self) -> Path:
        folder = folder_of(self.model, self._options.get("revision"))
        if not any((folder / name).is_file() for name in ("config.json", "params.json")):
            raise UsageError(f"{self.model} is no model folder: it has no config.json")
        return folder

    @cached_property
    def _tokenizer(self) -> Path:
        chosen = self._options.get("tokenizer")
        return folder_of(chosen, self._options.get("tokenizer_revision")) if chosen else self._folder

    @cached_property
    def identity(self) -> Identity:
        """All from the files, before vLLM is imported."""
        folder = self._folder
        tokenizer = self._tokenizer
        return Identity(
            self.model,
            "vllm",
            version_of(self._package),
            digest(folder),
            tokenizer_digest(tokenizer),
            template_digest(tokenizer),
            _dtype(self._options, folder),
            options={name: value for name, value in self._options.items() if name not in NO_TEXT_CHANGE},
        )

    def generate(self, requests: Iterable[Request | None]) -> Iterator[Completion]:
        """See `Backend.generate`. Raises UsageError when the model cannot be loaded."""
        return drive(_Steps(self), requests)

    def load(self, chat: bool) -> Any:
        """The engine, loaded once. Raises UsageError for a model that has no chat template where one is wanted."""
        if self._llm is None:
            if chat and _lacks_template(self._tokenizer):
                raise UsageError(f"{self.model} has {NO_TEMPLATE}")
            self._llm = self._load()
        return self._llm

    def _load(self) -> Any:
        print(f"Loading {self.model} into vLLM {version_of(self._package)}", file=sys.stderr, flush=True)
        os.environ.setdefault("VLLM_LOGGING_STREAM", "ext://sys.stderr")
        os.environ.setdefault("VLLM_NO_USAGE_STATS", "1")
        with _stdout_to_stderr():
            try:
                from vllm import LLM
                from vllm.exceptions import VLLMValidationError
            except ImportError as error:
                raise UsageError(f"vLLM cannot be imported: {first_line(error)}") from error
            try:
                return LLM(model=str(self._folder), **self._options)
            except (ValueError, TypeError, OSError, VLLMValidationError) as error:  # a wrong option, model or tokenizer
                raise UsageError(f"vLLM cannot load {self.model}: {_gist(error)}") from error
            except Exception as error:  # no memory, no device, a dead worker: the engine has said more above
                raise IncompleteError(f"vLLM could not start: {_gist(error)}") from error


class _Steps:
    """Requests in the engine."""

    def __init__(self, backend: Vllm) -> None:
        self.room = 1
        self._backend = backend
        self._llm: Any = None
        self._asked: dict[str, Request] = {}
        self._refused: list[Completion] = []
        self._count = 0

    def add(self, request: Request) -> None:
        if self._llm is None:
            self._llm = self._backend.load(request.chat)
            config = self._llm.llm_engine.vllm_config
            self.room = AHEAD * config.scheduler_config.max_num_seqs
            self._context: int = config.model_config.max_model_len
        try:
            self._ask(request)
        except IfbenchError:
            raise
        except Exception as error:  # what templates, tokenizers and vLLM object to is the fate of this one request
            why = f"vLLM refused the request: {_gist(error)}"
            self._refused.append(Completion(request.id, "", "error", error=why))

    def _ask(self, request: Request) -> None:
        from vllm.v1.engine.exceptions import EngineDeadError

        tokens = self._tokens(request)
        if len(tokens) >= self._context:
            raise ValueError(f"the prompt has {len(tokens)} tokens, too many for the context of {self._context}")
        name = str(self._count)
        self._count += 1
        try:
            # With its "type" a prompt is an engine input; raw prompts are deprecated since 0.20.
            tokenized = {"type": "token", "prompt_token_ids": tokens}
            self._llm.llm_engine.add_request(name, tokenized, _sampling(request))
        except EngineDeadError as error:
            raise IncompleteError(f"vLLM stopped: {_gist(error)}") from error
        self._asked[name] = request

    def wait(self) -> Sequence[Completion]:
        finished, self._refused = self._refused, []
        while not finished:
            try:
                outputs = self._llm.llm_engine.step()
            except Exception as error:  # the engine is dead, whatever it died of
                raise IncompleteError(f"vLLM stopped: {_gist(error)}") from error
            finished = [self._completion(output) for output in outputs if output.finished]
        return finished

    def close(self) -> None:
        if self._asked:
            with suppress(Exception):  # a dead engine has nothing to drop
                self._llm.llm_engine.abort_request(list(self._asked))

    def _tokens(self, request: Request) -> list[int]:
        """The prompt as the model reads it; a chat template writes the special tokens itself."""
        tokenizer = self._llm.get_tokenizer()
        if not request.chat:
            return list(tokenizer.encode(prompt(request)))
        if not getattr(tokenizer, "chat_template", True):
            raise UsageError(f"{self._backend.model} has {NO_TEMPLATE}")
        rendered = tokenizer.apply_chat_template(messages(request), add_generation_prompt=True, tokenize=True)
        return list(rendered["input_ids"] if isinstance(rendered, Mapping) else rendered)

    def _completion(self, output: Any) -> Completion:
        request = self._asked.pop(output.request_id)
        answer = output.outputs[0]
        if answer.finish_reason not in ("stop", "length"):
            why = f"vLLM broke the answer off: {answer.finish_reason}"
            return Completion(request.id, "", "error", error=why)
        return Completion(
            request.id,
            answer.text,
            answer.finish_reason,
            prompt_tokens=len(output.prompt_token_ids),
            completion_tokens=len(answer.token_ids),
        )


def _sampling(request: Request) -> Any:
    from vllm import SamplingParams
    from vllm.sampling_params import RequestOutputKind

    sampling = request.sampling
    return SamplingParams(
        temperature=sampling.temperature,
        top_p=sampling.top_p,
        max_tokens=sampling.max_tokens,
        seed=request.seed,
        output_kind=RequestOutputKind.FINAL_ONLY,
    )


def _dtype(options: Mapping[str, Any], folder: Path) -> str:
    """The type of the numbers: as chosen, else the weights'; vLLM's own choice for float32 depends on the device."""
    chosen = str(options.get("dtype", "auto"))
    config = read_json(folder / "config.json") if (folder / "config.json").is_file() else {}
    stored = str(config.get("dtype") or config.get("torch_dtype") or "float32")
    return stored if chosen == "auto" and stored != "float32" else chosen


def _lacks_template(folder: Path) -> bool:
    if not (folder / "tokenizer_config.json").is_file() or any((folder / name).is_file() for name in TEMPLATES):
        return False
    return not template_digest(folder)


def _gist(error: BaseException) -> str:
    """The line of an error that says most: pydantic's first line only counts the errors."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return first_line(lines[2] if len(lines) > 2 and "validation error" in lines[0] else error)


@contextmanager
def _stdout_to_stderr() -> Iterator[None]:
    """Send what is written to file descriptor 1 to stderr; processes that are started meanwhile keep it so."""
    sys.stdout.flush()
    saved = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(saved, 1)
        os.close(saved)
