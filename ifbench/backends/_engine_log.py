"""What an engine and its processes print: passed on to stderr, but for tracebacks, which come to one sentence."""

import os
import re
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import NamedTemporaryFile
from threading import Thread

from ifbench.backends._prompt import first_line

PREFIX = re.compile(r"(?:\(.{1,60}? pid=\d+\) )?(?:([A-Z]+) \d\d-\d\d \d\d:\d\d:\d\d \[[^\]]*\] )?")
"""What vLLM's processes put in front of a line: who says it and, in a log, how bad it is, when and where."""
DIED = "died unexpectedly"
RAISED = re.compile(r"[\w.]*(?:Error|Exception|Interrupt|Exit)\b")
JOINT = ("During handling of the above", "The above exception was", "Traceback (most recent call last)", "Process ")
KEPT_LINES = 2000
SHOWN_CHARACTERS = 200
"""Of a line that logs an error: vLLM prints everything that was in flight."""


class EngineLog:
    """Listens while an engine is started, and from then on to the processes that were started meanwhile."""

    def __init__(self) -> None:
        self._errors: deque[str] = deque(maxlen=KEPT_LINES)
        self._in_traceback = False

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Lead file descriptors 1 and 2 here; stdout is for results alone."""
        sys.stdout.flush()
        sys.stderr.flush()
        saved = os.dup(1), os.dup(2)
        source, sink = os.pipe()
        self._thread = Thread(target=self._pass_on, args=(source, os.dup(2)), name="engine-log", daemon=True)
        self._thread.start()
        os.dup2(sink, 1)
        os.dup2(sink, 2)
        os.close(sink)
        try:
            yield
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            for number, earlier in enumerate(saved, 1):
                os.dup2(earlier, number)
                os.close(earlier)

    def cause(self, error: BaseException, wait: float = 1.0) -> str:
        """What went wrong, in words: the first error that was printed, else what `error` says; and where the rest is.

        Args:
            error: as the engine's front end raised it, which often knows only that another process failed.
            wait: seconds for the engine's processes to end.
        """
        self._thread.join(wait)
        lines = list(self._errors)
        said = next((body for body in map(_body, lines) if _tells(body)), None)
        if not lines:
            return gist(error)
        with NamedTemporaryFile("w", prefix="ifbench-engine-", suffix=".log", delete=False, encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        return f"{first_line(said or gist(error))} (all it said: {file.name})"

    def _pass_on(self, source: int, sink: int) -> None:
        """Read without buffers or locks: the engine may fork meanwhile."""
        rest = b""
        while data := os.read(source, 1 << 16):
            *lines, rest = re.split(rb"(?<=[\r\n])", rest + data)  # a progress bar ends in a carriage return
            for line in lines:
                shown = self._shown(line[:-1].decode("utf-8", "replace"))
                if shown is not None:
                    os.write(sink, shown.encode() + line[-1:])
        os.close(source)
        os.close(sink)

    def _shown(self, line: str) -> str | None:
        """What to show of a line: nothing of a traceback, which is kept, as errors are."""
        prefix = PREFIX.match(line)
        level, body = (prefix[1], line[prefix.end() :]) if prefix else (None, line)
        if level not in (None, "ERROR"):
            return line  # of another process, it may stand in the middle of a traceback
        goes_on = self._in_traceback and (not body.strip() or body[0].isspace() or bool(RAISED.match(body)))
        self._in_traceback = goes_on or body.startswith(JOINT)
        if self._in_traceback or level:
            self._errors.append(line)
        if self._in_traceback:
            return None
        return line[:SHOWN_CHARACTERS] if level else line


def _tells(body: str) -> bool:
    return DIED in body or bool(RAISED.match(body) and ": " in body)


def _body(line: str) -> str:
    return PREFIX.sub("", line, count=1)


def gist(error: BaseException) -> str:
    """The line of an error that says most: pydantic's first line only counts the errors."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return first_line(lines[2] if len(lines) > 2 and "validation error" in lines[0] else error)
