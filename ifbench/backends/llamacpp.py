"""llama.cpp in this process (xllamacpp): embedded models by name, and .gguf files."""

import atexit
import mmap
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any

from ifbench.backends._drive import all_of, drive
from ifbench.backends._options import LlamaCppOptions, read
from ifbench.backends._prompt import first_line, messages, prompt
from ifbench.backends._version import installed
from ifbench.errors import UsageError
from ifbench.models import EMBEDDED, digest, fetch
from ifbench.types import Completion, Identity, Request

PROMPT_TOKENS = 1024
"""Room for the prompt in the context of a request, beside `max_tokens`."""
SMALLEST_CONTEXT = 2048
MOST_THREADS = 8
HEADER_BYTES = 64 << 20
"""Where the metadata of a GGUF lies, the vocabulary included."""
PURE_SAMPLING = {"top_k": 0, "min_p": 0.0, "typical_p": 1.0, "repeat_penalty": 1.0}
"""llama.cpp's own sampling defaults taken out, so that temperature and top_p mean what they mean elsewhere."""


class LlamaCpp:
    """Answers many requests at once in the slots of one llama.cpp server; no port but a locked loopback one."""

    def __init__(self, model: str, options: Mapping[str, str]) -> None:
        self._model = model
        self._options = read("llamacpp", options, LlamaCppOptions)
        if find_spec("xllamacpp") is None:
            raise UsageError("the llamacpp backend needs xllamacpp: pip install 'ifbench[local]'")
        if model not in EMBEDDED:
            _check(Path(model).expanduser(), model)
        self._chosen = options
        self._server: Any = None
        self._context = 0
        self.promise = ""

    def make_deterministic(self) -> None:
        """See `backends.make`."""
        if self._chosen.keys() & {"n_parallel", "n-parallel"} and self._options.n_parallel != 1:
            raise UsageError("--deterministic needs n_parallel=1: take n_parallel out of --model-args")
        self._options = replace(self._options, n_parallel=1)
        self.promise = (
            "llama.cpp computes the answers one at a time, which is slow; a text then depends on its request alone, "
            "on this machine with this build"
        )

    @cached_property
    def _path(self) -> Path:
        return fetch(self._model) if self._model in EMBEDDED else Path(self._model).expanduser()

    @cached_property
    def identity(self) -> Identity:
        """Tokenizer and template lie in the file."""
        path = self._path
        content = EMBEDDED[self._model].sha256 if self._model in EMBEDDED else digest(path)
        chosen = {"n_parallel": self._options.n_parallel, "n_ctx": self._options.n_ctx}
        options = {name: value for name, value in chosen.items() if value is not None}
        return Identity(
            self._model, "llamacpp", installed("xllamacpp"), content, options=options, sampling=PURE_SAMPLING
        )

    def generate(self, requests: Iterable[Request | None]) -> Iterator[Completion]:
        """See `Backend.generate`. Raises UsageError when the model cannot be loaded."""
        return drive(_Slots(self._serve, self._options.n_parallel), requests)

    def _serve(self, request: Request) -> Any:
        """The server for a request: started at the first one, and again for one that needs a longer context."""
        needed = self._options.n_ctx or max(SMALLEST_CONTEXT, request.sampling.max_tokens + PROMPT_TOKENS)
        if request.chat and self._server is None and not _has_template(self._path):
            raise UsageError(f"{self._model} has no chat template; give --no-chat-template to send prompts as they are")
        if self._context < needed:
            with ThreadPoolExecutor(1) as apart:  # where no interrupt breaks in
                self._server = apart.submit(self._start, needed).result()
            self._context = needed
        return self._server

    def _start(self, context: int) -> Any:
        import xllamacpp

        slots = self._options.n_parallel
        params = xllamacpp.CommonParams()
        params.model.path = str(self._path)
        params.n_parallel = slots
        params.n_ctx = context * slots
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = self._options.n_threads or _threads()
        params.verbosity = 0  # it would log to stderr, natively
        params.warmup = False
        params.port = 0
        params.api_keys = [os.urandom(16).hex()]  # the port is not for others
        params.cache_ram_mib = 0  # it would keep up to 8 GiB of old prompts
        params.endpoint_metrics = True
        # The fused kernels round differently with what else is in the batch: 1 slot and 16 then wrote 9 of 24 texts of
        # 96 tokens differently; without them none, for 6 % of the speed.
        params.flash_attn_type = xllamacpp.llama_flash_attn_type.LLAMA_FLASH_ATTN_TYPE_DISABLED
        # The text is wanted whole, reasoning and calls of tools included.
        params.reasoning_format = xllamacpp.common_reasoning_format.COMMON_REASONING_FORMAT_NONE
        params.force_pure_content_parser = True
        try:
            server = xllamacpp.Server(params)
        except RuntimeError:
            raise UsageError(
                f"llama.cpp cannot load {self._path}: it is damaged, of an unknown architecture, or there is not the "
                f"memory for {slots} times {context} tokens of context (options n_parallel, n_ctx)"
            ) from None
        server.handle_metrics()  # waits for its loop: a server that is let go before that begins hangs for good
        return server


class _Slots:
    """Threads that each see one request through. Twice as many requests are taken as there are slots: none idles.

    llama.cpp must not be left running when the interpreter ends, so an answer that nobody waits for is broken off.
    """

    def __init__(self, serve: Callable[[Request], Any], slots: int) -> None:
        self.room = 2 * slots
        self._serve = serve
        self._todo: SimpleQueue[tuple[Any, Request] | None] = SimpleQueue()
        self._done: SimpleQueue[Completion] = SimpleQueue()
        self._closing = False
        self._slots = slots
        self._threads: list[Thread] = []

    def add(self, request: Request) -> None:
        self._todo.put((self._serve(request), request))
        if not self._threads:
            self._threads = [Thread(target=self._work, name=f"llamacpp-{n}", daemon=True) for n in range(self._slots)]
            atexit.register(self.close)
            for thread in self._threads:
                thread.start()

    def wait(self) -> Sequence[Completion]:
        return all_of(self._done)

    def close(self) -> None:
        atexit.unregister(self.close)
        self._closing = True
        for _ in self._threads:
            self._todo.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while (job := self._todo.get()) is not None:
            if not self._closing:
                server, request = job
                self._done.put(_ask(server, request, lambda: self._closing))


def _ask(server: Any, request: Request, stop: Callable[[], bool]) -> Completion:
    """Stream an answer, which is the only way to break one off."""
    sampling = request.sampling
    body = {
        "max_tokens": sampling.max_tokens,
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "seed": request.seed % 0xFFFFFFFF,  # 2^32 - 1 would mean a random one
        "cache_prompt": False,  # an answer does not depend on what its slot answered before
        "stream": True,
        "stream_options": {"include_usage": True},
        **PURE_SAMPLING,
    }
    chunks: list[dict[str, Any]] = []

    def take(chunk: dict[str, Any]) -> bool:
        chunks.append(chunk)
        return stop()

    try:
        if request.chat:
            server.handle_chat_completions({**body, "messages": messages(request)}, take)
        else:
            server.handle_completions({**body, "prompt": prompt(request)}, take)
    except Exception as error:  # whatever llama.cpp throws comes as RuntimeError, and is the fate of this one request
        return Completion(request.id, "", "error", error=f"llama.cpp failed: {first_line(error)}")
    return _completion(request.id, chunks)


def _completion(id: str, chunks: Sequence[Mapping[str, Any]]) -> Completion:
    for chunk in chunks:
        if "error" in chunk:
            return Completion(id, "", "error", error=f"llama.cpp refused: {first_line(chunk['error'].get('message'))}")
    choices = [choice for chunk in chunks for choice in chunk["choices"]]
    reasons = [choice["finish_reason"] for choice in choices if choice["finish_reason"]]
    if not reasons:
        return Completion(id, "", "error", error="llama.cpp broke the answer off")
    text = "".join(choice.get("text") or choice.get("delta", {}).get("content") or "" for choice in choices)
    usage: Mapping[str, int] = next((chunk["usage"] for chunk in reversed(chunks) if chunk.get("usage")), {})
    return Completion(
        id,
        text,
        "length" if reasons[-1] == "length" else "stop",
        prompt_tokens=usage.get("prompt_tokens"),
        completion_tokens=usage.get("completion_tokens"),
    )


def _check(path: Path, model: str) -> None:
    if not path.is_file():
        raise UsageError(f"no model at {model}; the embedded ones are {', '.join(EMBEDDED)}")
    with path.open("rb") as stream:
        if stream.read(4) != b"GGUF":
            raise UsageError(f"{model} is not a GGUF file, the one kind that the llamacpp backend loads")


def _has_template(path: Path) -> bool:
    """Whether a GGUF carries a chat template; llama.cpp would make one up."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find(b"tokenizer.chat_template", 0, HEADER_BYTES) >= 0


def _threads() -> int:
    """Half of the processors that this process may use: a thread that has to wait for its processor stalls the rest."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(max(1, usable // 2), MOST_THREADS)
