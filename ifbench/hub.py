"""The Hugging Face hub: rows of a data set, and how it is asked."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ifbench.errors import IncompleteError, UsageError

if TYPE_CHECKING:
    from ifbench.tasks import Source


@contextmanager
def asking(what: str) -> Iterator[None]:
    """Say that the hub is asked for something, and let its client not tell each of its attempts."""
    print(f"Asking the Hugging Face hub for {what}", file=sys.stderr, flush=True)
    client = logging.getLogger("huggingface_hub")
    before = client.level
    client.setLevel(logging.ERROR)
    try:
        yield
    finally:
        client.setLevel(before)


def fetch_rows(task: str, source: "Source") -> tuple[Path, str]:
    """The local copy of a hub file, fetched if need be, and its name with the revision that was got.

    Raises:
        UsageError: the extra `hub` is not installed. IncompleteError: the hub cannot be reached.
    """
    try:
        from huggingface_hub import hf_hub_download
        from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError
    except ImportError:
        raise UsageError(
            f"the rows of {task} come from the hub: pip install 'ifbench[hub]', or give a local file with --data"
        ) from None
    assert source.hub is not None
    try:
        with asking(f"the rows of {task}"):
            path = Path(hf_hub_download(source.hub, source.file, repo_type="dataset", revision=source.revision))
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError) as error:
        why = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise IncompleteError(
            f"cannot fetch {source.file} of {source.hub} for {task} ({why}); give it with --data"
        ) from None
    return path, f"hf:{source.hub}@{_revision(path)}/{source.file}"


def _revision(path: Path) -> str:
    """The commit: the hub's cache keeps each under snapshots/<commit>."""
    parts = path.parts
    return parts[parts.index("snapshots") + 1] if "snapshots" in parts else "unknown"
