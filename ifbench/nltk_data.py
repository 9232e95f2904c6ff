"""NLTK's English data that `official` checkers need: what it is, by hash, and how to get it."""

import contextlib
import io
import os
from collections.abc import Iterator
from pathlib import Path

from ifbench.files import sha256_of
from ifbench.wheels import Member, extract

WHEEL = "llama-index-core==0.14.25"
"""A wheel of the package index that carries punkt_tab and stopwords, for where NLTK's own server is out of reach."""
WHEEL_FOLDER = "llama_index/core/_static/nltk_cache"

_PUNKT = "tokenizers/punkt_tab/english"
_TAGGER = "taggers/averaged_perceptron_tagger_eng/averaged_perceptron_tagger_eng"
PACKAGES: dict[str, dict[str, str]] = {  # file: sha256
    "punkt_tab": {
        f"{_PUNKT}/abbrev_types.txt": "92a3e070f43d9b4c5534758ca40ad7343b04e7e29bfe0c2eb658a39445a4f779",
        f"{_PUNKT}/collocations.tab": "8e2da1225e4dd2cc9dba261ee231ccb134859e21b46006e7f472c5ee269af0cf",
        f"{_PUNKT}/ortho_context.tab": "4bbcca25ed3d3f06c02402abf8419b9f033b8adc06e7b482eca4e45f81a5dc4c",
        f"{_PUNKT}/sent_starters.txt": "f3f8535483e1dba487241b764945168123bca3209a9645e59acd1225dc76edac",
    },
    "stopwords": {
        "corpora/stopwords/english": "f6d005956f407dbc6ea32e5ff0c7e8e6f71488d3239b9023efdc7fc139d6375b",
    },
    "averaged_perceptron_tagger_eng": {
        f"{_TAGGER}.classes.json": "b72bd441f4b320f7df77c3cee758362cedff19cfd76fb1e86502570d25c01fe2",
        f"{_TAGGER}.weights.json": "789e8e35f6fac656d9b7eccea29ba4e8a137cbb5b525dd31f39e4291a9e80832",
        f"{_TAGGER}.tagdict.json": "4c713731cb06727736962bc8cd94ad919217a040e76691059af99bc0c2c9c246",
    },
}
IN_WHEEL = ("punkt_tab", "stopwords")
OPTIONAL = {"averaged_perceptron_tagger_eng": "words:start_verb alone needs it"}


def pull(folder: str | None = None) -> Iterator[str]:
    """Fetch what is not there yet, from NLTK's server, else from the package index; a line for each package.

    Args:
        folder: where to; by default the first of $NLTK_DATA, else ~/nltk_data.

    Raises:
        IncompleteError: the index cannot be reached either, or a file's content is not the wanted one.
    """
    root = Path(folder).expanduser() if folder else default_folder()
    for package in PACKAGES:
        if _whole(package, root):
            yield f"{package}: already in {root}"
        elif _from_nltk(package, root) and _whole(package, root):
            yield f"{package}: fetched by NLTK to {root}"
    missing = [package for package in PACKAGES if not _whole(package, root)]
    if carried := [package for package in missing if package in IN_WHEEL]:
        files = {name: sha for package in carried for name, sha in PACKAGES[package].items()}
        extract(WHEEL, {root / name: Member(f"{WHEEL_FOLDER}/{name}", sha) for name, sha in files.items()})
        yield f"{', '.join(carried)}: fetched from {WHEEL} to {root}"
    for package in set(missing) - set(carried):
        yield f"{package}: not to be had, NLTK's server is out of reach; {OPTIONAL[package]}"


def default_folder() -> Path:
    """Where NLTK looks first."""
    named = [part for part in os.environ.get("NLTK_DATA", "").split(os.pathsep) if part]
    return Path(named[0]) if named else Path.home() / "nltk_data"


def _whole(package: str, root: Path) -> bool:
    files = PACKAGES[package].items()
    return all((root / name).is_file() and sha256_of(root / name) == wanted for name, wanted in files)


def _from_nltk(package: str, root: Path) -> bool:
    """NLTK's own download; it tells a failure by a line on stdout, which is not ours to print."""
    import nltk

    with contextlib.redirect_stdout(io.StringIO()):
        return bool(nltk.download(package, download_dir=str(root), quiet=True, print_error_to=io.StringIO()))
