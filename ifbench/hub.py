"""Rows of a data set on the Hugging Face hub."""

from pathlib import Path

from ifbench.errors import IncompleteError, UsageError
from ifbench.tasks import Source


def fetch_rows(task: str, source: Source) -> tuple[Path, str]:
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
