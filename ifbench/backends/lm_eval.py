"""lm-eval's model classes in this process: `lm-eval:hf`, `lm-eval:local-chat-completions` and the others.

lm-eval gives texts alone: no token counts, and no word on why an answer ended. An answer counts as truncated where the
class has a tokenizer and the text, tokenized again, takes all of `max_tokens`; elsewhere truncation cannot be seen.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from functools import cached_property
from importlib.util import find_spec
from itertools import takewhile
from pathlib import Path
from typing import Any

from ifbench.backends import _lm_eval_package as package
from ifbench.backends._drive import drive
from ifbench.backends._lm_eval_model import NULL, Model
from ifbench.backends._options import LmEvalOptions, read, refuse_secrets
from ifbench.backends._prompt import first_line
from ifbench.errors import IfbenchError, IncompleteError, UsageError
from ifbench.models import digest, folder_of, template_digest, tokenizer_digest
from ifbench.text import shown_url
from ifbench.types import Completion, Identity, Request

HOPELESS = 2
"""So many requests that failed alone, before any was answered, end the run."""


class LmEval:
    """Hands requests to one of lm-eval's model classes, a chunk at a time.

    Args:
        model: what the class takes as `pretrained`, else as `model`.
        options: `chunk`, and whatever the class takes, typed as lm-eval's own command types it.
        name: of the class in lm-eval.
    """

    def __init__(self, model: str, options: Mapping[str, Any], name: str) -> None:
        self._model, self.name = model, name
        if find_spec("lm_eval") is None:
            raise UsageError("the lm-eval backend needs lm-eval: pip install 'ifbench[lm-eval]'")
        self._module = package.module_of(name)
        self._args = {key.replace("-", "_"): value for key, value in options.items()}
        refuse_secrets(self._args)
        own = {key: self._args.pop(key) for key in ("chunk",) if key in self._args}
        self._chunk = read("lm-eval", own, LmEvalOptions).chunk
        self._loaded: Model | None = None

    @cached_property
    def identity(self) -> Identity:
        """From the model's files where the class loads them; what a server runs cannot be seen."""
        engine, version = f"lm-eval:{self.name}", package.versions(self._module)
        options = {"chunk": self._chunk, **self._args}
        if "base_url" in options:
            options["base_url"] = shown_url(options["base_url"])
        if not package.loads_weights(self._module):
            return Identity(self._model, engine, version, self._model, weights="unverified", options=options)
        folder = self._folder
        chosen = self._args.get("tokenizer")
        tokenizer = folder_of(chosen) if chosen else folder
        digests = (digest(folder), tokenizer_digest(tokenizer), template_digest(tokenizer))
        options |= {name: self._content(name) for name in package.WEIGHTS if self._args.get(name)}
        dtype = str(self._args.get("dtype", "auto"))
        return Identity(self._model, engine, version, *digests, dtype, options=options)

    @cached_property
    def _folder(self) -> Path:
        return folder_of(self._model, self._args.get("revision"))

    def _content(self, name: str) -> str:
        """The digest of what an argument names beside the model: a file, a folder, or a repository of the hub."""
        path = Path(self._args[name])
        return digest(path if path.is_file() else folder_of(self._args[name], self._args.get("revision")))

    def generate(self, requests: Iterable[Request | None]) -> Iterator[Completion]:
        """See `Backend.generate`. Raises UsageError when the class cannot be made."""
        return drive(_Chunks(self, self._chunk), requests)

    def load(self) -> Model:
        """The model, made once."""
        if self._loaded is None:
            print(f"Loading {self._model} into lm-eval's {self.name}", file=sys.stderr, flush=True)
            os.environ.setdefault("LMEVAL_MODEL_NONE_ANSWER_PLACEHOLDER", NULL)
            os.environ.setdefault("TQDM_DISABLE", "1")
            self._loaded = Model(self._make(), self.name)
        return self._loaded

    def _make(self) -> Any:
        from lm_eval.api.registry import get_model

        place = str(self._folder) if package.loads_weights(self._module) else self._model
        with redirect_stdout(sys.stderr):  # lm-eval prints
            try:
                lm_class = get_model(self.name)
                return lm_class.create_from_arg_obj(package.arguments(lm_class, self.name, place, self._args))
            except IfbenchError:
                raise
            except Exception as error:  # constructors of dozens of libraries: whatever they raise is about the model
                raise UsageError(f"lm-eval cannot load {self._model} as {self.name}: {_told(error)}") from error


class _Chunks:
    """An engine for `drive`: what was taken is asked for in one call."""

    def __init__(self, backend: LmEval, chunk: int) -> None:
        self.room = chunk
        self._backend = backend
        self._asked: list[Request] = []
        self._answered = False
        self._failures = 0

    def add(self, request: Request) -> None:
        self._asked.append(request)

    def wait(self) -> Sequence[Completion]:
        model = self._backend.load()
        together = list(takewhile(lambda request: not model.draws_alone(request), self._asked))
        asked = together or self._asked[:1]
        self._asked = self._asked[len(asked) :]
        return self._answer(model, asked)

    def close(self) -> None:
        self._asked = []

    def _answer(self, model: Model, requests: Sequence[Request]) -> list[Completion]:
        """Ask for all in one call; where that fails, for each half: one that cannot be answered spoils only itself."""
        try:
            found = model.answer(requests)
        except IfbenchError:
            raise
        except Exception as error:  # what lm-eval's classes raise is the fate of these requests
            if len(requests) == 1:
                return [self._failed(requests[0], error)]
            half = len(requests) // 2
            return self._answer(model, requests[:half]) + self._answer(model, requests[half:])
        self._answered = True
        return found

    def _failed(self, request: Request, error: Exception) -> Completion:
        why = f"lm-eval's {self._backend.name}: {_told(error)}"
        self._failures += 1
        if self._failures >= HOPELESS and not self._answered:
            raise IncompleteError(why) from error
        return Completion(request.id, "", "error", error=why)


def _told(error: Exception) -> str:
    """What an exception says; its type too, unless that says no more than that a value was wrong."""
    kind, said = type(error).__name__, first_line(error)
    return said if isinstance(error, ValueError) or said == kind else f"{kind}: {said}"
