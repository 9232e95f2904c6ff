"""Reading and writing files so that nothing is lost: numbered JSON lines, atomic replacement, exact errors."""

import errno
import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ifbench.errors import IfbenchError, IncompleteError, UsageError


def to_json(value: Any) -> str:
    """Canonical JSON in ASCII, so that every str survives (lone surrogates, NUL) and equal values are equal bytes."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(value: Any) -> str:
    """The sha256 of a value's canonical JSON, in hex."""
    return hashlib.sha256(to_json(value).encode("ascii")).hexdigest()


def sha256_of(path: Path) -> str:
    """The sha256 of a file's content, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


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


def raw_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file (.gz too) as they are, each with its number; blank ones are passed over.

    Raises:
        UsageError: the file cannot be read, or ends too soon; names the last line that could be read.
    """
    opened = gzip.open if path.suffix == ".gz" else open
    number = 0
    try:
        with opened(path, "rb") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield number, line
    except (OSError, EOFError, zlib.error) as error:
        after = f" after line {number}" if number else ""
        raise UsageError(f"cannot read {path}{after}: {reason(error)}") from None


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
def replacing(path: Path) -> Iterator[Path]:
    """A file beside `path` to write to, which takes its place when the block ends, or vanishes when it raises.

    It is made to last: fsync, rename, fsync of the folder.

    Raises:
        IncompleteError: the disk is full. UsageError: the place cannot be written to.
    """
    try:
        temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
        handle = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
        try:
            yield temporary
            os.fsync(handle)
            temporary.replace(path)
        finally:
            os.close(handle)
            temporary.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except OSError as error:
        raise write_error(path, error) from None


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_error(path: Path, error: OSError) -> IfbenchError:
    """The sentence for a failed write: a full disk can be mended and resumed, a forbidden place is a wrong argument."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return IncompleteError(f"the disk is full at {path}: free some space and run the same command again to go on")
    return UsageError(f"cannot write {path}: {reason(error)}")


def reason(error: BaseException) -> str:
    """Why an operation failed, without numbers and without the path that the caller names anyway."""
    return (error.strerror if isinstance(error, OSError) and error.strerror else str(error)) or type(error).__name__
