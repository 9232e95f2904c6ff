"""What ends an engine's processes where the command that started them cannot: a killed one runs no code of its own."""

from collections.abc import Iterable
from multiprocessing.process import BaseProcess
from subprocess import DEVNULL, PIPE, Popen

WAIT_AND_KILL = 'read line; kill -9 "$@"'
"""Reading comes to an end with whoever could write."""


def guard(processes: Iterable[BaseProcess]) -> "Popen[bytes]":
    """Kill processes as soon as this one has ended, however it does. Returns what does so, to be killed by `let_go`."""
    numbers = [str(process.pid) for process in processes]
    command = ["sh", "-c", WAIT_AND_KILL, "sh", *numbers]
    return Popen(command, stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True)


def let_go(guarding: "Popen[bytes]") -> None:
    """Guard no longer: the processes have ended."""
    with guarding:
        guarding.kill()
