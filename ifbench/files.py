"""Reading and writing files so that nothing is lost: numbered JSON lines, atomic replacement, exact errors."""

import errno
import fcntl
import gzip
import hashlib
import json
import os
import re
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import Any

import msgspec

from ifbench.errors import IfbenchError, IncompleteError, UsageError

NOT_AS_TYPED = (msgspec.ValidationError, UnicodeEncodeError)
"""What msgspec raises for JSON of other types; the second where a lone surrogate is in the way of its own message."""
NOT_DECODED = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What msgspec raises for bytes that it cannot read as typed JSON; `parse_line` reads some of them, or says why not."""
MAX_LINE_BYTES = 256_000_000
"""A line is held whole, and a few bytes may unpack to any number of them."""
_canonical = json.JSONEncoder(ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def to_json(value: Any) -> str:
    """Canonical JSON in ASCII, so that every str survives (lone surrogates, NUL) and equal values are equal bytes."""
    return _canonical(value)


def digest(value: Any) -> str:
    """The sha256 of a value's canonical JSON, in hex."""
    return hashlib.sha256(to_json(value).encode("ascii")).hexdigest()


def sha256_of(path: Path) -> str:
    """The sha256 of a file's content, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def real(path: Path) -> Path:
    """Where a path leads; links that lead to themselves are left to what reads or writes them to complain of."""
    return Path(os.path.realpath(path))


def refuse_pipe(path: Path) -> None:
    """Raises UsageError for a pipe or device, which gives what it holds but once; for a file that is read again."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return  # reading it will say why
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise UsageError(f"{path} is read more than once, so it cannot be a pipe or a device; write it to a file first")


def read_json(path: Path) -> Any:
    """A JSON file. Raises UsageError naming the file when it is absent or damaged."""
    try:
        return json.loads(path.read_bytes())
    except OSError as error:
        raise UsageError(f"cannot read {path}: {reason(error)}") from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path} is damaged: {error}") from None


def read_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSON Lines file (.gz too), each with its line number; blank lines are passed over.

    Raises:
        UsageError: the file cannot be read, or a line is no JSON object; names file and line.
    """
    return ((number, parse_line(path, number, line)) for number, line in raw_lines(path))


def raw_lines(path: Path, opened: Callable[[BufferedReader], None] = lambda _: None) -> Iterator[tuple[int, bytes]]:
    """The lines of a file (.gz too) as they are, each with its number; blank ones are passed over.

    Args:
        path: the file.
        opened: is given the open file, whose position tells how much of it has been read.

    Raises:
        UsageError: the file cannot be read, or ends too soon, and names the last line that could be read; or a line is
            too long.
    """
    number = 0
    try:
        with path.open("rb") as raw:
            opened(raw)
            stream = _unpacked(raw) if path.suffix == ".gz" else raw
            for number, line in enumerate(iter(partial(stream.readline, MAX_LINE_BYTES + 1), b""), 1):
                if len(line) > MAX_LINE_BYTES:
                    raise UsageError(f"{path}, line {number}: over {MAX_LINE_BYTES:,} bytes, more than a row may have")
                if line.strip():
                    yield number, line
    except (OSError, EOFError, zlib.error) as error:
        after = f" after line {number}" if number else ""
        raise UsageError(f"cannot read {path}{after}: {reason(error)}") from None


def _unpacked(raw: BufferedReader) -> gzip.GzipFile:
    if not raw.peek(1):
        raise EOFError("it has no byte, not even the head of a gzip file: it was cut off when it was written or copied")
    return gzip.GzipFile(fileobj=raw)


def parse_line(path: Path, number: int, line: bytes) -> dict[str, Any]:
    """The object on a line. Raises UsageError naming file and line if it is none."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}, line {number}: malformed JSON: {error}") from None
    if not isinstance(row, dict):
        raise UsageError(f"{path}, line {number}: expected a JSON object, found {type(row).__name__}")
    return row


def write_atomically(path: Path, text: str) -> None:
    """Replace a file whole or not at all; see `replacing`.

    Raises:
        IncompleteError: the disk is full. UsageError: the place cannot be written to.
    """
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def replacing(path: Path, resumes: bool = True) -> Iterator[Path]:
    """A file beside `path` to write to, which takes its place when the block ends, or vanishes when it raises.

    It is made to last: fsync, rename, fsync of the folder. What a killed process left of the same file is removed.

    Args:
        path: the file to replace.
        resumes: whether the same command, run again, goes on from what is there.

    Raises:
        IncompleteError: the disk is full. UsageError: the place cannot be written to.
    """
    with writing(path, resumes):
        _remove_left_over(path)
        temporary, handle = _temporary(path)
        try:
            yield temporary
            os.fsync(handle)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
            os.close(handle)
        _sync_folder(path.parent)


def _temporary(path: Path) -> tuple[Path, int]:
    """A new file beside `path`, locked while it is open, so that others see that it is in use."""
    while True:
        temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")
        handle = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
        with suppress(OSError):  # a file system without locks, where nothing is ever taken for left over
            fcntl.flock(handle, fcntl.LOCK_EX)
        if os.fstat(handle).st_nlink:  # else another process locked it first, and removed it
            return temporary, handle
        os.close(handle)


def temporaries(path: Path) -> list[Path]:
    """The files beside `path` that `replacing` writes to, or that a killed process left."""
    named = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}\.part")
    return [one for one in path.parent.iterdir() if named.fullmatch(one.name)]


def _remove_left_over(path: Path) -> None:
    """Remove what killed processes left beside `path`: a living one would hold the lock of its file."""
    with suppress(OSError):
        for one in temporaries(path):
            with suppress(OSError):
                _remove_unlocked(one)


def _remove_unlocked(path: Path) -> None:
    handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
    finally:
        os.close(handle)


def lock(handle: int, path: Path) -> None:
    """Lock a file or folder, opened at `handle`, against other processes; a file system without locks lets it be.

    Raises UsageError where another process has it locked.
    """
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise UsageError(f"another process is writing {path}; wait for it, or choose another -o") from None
    except OSError:
        pass


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def writing(path: Path, resumes: bool = True) -> Iterator[None]:
    """Says what is wrong where a write in the block fails: a full disk can be mended, a forbidden place cannot.

    Raises:
        IncompleteError: the disk is full. UsageError: the place cannot be written to.
    """
    try:
        yield
    except OSError as error:
        raise _write_error(path, error, resumes) from None


def _write_error(path: Path, error: OSError, resumes: bool) -> IfbenchError:
    if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return UsageError(f"cannot write {path}: {reason(error)}")
    if resumes:
        return IncompleteError(f"the disk is full at {path}: free some space and run the same command again to go on")
    return IncompleteError(f"the disk is full: {path} was not written; free some space and run the same command again")


def reason(error: BaseException) -> str:
    """Why an operation failed, without numbers and without the path that the caller names anyway."""
    return (error.strerror if isinstance(error, OSError) and error.strerror else str(error)) or type(error).__name__
