"""Running the reward server: a socket, a signal that ends it, nothing half-answered."""

import os
import resource
import signal
import socket
from asyncio import Protocol, TimerHandle, Transport
from collections.abc import Callable

from ifbench.errors import IncompleteError, UsageError
from ifbench.files import reason
from ifbench.serving.limits import Limits

MOST_FILES = 65_536


def serve(host: str, port: int, limits: Limits, ready: Callable[[str], None]) -> None:
    """Serve until SIGTERM or an interrupt; requests that are under way then are answered first.

    Args:
        host: the address to bind.
        port: 0 for any free one.
        limits: what the server takes.
        ready: called with the server's URL as soon as it answers.

    Raises:
        UsageError: the address cannot be bound, or the extra is not installed.
        IncompleteError: its workers could not be started.
        KeyboardInterrupt: it was ended by an interrupt.
    """
    try:
        import uvicorn

        from ifbench.serving.app import make_app
    except ModuleNotFoundError as error:
        raise UsageError(f"serve needs {error.name}: pip install 'ifbench[serve]'") from None
    _allow_connections()
    with _bound(host, port) as listening:
        url = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
        config = uvicorn.Config(
            make_app(limits, lambda: ready(url)),
            http=_protocol(limits.seconds),
            ws="none",
            log_level="warning",
            use_colors=False,  # to find out it would ask the standard output, which may be closed
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=int(2 * limits.seconds) + 5,  # to wait for a worker and to be judged
        )
        signal.signal(signal.SIGTERM, lambda number, frame: None)  # uvicorn raises it again when all is done
        server = uvicorn.Server(config)
        server.run(sockets=[listening])
    if not server.started:
        raise IncompleteError("the server could not start; what is said above tells why")


def _allow_connections() -> None:
    """Raise the usual bound of 1,024 open files as far as is allowed: beyond it, clients are cut off without a word."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if resource.RLIM_INFINITY != soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _protocol(seconds: float) -> type[Protocol]:
    """HTTP by h11, which unlike httptools bounds the size of a request's head.

    Each head must come in time, and what is answered must be read in time.
    """
    from uvicorn.protocols.http.h11_impl import H11Protocol

    class InTime(H11Protocol):
        _timer: TimerHandle | None = None
        _unread: TimerHandle | None = None

        def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._await_head(seconds)

        def on_response_complete(self) -> None:
            before = self.cycle
            super().on_response_complete()
            if self.cycle is before:  # and no request that came along is begun
                self._await_head(self.timeout_keep_alive + seconds)

        def pause_writing(self) -> None:
            super().pause_writing()
            self._unread = self.loop.call_later(seconds, self.transport.abort)

        def resume_writing(self) -> None:
            super().resume_writing()
            if self._unread is not None:
                self._unread.cancel()

        def _await_head(self, within: float) -> None:
            """Close the connection unless a request begins; a head in drips ends uvicorn's own wait for it."""
            if self._timer is not None:
                self._timer.cancel()
            self._timer = self.loop.call_later(within, self._close_if_idle, self.cycle)

        def _close_if_idle(self, last: object) -> None:
            if self.cycle is last:
                self.transport.abort()  # to close it would wait for a client that does not read

    return InTime


def _bound(host: str, port: int) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=2_048)
    except (OSError, OverflowError) as error:
        number = getattr(error, "errno", None) or 0  # create_server adds the address to the system's words
        why = os.strerror(number) if number > 0 else reason(error)
        raise UsageError(f"cannot listen on {host} port {port}: {why}") from None
