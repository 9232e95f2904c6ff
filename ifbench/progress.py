"""How a run goes on, told to a person: a live line on a terminal, a plain line every 30 s elsewhere."""

import os
import sys
import time
from collections.abc import Callable
from threading import Event, Thread
from types import TracebackType
from typing import Any, Self

from ifbench.records import Response

PLAIN_SECONDS = 30.0


class Quiet:
    """Tells nothing."""

    def note(self, line: str) -> None:
        """Nothing is said."""

    def start(self, total: int) -> None:
        """Nothing is said."""

    def landed(self, response: Response, followed: bool, reused: bool) -> None:
        """Nothing is said."""

    def stop(self) -> None:
        """Nothing is said."""


class Progress:
    """Tells on stderr: done/total, tokens per second, time left, the running strict rate, what was cut off."""

    def __init__(self) -> None:
        self._total = self._done = self._reused = self._followed = self._truncated = self._tokens = 0
        self._began = 0.0
        self._live: Any = None
        self._over = Event()

    def note(self, line: str) -> None:
        """One line."""
        print(line, file=sys.stderr, flush=True)

    def start(self, total: int) -> None:
        """Begin to count."""
        self._total = total
        self._began = time.monotonic()
        if _live_terminal():
            from rich.console import Console
            from rich.live import Live
            from rich.text import Text

            now = lambda: Text(self.line(time.monotonic()))  # noqa: E731
            self._live = Live(get_renderable=now, console=Console(stderr=True), refresh_per_second=4, transient=True)
            self._live.start()
        else:
            Thread(target=self._tell, name="progress", daemon=True).start()

    def _tell(self) -> None:
        """Plain lines, whether answers land or not."""
        while not self._over.wait(PLAIN_SECONDS):
            self.note(self.line(time.monotonic()))

    def landed(self, response: Response, followed: bool, reused: bool) -> None:
        """Count an answer."""
        self._done += 1
        self._reused += reused
        self._followed += followed
        self._truncated += response.truncated
        self._tokens += 0 if reused else response.completion_tokens or 0

    def line(self, now: float) -> str:
        """The line at a time."""
        asked = self._done - self._reused
        seconds = max(now - self._began, 1e-9)
        left = f"{(self._total - self._done) * seconds / asked:.0f} s left" if asked else "time left unknown"
        parts = [
            f"{self._done}/{self._total} answers",
            f"{self._tokens / seconds:.0f} tok/s",
            left,
            f"{self._followed / max(self._done, 1):.1%} strict so far",
        ]
        parts += [f"{self._truncated} truncated"] if self._truncated else []
        parts += [f"{self._reused} reused"] if self._reused else []
        return " · ".join(parts)

    def stop(self) -> None:
        """End the live line and leave a plain one."""
        self._end()
        self.note(self.line(time.monotonic()))

    def _end(self) -> None:
        self._over.set()
        if self._live:
            self._live.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()


class Judging(Progress):
    """The same for answers that are there already and are judged: done/total, answers per second, time left."""

    def start(self, total: int, done: int = 0) -> None:
        """Begin to count; so many were judged before."""
        self._done = self._reused = done
        super().start(total)

    def judged(self, done: int, followed: int) -> None:
        """So many are judged by now, and so many of them follow all their constraints strictly."""
        self._done, self._followed = done, followed

    def line(self, now: float) -> str:
        """The line at a time."""
        new = self._done - self._reused
        rate = new / max(now - self._began, 1e-9)
        left = f"{(self._total - self._done) / rate:.0f} s left" if new else "time left unknown"
        parts = [f"{self._done}/{self._total} answers judged", f"{rate:.0f} a second", left]
        parts += [f"{self._followed / max(self._done, 1):.1%} strict so far"]
        return " · ".join(parts + ([f"{self._reused} before"] if self._reused else []))


class Reading(Progress):
    """The same for rows that are read: rows, rows per second, time left."""

    def __init__(self) -> None:
        super().__init__()
        self._share: Callable[[], float | None] = lambda: None
        self._share_read: float | None = None

    def read_from(self, share: Callable[[], float | None]) -> None:
        """Begin to count; `share` tells how much of the input has been read, None where that is unknown."""
        self._share = share
        self.start(0)

    def read(self, done: int) -> None:
        """So many rows are done by now."""
        self._done, self._share_read = done, self._share()

    def line(self, now: float) -> str:
        """The line at a time."""
        return " · ".join(self._parts(max(now - self._began, 1e-9)))

    def _parts(self, seconds: float) -> list[str]:
        parts = [f"{self._done} rows", f"{self._done / seconds:.0f} a second"]
        if share := self._share_read:
            parts += [f"{share:.0%} read", f"{seconds / share - seconds:.0f} s left"]
        return parts


class Choosing(Reading):
    """The same for rows that are chosen, with the share kept so far."""

    def chosen(self, done: int, kept: int) -> None:
        """So many rows are judged by now, and so many of them kept."""
        self._followed = kept
        self.read(done)

    def _parts(self, seconds: float) -> list[str]:
        return [*super()._parts(seconds), f"{self._followed / max(self._done, 1):.1%} kept so far"]


def _live_terminal() -> bool:
    plain = any(os.environ.get(name) for name in ("CI", "NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return sys.stderr.isatty() and not plain
