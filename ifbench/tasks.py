"""Tasks: a folder of data that says what is asked, how it is judged and where it comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import yaml

import ifbench
from checkers import Constraint, Semantics
from checkers._once import ready
from ifbench.errors import UsageError, nearest, unknown
from ifbench.files import reason
from ifbench.items import Item, Key, Rows, parse_items
from ifbench.metrics import Metric
from ifbench.reasoning import Reasoning
from ifbench.rows import read_rows
from ifbench.types import Sampling
from ifbench.yaml_files import NOT_AS_YAML, fault

MAX_YAML_BYTES = 1_000_000
Bound = Mapping[tuple[Key, int], tuple[Constraint, ...]]
"""The constraints of each item and turn."""


class Source(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Where the rows are: a file of the task's folder, or a file of a data set on the hub.

    `sha256` pins the canonical rows (see `items.rows_digest`); a folder of one's own may go without.
    """

    file: str
    hub: str | None = None
    revision: str | None = None
    sha256: str | None = None


@ready
class Passport(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What task.yaml says."""

    id: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$")]
    title: str
    version: int
    semantics: Semantics
    source: Source
    protocol: Literal["dialogue"] = "dialogue"
    id_prefix: str = ""
    headline: Metric = "prompt_level_strict_acc"
    sampling: Sampling = Sampling()
    reasoning: Reasoning = "strip"
    licence: str = ""
    citation: str = ""
    canary: str = ""


@dataclass(frozen=True)
class Task:
    """A task with its rows.

    Attributes:
        rows: all of its items.
        items: those to run, which a selection may have narrowed.
        origin: where the rows were read, for run.json; for the hub with the revision.
    """

    passport: Passport
    rows: Rows
    items: tuple[Item, ...]
    origin: str

    @property
    def digest(self) -> str:
        """Of all rows, whatever the selection."""
        return self.rows.digest

    @property
    def pinned(self) -> bool | None:
        """Whether the rows are those that the passport pins; None where it pins none."""
        wanted = self.passport.source.sha256
        return None if wanted is None else self.digest == wanted

    @property
    def id(self) -> str:
        """The task's name."""
        return self.passport.id

    @cached_property
    def by_key(self) -> dict[Key, Item]:
        """The items to run, by key."""
        return {item.key: item for item in self.items}

    def bound(self, semantics: Semantics) -> Bound:
        """The constraints of the items. Raises UsageError for the first that does not bind."""
        prefix = self.passport.id_prefix
        return {
            (item.key, turn): constraints
            for item in self.items
            for turn, constraints in enumerate(item.constraints(semantics, prefix))
        }

    def corrected(self, published: Bound) -> Bound:
        """What `bound` gives for `corrected`, sooner, from what it gives for `official`."""
        prefix = self.passport.id_prefix
        return {
            (key, turn): self.by_key[key].corrected(turn, constraints, prefix)
            for (key, turn), constraints in published.items()
        }

    def select(self, *, limit: slice | None = None, ids: Sequence[str] = ()) -> "Task":
        """The task narrowed to some items.

        Args:
            limit: of the items in their order.
            ids: item keys, or constraint ids (those with a colon): items that hold one of them.

        Raises:
            UsageError: nothing is left, or an id is not in the task.
        """
        items = self.items if not ids else self._holding(ids)
        items = items[limit] if limit else items
        if not items:
            raise UsageError(f"no item of {self.id} is left after --limit and --ids; it has {len(self.items)}")
        return replace(self, items=items)

    def _holding(self, ids: Sequence[str]) -> tuple[Item, ...]:
        names = {item.key: {str(item.key), *(d.id for p in item.prompts for d in p.demands)} for item in self.items}
        known = set().union(*names.values())
        for id in ids:
            if id not in known:
                raise UsageError(f"{self.id} has no item and no constraint {id!r}{_nearest(id, sorted(known))}")
        return tuple(item for item in self.items if names[item.key] & set(ids))


def shipped() -> dict[str, Path]:
    """The tasks that come with ifbench, by name: in a wheel inside the package, in a checkout beside it."""
    package = Path(ifbench.__file__).parent
    root = package / "_tasks" if (package / "_tasks").is_dir() else package.parent / "tasks"
    return {folder.parent.name: folder.parent for folder in sorted(root.glob("*/task.yaml"))}


def load_task(name: str, data: Path | None = None) -> Task:
    """A task by its name or folder.

    Args:
        name: of a shipped task, or the path of a folder with task.yaml.
        data: a local file with the rows, in place of the task's own source.

    Raises:
        UsageError: no such task (the nearest is suggested), or its files are wrong, each with the exact place.
    """
    folder = find_folder(name)
    passport = read_passport(folder / "task.yaml")
    path, origin = (data, str(data)) if data else _rows_file(passport, folder)
    items = parse_items(read_rows(path), path.name if path.parent == folder else str(path))
    task = Task(passport, items, items, origin)
    if task.pinned is False and data is None:
        raise UsageError(
            f"the rows of {passport.id} in {path} are not those that task.yaml pins "
            f"(sha256 {task.digest[:12]}..., wanted {str(passport.source.sha256)[:12]}...); "
            "give a new version and the new sha256, or use --data"
        )
    return task


def find_folder(name: str) -> Path:
    """The folder of a task. Raises UsageError with the nearest name."""
    tasks = shipped()
    if name in tasks:
        return tasks[name]
    if (Path(name) / "task.yaml").is_file():
        return Path(name)
    hint = _nearest(name, list(tasks)) or f"; choose from {', '.join(tasks)}, or give a folder with task.yaml"
    raise UsageError(f"unknown task {name!r}{hint}")


def files_of(name: str) -> list[Path]:
    """task.yaml, and the file of the rows if it lies beside it. Raises UsageError as `load_task` does."""
    folder = find_folder(name)
    source = read_passport(folder / "task.yaml").source
    return [folder / "task.yaml", *([] if source.hub else [folder / source.file])]


def read_passport(path: Path) -> Passport:
    """task.yaml, checked. Raises UsageError naming the field."""
    try:
        text = path.read_bytes()
        if len(text) > MAX_YAML_BYTES:
            raise UsageError(f"{path} is over {MAX_YAML_BYTES} bytes")
        return msgspec.convert(_strict(yaml.safe_load(text), path), Passport)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {reason(error)}") from None
    except (*NOT_AS_YAML, msgspec.ValidationError) as error:
        raise UsageError(f"{path}: {fault(error)}") from None


def _strict(found: Any, path: Path) -> Any:
    """The same. Raises UsageError for a name under `sampling` that is none: of a dataclass, msgspec passes it over."""
    names = [one.name for one in fields(Sampling)]
    sampling = found.get("sampling") if isinstance(found, dict) else None
    for name in sampling if isinstance(sampling, dict) else ():
        if name not in names:
            raise unknown(f"{path}: sampling has no", str(name), names)
    return found


def _rows_file(passport: Passport, folder: Path) -> tuple[Path, str]:
    """The file with the rows, and how run.json names it."""
    if passport.source.hub is None:
        try:
            path = (folder / passport.source.file).resolve()
        except ValueError:  # a NUL, or half a character
            raise UsageError(f"{folder / 'task.yaml'}: source.file is no name of a file") from None
        if not path.is_relative_to(folder.resolve()):
            raise UsageError(f"{folder / 'task.yaml'}: source.file must lie in the task's folder")
        return path, passport.source.file
    from ifbench.hub import fetch_rows

    return fetch_rows(passport.id, passport.source)


def _nearest(name: str, known: Sequence[str]) -> str:
    hint = nearest(name, known)
    return f"; {hint}" if hint else ""
