"""Which version of an engine is installed."""

from importlib.metadata import PackageNotFoundError, version


def installed(distribution: str) -> str:
    """Its version; "unknown" where no distribution of that name is installed."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "unknown"
