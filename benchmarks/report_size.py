"""Size and load time of a leaderboard of five models on 541 items, from real answers. Goal: under 3 MB.

    python benchmarks/report_size.py RUN... [--chromium /usr/bin/chromium]

RUN are run directories on one task; where there are fewer than five, the first ones stand again under other names, each
answer begun with its place, so that no two texts are equal. The answers are brought to 1.5 KB each: what is longer is
cut, what is shorter goes on with the answers of other items.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ifbench.protocols import Place
from ifbench.records import Response
from ifbench.reports import write
from ifbench.reports.loading import Entry, load_all

MODELS, CHARACTERS, ROUNDS = 5, 1_500, 5


def lengthened(responses: Sequence[Response], model: int) -> Iterator[tuple[Place, Response]]:
    """The responses with answers of 1,500 characters, of words that the model itself wrote."""
    texts = [response.answer or "" for response in responses]
    for at, response in enumerate(responses):
        text = f"{model} {at} "
        following = at
        while len(text) < CHARACTERS:
            text += texts[following % len(texts)] + "\n"
            following += len(texts) // 3  # out of reach of the compression, which looks back by 32 KB
        yield response.place, replace(response, answer=text[:CHARACTERS], text=text[:CHARACTERS])


def five(runs: Sequence[Path]) -> list[Entry]:
    """Five entries of one task in one semantics."""
    entries = load_all(runs)
    task, semantics = entries[0].result.task, entries[0].result.conditions.semantics
    alike = [e for e in entries if (e.result.task, e.result.conditions.semantics) == (task, semantics)]
    return [_named(alike[at % len(alike)], at) for at in range(MODELS)]


def _named(entry: Entry, at: int) -> Entry:
    result = replace(entry.result, name=f"run {at}", path=Path(f"run-{at}"))
    return replace(entry, result=result, responses=dict(lengthened(list(entry.responses.values()), at)))


def load_seconds(path: Path, chromium: str) -> dict[str, float]:
    """Medians of the time to the loaded page, and to the first sample shown."""
    from playwright.sync_api import sync_playwright

    loaded, shown = [], []
    with sync_playwright() as playwright:
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        for _ in range(ROUNDS):
            page = browser.new_page()
            began = time.perf_counter()
            page.goto(path.as_uri())
            loaded.append(time.perf_counter() - began)
            page.locator("#s-detail h3").wait_for()
            shown.append(time.perf_counter() - began)
            page.close()
        browser.close()
    return {"loaded_s": statistics.median(loaded), "first_sample_s": statistics.median(shown)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", nargs="+", type=Path)
    parser.add_argument("--chromium", default="")
    given = parser.parse_args()
    entries = five(given.runs)
    found = {
        "items": len(entries[0].result.answers),
        "answers": sum(len(entry.responses) for entry in entries),
        "characters": sum(len(r.answer or "") for entry in entries for r in entry.responses.values()),
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "leaderboard.html"
        began = time.perf_counter()
        write(path, "Five models", entries, leaderboard=True)
        found |= {"written_s": round(time.perf_counter() - began, 2), "bytes": path.stat().st_size}
        if given.chromium:
            found |= {name: round(value, 2) for name, value in load_seconds(path, given.chromium).items()}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
