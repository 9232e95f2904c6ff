"""Requests as lm-eval's model classes take them, and completions from the texts that they give back."""

import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from typing import Any

from ifbench.backends._opened import opened_block
from ifbench.backends._prompt import messages, prompt
from ifbench.errors import UsageError
from ifbench.types import Completion, Request, Sampling

SEEDED = {"VLLM", "TemplateAPI"}
"""Classes that take a seed with each request; the others draw from torch's generator."""
PURE_GREEDY = {"repetition_penalty": 1.0, "no_repeat_ngram_size": 0}
FILTERS = {"top_k": 0, "min_p": 0.0, "typical_p": 1.0, "epsilon_cutoff": 0.0, "eta_cutoff": 0.0}
PURE_SAMPLING = {**PURE_GREEDY, **FILTERS}
"""What a model's generation_config.json would add in transformers taken out, as in the other backends."""
NULL = "(ifbench: the API answered with null)"
"""What lm-eval is told to put in place of an answer that is null; it would put an empty one."""


class Model:
    """A loaded model of lm-eval. `name` is that of its class, for messages."""

    def __init__(self, lm: Any, name: str) -> None:
        self._lm = lm
        self._name = name
        self._bases = {base.__name__ for base in type(lm).__mro__}
        self._counts = hasattr(type(lm), "tok_encode") and getattr(lm, "tokenizer", None) is not None

    def draws_alone(self, request: Request) -> bool:
        """Whether a request must be asked for by itself, so that its own seed decides what is drawn."""
        return request.sampling.temperature > 0 and not self._bases & SEEDED

    def answer(self, requests: Sequence[Request]) -> list[Completion]:
        """The completions, in the order of the requests. Raises whatever the class raises."""
        contexts = [self._context(request) for request in requests]
        if self.draws_alone(requests[0]):
            _seed_torch(requests[0].seed)
        texts = self._generate([self._instance(at, r, contexts[at]) for at, r in enumerate(requests)])
        return [self._completion(*asked) for asked in zip(requests, contexts, texts, strict=True)]

    def _context(self, request: Request) -> Any:
        """What the class takes as a prompt. Raises ValueError for one that it would cut or change in silence."""
        context = self._render(request) if request.chat else prompt(request)
        if not isinstance(context, str):
            return context
        system = [m.content.strip() for m in request.messages if m.role == "system"]
        if any(text not in context for text in system):
            raise ValueError("the chat template leaves the system message out")
        limit = getattr(self._lm, "max_length", None)
        if self._counts and isinstance(limit, int):
            tokens, wanted = len(self._lm.tok_encode(context)), request.sampling.max_tokens
            if tokens + wanted > limit:
                why = f"the prompt has {tokens} tokens: with --max-tokens {wanted} it would be cut to fit the context"
                raise ValueError(f"{why} of {limit}")
        return context

    def _render(self, request: Request) -> Any:
        if self._counts and not getattr(self._lm.tokenizer, "chat_template", True):
            raise self._no_template()
        try:
            return self._lm.apply_chat_template(messages(request))
        except NotImplementedError:
            raise self._no_template() from None

    def _no_template(self) -> UsageError:
        return UsageError(
            f"lm-eval's {self._name} has no chat template for it; give --no-chat-template to send prompts as they are"
        )

    def _instance(self, at: int, request: Request, context: Any) -> Any:
        from lm_eval.api.instance import Instance

        arguments = (context, self._kwargs(request.sampling, request.seed))
        return Instance("generate_until", {}, arguments, at, ("ifbench", at, 1))

    def _kwargs(self, sampling: Sampling, seed: int) -> dict[str, Any]:
        drawn = sampling.temperature > 0
        asked: dict[str, Any] = {
            "until": [],
            "max_gen_toks": sampling.max_tokens,
            "do_sample": drawn,
            "temperature": sampling.temperature,
        }
        if drawn:
            asked["top_p"] = sampling.top_p
        if drawn and self._bases & SEEDED:
            asked["seed"] = seed
        if "HFLM" in self._bases:
            asked |= PURE_SAMPLING if drawn else PURE_GREEDY
        return asked

    def _generate(self, instances: Sequence[Any]) -> list[Any]:
        with redirect_stdout(sys.stderr):  # lm-eval prints
            return list(self._lm.generate_until(list(instances)))

    def _completion(self, request: Request, context: Any, text: Any) -> Completion:
        if not isinstance(text, str) or text == NULL:
            return Completion(request.id, "", "error", error=f"lm-eval's {self._name} gave null in place of an answer")
        cut = self._counts and self._tokens(text) >= request.sampling.max_tokens
        return Completion(request.id, self._opened(request, context) + text, "length" if cut else "stop")

    def _opened(self, request: Request, context: Any) -> str:
        """The reasoning block that the template opens; none where lm-eval itself takes the reasoning off."""
        takes_off = getattr(self._lm, "think_end_token", None) is not None
        return opened_block(context) if request.chat and isinstance(context, str) and not takes_off else ""

    def _tokens(self, text: str) -> int:
        return len(self._lm.tok_encode(text, add_special_tokens=False))


def _seed_torch(seed: int) -> None:
    """Set the generator that the classes draw from; one without torch draws elsewhere, and cannot be seeded."""
    if torch := sys.modules.get("torch"):
        torch.manual_seed(seed)
