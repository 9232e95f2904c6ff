"""Requests in vLLM's engine: rendered, put in, and taken out as they finish."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Protocol

from ifbench.backends._engine_log import EngineLog, gist
from ifbench.backends._opened import opened_block
from ifbench.backends._prompt import messages, prompt
from ifbench.backends._vllm_sampling import NEUTRAL
from ifbench.errors import IfbenchError, IncompleteError, UsageError
from ifbench.types import Completion, Request

AHEAD = 4
"""How many times as many requests are taken as run at once: the scheduler never waits for us."""
NO_TEMPLATE = "no chat template; give --no-chat-template to send prompts as they are"
PROMPT_TAIL = 16
"""In so many tokens at the end of a prompt, a template can open a reasoning block."""


class Loader(Protocol):
    """What `Steps` needs of the backend: the engine, loaded at the first request."""

    model: str
    log: EngineLog

    @property
    def sampling(self) -> Mapping[str, Any]: ...

    def load(self, chat: bool) -> Any: ...


class Steps:
    """Requests in the engine."""

    def __init__(self, backend: Loader) -> None:
        self.room = 1
        self._backend = backend
        self._llm: Any = None
        self._asked: dict[str, tuple[Request, str]] = {}
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
            why = f"vLLM refused the request: {gist(error)}"
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
            self._llm.llm_engine.add_request(name, tokenized, self._sampling(request))
        except EngineDeadError as error:
            raise self._stopped(error) from error
        self._asked[name] = request, self._opened(tokens) if request.chat else ""

    def wait(self) -> Sequence[Completion]:
        finished, self._refused = self._refused, []
        while not finished:
            try:
                outputs = self._llm.llm_engine.step()
            except Exception as error:  # the engine is dead, whatever it died of
                raise self._stopped(error) from error
            finished = [self._completion(output) for output in outputs if output.finished]
        return finished

    def _stopped(self, error: Exception) -> IncompleteError:
        return IncompleteError(f"vLLM stopped: {self._backend.log.cause(error)}; the same command again goes on")

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

    def _sampling(self, request: Request) -> Any:
        from vllm import SamplingParams
        from vllm.sampling_params import RequestOutputKind

        sampling = request.sampling
        return SamplingParams(
            temperature=sampling.temperature,
            top_p=sampling.top_p,
            max_tokens=sampling.max_tokens,
            seed=request.seed,
            output_kind=RequestOutputKind.FINAL_ONLY,
            **{name: self._backend.sampling[name] for name in NEUTRAL},
        )

    def _opened(self, tokens: Sequence[int]) -> str:
        return opened_block(self._llm.get_tokenizer().decode(tokens[-PROMPT_TAIL:]))

    def _completion(self, output: Any) -> Completion:
        request, opened = self._asked.pop(output.request_id)
        answer = output.outputs[0]
        if answer.finish_reason not in ("stop", "length"):
            why = f"vLLM broke the answer off: {answer.finish_reason}"
            return Completion(request.id, "", "error", error=why)
        return Completion(
            request.id,
            opened + answer.text,
            answer.finish_reason,
            prompt_tokens=len(output.prompt_token_ids),
            completion_tokens=len(answer.token_ids),
        )
