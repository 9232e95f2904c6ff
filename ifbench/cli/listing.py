"""`ifbench list`."""

import click

from ifbench.cli import _options as options

TOO_LONG = ("citation",)
"""What only --json shows."""
KINDS = ("tasks", "checkers", "backends", "models")


@click.command("list")
@click.argument("kind", type=click.Choice(KINDS))
@options.as_json
def list_(kind: str, as_json: bool) -> None:
    """List tasks, checkers, backends or models."""
    found = {"tasks": _tasks, "checkers": _checkers, "backends": _backends, "models": _models}[kind]()
    if as_json:
        options.print_json({"schema": 1, kind: found})
        return
    names = [name for name in next(iter(found), {"none": ""}) if name not in TOO_LONG]
    rows = [names, *([_cell(row[name]) for name in names] for row in found)]
    click.echo("\n".join(_left(rows)))


def _cell(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {told}" for name, told in value.items())
    return ", ".join(value) if isinstance(value, list) else str(value)


def _left(rows: list[list[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _tasks() -> list[dict[str, object]]:
    from ifbench.tasks import read_passport, shipped

    passports = {name: read_passport(folder / "task.yaml") for name, folder in shipped().items()}
    return [
        {
            "task": name,
            "version": p.version,
            "semantics": p.semantics,
            "rows": p.source.hub or "shipped",
            "licence": p.licence,
            "title": p.title,
            "citation": p.citation,
        }
        for name, p in passports.items()
    ]


def _checkers() -> list[dict[str, object]]:
    from checkers import SEMANTICS, registry, taken

    known = registry()
    return [
        {
            "id": id,
            "semantics": [semantics for semantics in SEMANTICS if (semantics, id) in known],
            "arguments": taken(known.get(("corrected", id)) or known["official", id]),
        }
        for id in sorted({id for _, id in known})
    ]


def _backends() -> list[dict[str, object]]:
    from ifbench.backends import BACKENDS

    return [{"backend": name, "class": where} for name, where in BACKENDS.items()]


def _models() -> list[dict[str, object]]:
    from ifbench.models import EMBEDDED

    return [{"model": name, "about": model.about} for name, model in EMBEDDED.items()]
