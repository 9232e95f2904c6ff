"""What the tests of scoring share."""

from collections.abc import Callable

import pytest

from ifbench import bulk, rescore


@pytest.fixture
def as_stream(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Makes every file of answers a long one, in small batches."""

    def make() -> None:
        monkeypatch.setattr(rescore, "LONG_FILE", 0)
        monkeypatch.setattr(bulk, "BATCH", 4)

    return make
