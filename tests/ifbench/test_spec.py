"""What is refused of an invocation's choices."""

import pytest

from ifbench.errors import UsageError
from ifbench.spec import Spec, load_tasks

TWINS = [
    (("core", "core"), "core is named twice"),
    (("core", "core-v1"), "core and core-v1 are both the task core: take each alone, with its own -o"),
]


@pytest.mark.parametrize(("names", "says"), TWINS)
def test_a_task_under_two_names(names: tuple[str, ...], says: str) -> None:
    with pytest.raises(UsageError) as refused:
        load_tasks(Spec("model", names))
    assert str(refused.value) == says
