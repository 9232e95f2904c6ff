"""llama.cpp in this process (xllamacpp): embedded models by name, and .gguf files."""

import atexit
import mmap
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from queue import SimpleQueue
from threading import Thread, current_thread, main_thread

from ifbench.backends._drive import all_of, drive
from ifbench.backends._llamacpp_server import PURE_SAMPLING, Server
from ifbench.backends._options import LlamaCppOptions, read
from ifbench.backends._prompt import prompt
from ifbench.backends._version import installed
from ifbench.errors import UsageError
from ifbench.models import EMBEDDED, digest, fetch
from ifbench.types import Completion, Identity, Request
from ifbench.workers import processes

PROMPT_TOKENS = 1024
"""Least room for the prompt in the context of a request, beside `max_tokens`."""
MESSAGE_TOKENS = 32
"""What a chat template may put around a message."""
SMALLEST_CONTEXT = 2048
MOST_THREADS = 8
HEADER_BYTES = 64 << 20
"""Where the metadata of a GGUF lies, the vocabulary included."""


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
        self._server: Server | None = None
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
    def _longest(self) -> int:
        return _trained_context(self._path)

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

    def _serve(self, request: Request) -> Server:
        """The server for a request: started at the first one, and again for one that needs a longer context."""
        if request.chat and self._server is None and not _has_template(self._path):
            raise UsageError(f"{self._model} has no chat template; give --no-chat-template to send prompts as they are")
        usual = self._options.n_ctx or min(_usual_context(request), self._longest)
        needed = self._options.n_ctx or min(_context(request), self._longest)
        if self._server is None or self._context < needed:
            slots = max(1, self._options.n_parallel * usual // needed)  # a long context takes no more memory
            with ThreadPoolExecutor(1) as apart:  # where no interrupt breaks in
                self._server = apart.submit(self._start, needed, slots).result()
            self._context = needed
        return self._server

    def _start(self, context: int, slots: int) -> Server:
        import xllamacpp

        params = xllamacpp.CommonParams()
        params.model.path = str(self._path)
        params.n_parallel = slots
        params.n_ctx = context * slots
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = self._options.n_threads or _threads()
        params.verbosity = 0  # it would log to stderr, natively
        params.warmup = False
        params.port = 0
        key = os.urandom(16).hex()
        params.api_keys = [key]  # the port is not for others
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
        return Server(server, key)


class _Slots:
    """Threads that each see one request through. Twice as many requests are taken as there are slots: none idles.

    llama.cpp must not be left running when the interpreter ends, so an answer that nobody waits for is broken off.
    """

    def __init__(self, serve: Callable[[Request], Server], slots: int) -> None:
        self.room = 2 * slots
        self._serve = serve
        self._todo: SimpleQueue[tuple[Server, Request] | None] = SimpleQueue()
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
        """Break off what is in flight, and see it end: llama.cpp crashes when the interpreter ends under it."""
        with _uninterrupted():
            self._closing = True
            for _ in self._threads:
                self._todo.put(None)
            for thread in self._threads:
                thread.join()
            atexit.unregister(self.close)

    def _work(self) -> None:
        while (job := self._todo.get()) is not None:
            if not self._closing:
                server, request = job
                self._done.put(server.ask(request, lambda: self._closing))


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Interrupts are passed over in the block: who sees nothing happen presses again."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)


def _check(path: Path, model: str) -> None:
    if not path.is_file():
        raise UsageError(f"no model at {model}; the embedded ones are {', '.join(EMBEDDED)}")
    with path.open("rb") as stream:
        if stream.read(4) != b"GGUF":
            raise UsageError(f"{model} is not a GGUF file, the one kind that the llamacpp backend loads")


def _usual_context(request: Request) -> int:
    return max(SMALLEST_CONTEXT, request.sampling.max_tokens + PROMPT_TOKENS)


def _context(request: Request) -> int:
    """Tokens that a request may take: doubled until it is enough, since each size is a start of the server.

    A token is taken for two ASCII characters, and for a byte of others, of which many tokenizers know little.
    """
    text = prompt(request)
    needed = len(text.encode()) - len(text) // 2 + MESSAGE_TOKENS * len(request.messages) + request.sampling.max_tokens
    context = _usual_context(request)
    while context < needed:
        context *= 2
    return context


def _has_template(path: Path) -> bool:
    """Whether a GGUF carries a chat template; llama.cpp would make one up."""
    return _after(path, b"tokenizer.chat_template") is not None


def _trained_context(path: Path) -> int:
    """The context that the model was made for, the longest that llama.cpp gives."""
    found = _after(path, b".context_length", 8)
    return int.from_bytes(found[4:], "little") if found else sys.maxsize  # after four bytes that tell its type


def _after(path: Path, name: bytes, size: int = 0) -> bytes | None:
    """The bytes that follow a name in a GGUF's metadata."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        at = content.find(name, 0, HEADER_BYTES)
        return None if at < 0 else content[at + len(name) : at + len(name) + size]


def _threads() -> int:
    """Half of the processors that this process may use: a thread that has to wait for its processor stalls the rest."""
    return min(max(1, processes() // 2), MOST_THREADS)
