"""A digest of what decides verdicts: it changes when a verdict may, and not when a comment does."""

import ast
import hashlib
import sys
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import resolve_name
from pathlib import Path

from ._data import files_of
from ._registry import Checker

_ENGINE = tuple(f"{__package__}.{name}" for name in ("_binding", "_core", "_loose", "_text", "_verdict", "_registry"))

_PARSING = threading.Lock()
"""Two threads that parse at once may fail in CPython 3.11."""


def fingerprint(checkers: Iterable[Checker]) -> str:
    """The fingerprint of some checkers, 16 hex digits.

    It covers the modules of their functions and of the engine with all that they import from this package (syntax
    trees without comments and docstrings), the data files beside those modules and those of NLTK that they need, the
    versions of the libraries that they import, and Unicode's.
    """
    fingerprinted = tuple(checkers)
    modules = {checker.function.__module__ for checker in fingerprinted}
    lines = {f"unicode {unicodedata.unidata_version}"}
    for need in {need for checker in fingerprinted for need in checker.needs}:
        lines |= {f"{name} {_content(name)}" for name in files_of(need)}
    for module in _closure((*sorted(modules), *_ENGINE)):
        lines |= _described(module)
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16]


def _closure(modules: Iterable[str]) -> set[str]:
    """The modules and all modules of the same package that they import, at any depth."""
    found: set[str] = set()
    waiting = list(modules)
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            package = module.partition(".")[0]
            waiting += [name for name in _imports(module) if name.partition(".")[0] == package]
    return found


@cache
def _described(module: str) -> frozenset[str]:
    """One line for the module's code, each data file beside it and each library it imports."""
    code, imported = _read(module)
    lines = {code}
    path = _path(module)
    for data in sorted(path.parent.glob("*.json")) + sorted(path.parent.glob("*.txt")):
        lines.add(f"{data.name} {hashlib.sha256(data.read_bytes()).hexdigest()}")
    lines |= {f"{name} {found}" for name in imported if (found := version_of(name.partition(".")[0]))}
    return frozenset(lines)


def _content(name: str) -> str:
    """The digest of a file of NLTK's data; it may be absent where the checker that needs it is not asked."""
    try:
        return _digest_of_data(name)
    except (LookupError, OSError):
        return "absent"


@cache
def _digest_of_data(name: str) -> str:
    from nltk.data import find

    with find(name).open() as file:
        return hashlib.sha256(file.read()).hexdigest()


def _imports(module: str) -> tuple[str, ...]:
    """The modules that a module imports, inside functions too, that exist as files of the package or as libraries."""
    return _read(module)[1]


@cache
def _read(module: str) -> tuple[str, tuple[str, ...]]:
    """The line for a module's code, and what it imports; each module is parsed once."""
    path = _path(module)
    with _PARSING:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    names = _imported_names(tree, package)
    imported = tuple(sorted({name for name in names if name.partition(".")[0] not in sys.stdlib_module_names}))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
    return f"{module} {hashlib.sha256(ast.dump(tree).encode()).hexdigest()}", imported


def _imported_names(tree: ast.AST, package: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = resolve_name("." * node.level + (node.module or ""), package) if node.level else str(node.module)
            members = [f"{base}.{alias.name}" for alias in node.names]
            yield from ([base] if node.module or not node.level else [])
            yield from (name for name in members if name in sys.modules)


def _path(module: str) -> Path:
    return Path(str(sys.modules[module].__file__))


@cache
def version_of(distribution: str) -> str | None:
    """Its version; None if it is not installed."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None
