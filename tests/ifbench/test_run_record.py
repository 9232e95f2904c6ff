"""Which run a directory holds."""

from collections.abc import Callable
from pathlib import Path

import pytest

import ifbench
from ifbench.errors import UsageError
from tests.conftest import row

LONG = "Answer as a very careful person would, in {} words, to whoever asks for anything."


@pytest.mark.parametrize(
    ("there", "here", "told"),
    [
        ("Be brief.", None, "system: Be brief. there, None here"),
        (
            LONG.format("two"),
            LONG.format("ten"),
            "system: ...l person would, in two words, to whoever... there, "
            "...l person would, in ten words, to whoever... here",
        ),
        (LONG.format("two"), "No.", "system: Answer as a very careful person would, i... there, No. here"),
        (LONG, LONG + "!", "system: ...r asks for anything. there, ...r asks for anything.! here"),
    ],
)
def test_another_run_is_refused_with_what_differs(
    task: Callable[..., Path], tmp_path: Path, there: str, here: str | None, told: str
) -> None:
    folder, output = str(task([row(1, "Say hello.")])), tmp_path / "run"
    ifbench.evaluate("mine", folder, lambda _: "Hi", output=output, system=there)
    with pytest.raises(UsageError) as refused:
        ifbench.evaluate("mine", folder, lambda _: "Hi", output=output, system=here)
    assert f"holds another run ({told}); choose another -o" in str(refused.value)
