"""vLLM in this process: which model it is, told from its files, and the engine, loaded at the first request."""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from importlib.util import find_spec
from multiprocessing import active_children
from pathlib import Path
from subprocess import Popen
from typing import Any

from ifbench.backends._drive import drive
from ifbench.backends._engine_guard import guard, let_go
from ifbench.backends._engine_log import EngineLog, gist
from ifbench.backends._options import refuse_secrets
from ifbench.backends._prompt import first_line
from ifbench.backends._vllm_package import knows_no_accelerator, typed, version_of
from ifbench.backends._vllm_sampling import OPTIONS, in_effect
from ifbench.backends._vllm_steps import NO_TEMPLATE, Steps
from ifbench.errors import IncompleteError, UsageError
from ifbench.files import read_json
from ifbench.models import absent, digest, folder_of, local_folder, template_digest, tokenizer_digest
from ifbench.types import Completion, Identity, Request

NO_TEXT_CHANGE = {"gpu_memory_utilization", "kv_cache_memory_bytes", "disable_log_stats", "download_dir", "swap_space"}
"""Options that change no text, and so no identity."""
INVARIANT = "VLLM_BATCH_INVARIANT"
"""The variable that tells vLLM to compute an answer the same way whatever else is in its batch."""
ALONE = (
    "vLLM has no batch-invariant kernels for the CPU, so answers are computed one at a time, which is slow; "
    "a text then depends on its request alone, on this machine with these versions"
)
BATCH_INVARIANT = (
    "vLLM computes batch-invariantly (a beta of vLLM, for the GPUs and models that its documentation names); "
    "a text then depends on its request alone, on this kind and number of GPUs with these versions"
)
ROOM = "; ask for less (--model-args max_model_len=N or max_num_seqs=N) or give it more (gpu_memory_utilization=X)"
TEMPLATES = ("chat_template.json", "tekken.json")
"""Files beside which a tokenizer needs no chat template of its own."""


class Vllm:
    """Loads a model folder, or a model of the hub, into vLLM's offline engine."""

    def __init__(self, model: str, options: Mapping[str, str]) -> None:
        self.model = model
        if Path(model).suffix == ".gguf":
            raise UsageError(f"vLLM does not load {model} directly; give --backend llamacpp, or convert it to a folder")
        here = local_folder(model)
        if here is not None:
            _configured(model, here)
        self._package = _package(model, here)
        refuse_secrets(options)
        self._options = typed(options, self._package)
        self.log = EngineLog()
        self.promise = ""
        self._llm: Any = None
        self._guard: Popen[bytes] | None = None
        self._invariant = os.environ.get(INVARIANT, "0") != "0"

    def make_deterministic(self) -> None:
        """See `backends.make`."""
        cpu = knows_no_accelerator()
        needed = {"enable_prefix_caching": False, **({"max_num_seqs": 1} if cpu else {})}
        for name, value in needed.items():
            if self._options.setdefault(name, value) != value:
                raise UsageError(f"--deterministic needs {name}={value}: take {name} out of --model-args")
        self._invariant = not cpu
        self.promise = ALONE if cpu else BATCH_INVARIANT

    @cached_property
    def sampling(self) -> dict[str, Any]:
        """What shapes the texts beside a request's own sampling; see `_vllm_sampling.in_effect`."""
        return in_effect(self._folder, self._options)

    @cached_property
    def _folder(self) -> Path:
        return _configured(self.model, folder_of(self.model, self._options.get("revision")))

    @cached_property
    def _tokenizer(self) -> Path:
        chosen = self._options.get("tokenizer")
        return folder_of(chosen, self._options.get("tokenizer_revision")) if chosen else self._folder

    @cached_property
    def identity(self) -> Identity:
        """All from the files, before vLLM is imported."""
        folder = self._folder
        tokenizer = self._tokenizer
        left_out = {*NO_TEXT_CHANGE, *OPTIONS}
        options = {name: value for name, value in self._options.items() if name not in left_out}
        return Identity(
            self.model,
            "vllm",
            version_of(self._package),
            digest(folder),
            tokenizer_digest(tokenizer),
            template_digest(tokenizer),
            _dtype(self._options, folder),
            options={**options, **({INVARIANT: True} if self._invariant else {})},
            sampling=self.sampling,
        )

    def generate(self, requests: Iterable[Request | None]) -> Iterator[Completion]:
        """See `Backend.generate`. Raises UsageError when the model cannot be loaded."""
        return drive(Steps(self), requests)

    def load(self, chat: bool) -> Any:
        """The engine, loaded once. Raises UsageError for a model that has no chat template where one is wanted."""
        if self._llm is None:
            if chat and _lacks_template(self._tokenizer):
                raise UsageError(f"{self.model} has {NO_TEMPLATE}")
            others = active_children()
            self._llm = self._load()
            self._guard = guard(process for process in active_children() if process not in others)
        return self._llm

    def close(self) -> None:
        """End the engine with its processes, which outlive the object that stands for them, and free their memory."""
        core: Any = getattr(self._llm and self._llm.llm_engine, "engine_core", None)
        if hasattr(core, "shutdown"):
            core.shutdown()
        if self._guard is not None:
            let_go(self._guard)
        self._llm = self._guard = None

    def _load(self) -> Any:
        print(f"Loading {self.model} into vLLM {version_of(self._package)}", file=sys.stderr, flush=True)
        os.environ.setdefault("VLLM_LOGGING_STREAM", "ext://sys.stderr")
        os.environ.setdefault("VLLM_NO_USAGE_STATS", "1")
        if self._invariant:
            os.environ[INVARIANT] = "1"
        with self.log.listening():
            try:
                from vllm import LLM
                from vllm.exceptions import VLLMValidationError
            except ImportError as error:
                raise UsageError(f"vLLM cannot be imported: {first_line(error)}") from error
            try:
                return LLM(model=str(self._folder), **self._options)
            except (ValueError, TypeError, OSError, VLLMValidationError) as error:  # a wrong option, model or tokenizer
                raise UsageError(f"vLLM cannot load {self.model}: {gist(error)}") from error
            except Exception as error:  # no memory, no device, a dead worker: another process knows why
                failure = error
        cause = self.log.cause(failure)
        raise IncompleteError(f"vLLM could not start: {cause}{_advice(cause)}") from failure


def _package(model: str, here: Path | None) -> Path:
    """Where vLLM is installed. Raises UsageError with what the model is, if it is not."""
    spec = find_spec("vllm")
    if spec is None or spec.origin is None:
        why = f"{model} is a model folder, which" if here else f"{absent(model)}; a model of the hub"
        raise UsageError(f"{why} needs vLLM: pip install 'ifbench[vllm]'")
    return Path(spec.origin).parent


def _configured(model: str, folder: Path) -> Path:
    """The folder of a model. Raises UsageError if it holds none."""
    if not any((folder / name).is_file() for name in ("config.json", "params.json")):
        raise UsageError(f"{model} is no model folder: it has no config.json")
    return folder


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


def _advice(cause: str) -> str:
    return ROOM if re.search("memory|KV cache", cause) else ""
