"""Hostile text is only text: in every field, in every format, in a real browser."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec

from ifbench.gate.outcomes import Answer
from ifbench.reports import documents
from ifbench.reports.building import build, groups
from ifbench.reports.data import Report
from ifbench.reports.loading import Entry, load_all
from ifbench.reports.page import html
from ifbench.reports.samples import with_samples
from ifbench.reports.text import markdown, terminal
from ifbench.text import shown
from tests.conftest import Cli
from tests.ifbench.reports.conftest import OpenPage, hostile, ready

LONGEST = 2_000
"""Longer texts of the corpus are cut to this here, where a text stands in a hundred places; whole below."""
EXTRA = [
    "</script><script>document.title='pwned'</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)' x='",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    '=HYPERLINK("http://example.com")',
    "<!-- --><![CDATA[ ]]>",
    "\x1b]0;title\x07\x1b[31mred",
    "\ufffe\uffff",
]


def poisoned(entry: Entry, text: str) -> Entry:
    """The entry with the text in every field that comes from outside."""
    result = entry.result
    answers = {
        f"{text}{at}": {where: _answer(answer, text, at) for where, answer in found.items()}
        for at, found in enumerate(result.answers.values())
    }
    model = msgspec.structs.replace(
        result.model, **{name: text for name in result.model.__struct_fields__ if name != "weights"}
    )
    names = dict(zip(result.answers, answers, strict=True))
    responses = {
        place._replace(item=names[place.item], task=text): replace(
            response, item=names[place.item], task=text, prompt=text, text=text, answer=text, reasoning=text,
            error=None if at else text,
        )
        for at, (place, response) in enumerate(entry.responses.items())
    }  # fmt: skip
    assert entry.summary is not None
    by_constraint = {f"{text}{at}": line for at, line in enumerate(entry.summary.by_constraint.values())}
    summary = replace(entry.summary, by_constraint=by_constraint)
    conditions = msgspec.structs.replace(result.conditions, rows=text, checkers=text, system=text)
    origin = msgspec.structs.replace(result.origin, finished=text)
    poison = replace(
        result, name=text, task=text, answers=answers, model=model, conditions=conditions, origin=origin, path=Path("x")
    )
    return replace(entry, result=poison, summary=summary, responses=responses)


def _answer(answer: Answer, text: str, number: int) -> Answer:
    rows = tuple(
        replace(
            row, task=text, item=f"{text}{number}", id=f"{text}{at}", why=text,
            relaxation=text if row.relaxation else None, spans=((0, len(text) // 2), (len(text) // 2, len(text))),
        )
        for at, row in enumerate(answer.rows)
    )  # fmt: skip
    return replace(answer, rows=rows)


def report(entries: list[Entry], text: str) -> Report:
    found = [poisoned(entry, text) for entry in entries]
    return with_samples(build(text, found, [text]), groups(found))


def texts(shared: Path) -> Iterator[str]:
    yield from (text[:LONGEST] for _, text in hostile(shared))
    yield from EXTRA


class Shape(HTMLParser):
    """Which elements a page has, with which attributes; and its text outside of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: set[tuple[str, tuple[str, ...]]] = set()
        self.text: list[str] = []
        self._quiet = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add((tag, tuple(sorted(name for name, _ in attrs))))
        self._quiet = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._quiet = False

    def handle_data(self, data: str) -> None:
        if not self._quiet:
            self.text.append(data)


def test_no_text_changes_the_shape_of_a_page(two: list[Path], shared: Path) -> None:
    entries = load_all(two)
    benign = Shape(html(report(entries, "benign"))).found
    count = 0
    for text in texts(shared):
        page = Shape(html(report(entries, text)))
        assert page.found <= benign, text[:80]
        assert "".join(page.text).count(shown(text)) >= 10, text[:80]
        count += 1
    assert count > 80


STRUCTURE = """() => [...new Set([...document.querySelectorAll("*")].map(
    (node) => `${node.localName} ${[...node.getAttributeNames()].sort()}`))]"""


def test_no_text_changes_the_document_in_a_browser(
    two: list[Path], shared: Path, tmp_path: Path, open_page: OpenPage
) -> None:
    entries = [entry for entry in load_all(two) if entry.result.conditions.semantics == "corrected"]
    path = tmp_path / "page.html"
    path.write_text(html(report(entries, "benign")))
    page = open_page(path)
    benign: set[str] = set()
    for text in ("benign", *texts(shared)):
        path.write_text(html(report(entries, text)))
        page.goto(path.as_uri())
        page.locator("#s-list button").first.wait_for(state="attached")
        found: set[str] = set()
        for at in (0, 1):  # the first answer is an error, the second is whole
            page.locator("#s-list button").nth(at).dispatch_event("click")
            page.evaluate("for (const one of document.querySelectorAll('#s-detail details')) one.open = true")
            page.wait_for_timeout(20)
            found |= set(page.evaluate(STRUCTURE))
        benign = benign or found
        assert found <= benign, (text[:80], found - benign)
        wanted = shown(text)
        assert page.title().split() == wanted.split()
        for place in ("h1", "main .notes li", "#s-detail .prompt", "#s-detail .body", "#s-detail .thought")[
            : 5 if text else 4
        ]:
            assert page.locator(place).first.evaluate("node => node.textContent") == wanted, (place, text[:80])


def test_every_answer_of_the_corpus_is_shown_whole(shared: Path, cli: Cli, tmp_path: Path, open_page: OpenPage) -> None:
    corpus = hostile(shared)
    folder = tmp_path / "corpus"
    folder.mkdir()
    says = {"id": "corpus", "title": "t", "version": 1, "semantics": "corrected", "source": {"file": "items.jsonl"}}
    (folder / "task.yaml").write_text(json.dumps(says))
    items: list[dict[str, Any]] = [
        {"key": name, "prompt": f"Say {name}: {text[:500]}", "instruction_id_list": ["keywords:existence"],
         "kwargs": [{"keywords": [text[:60] if text[:60].strip() else "x"]}]}
        for name, text in corpus
    ]  # fmt: skip
    (folder / "items.jsonl").write_text("".join(json.dumps(item) + "\n" for item in items))
    lines = [{"prompt": i["prompt"], "response": text} for i, (_, text) in zip(items, corpus, strict=True)]
    (tmp_path / "given.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    given = ["--task", folder, "--responses", tmp_path / "given.jsonl", "-o", tmp_path / "run"]
    assert cli("score", *given, "--model", "<b>m</b>").code == 0
    assert cli("report", tmp_path / "run", "-o", tmp_path / "it.html").code == 0
    page = ready(open_page(tmp_path / "it.html", width=380))
    answers = dict(corpus)
    for at in range(page.locator("#s-list button").count()):
        page.locator("#s-list button").nth(at).dispatch_event("click")
        name, prompt, answer = page.evaluate(
            "['h3', '.prompt', '.body'].map((one) => document.querySelector('#s-detail ' + one).textContent)"
        )
        assert answer == shown(answers[name]), name
        assert prompt == shown(f"Say {name}: {answers[name][:500]}")
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", answer)
        assert page.evaluate("document.documentElement.scrollWidth") <= 380, name


def test_other_formats(two: list[Path], shared: Path) -> None:
    entries = load_all(two)
    for text in texts(shared):
        found = [poisoned(entry, text) for entry in entries]
        made = build(text, found, [text])
        for cell in (cell for row in csv.reader(io.StringIO(documents.csv(made), newline="")) for cell in row):
            assert not re.match(r"\s*[=+@|%]", cell), text[:80]
            assert not cell.startswith("-") or float(cell) < 0
        suites = ElementTree.fromstring(documents.junit(made, groups(found)).split("\n", 1)[1])
        assert {element.tag for element in suites.iter()} <= {
            "testsuites", "testsuite", "testcase", "failure", "error"
        }  # fmt: skip
        assert json.loads(documents.json(made))["title"] == text
        for told in (markdown(made), terminal(made)):
            assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", told), text[:80]
        assert not re.search(r"<[A-Za-z/!]", markdown(made)), text[:80]
