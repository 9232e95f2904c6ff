"""What CI reads: JUnit, Markdown, annotations; one definition of a pass in all of them, whatever the texts hold."""

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ifbench.gate.outputs.github import error
from ifbench.gate.outputs.markdown import escaped, marker
from ifbench.gate.outputs.terminal import told
from tests.conftest import Cli, Done
from tests.ifbench.gate.conftest import FAIL, PASS, MakeRun, bits

Regress = Callable[..., Done]
Bless = Callable[..., Path]
HOSTILE = "a, <img src=x onerror=alert(1)>\n::error::owned\n##[warning]x @team #12 [link](http://x) |\x1b[2J\x00\ud800"


@pytest.fixture(autouse=True)
def no_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)


def junit(path: Path) -> tuple[dict[str, str], dict[str, list[str]]]:
    suites = ElementTree.parse(path).getroot()
    (suite,) = suites.findall("testsuite")
    assert suites.attrib["failures"] == suite.attrib["failures"] == str(len(suite.findall(".//failure")))
    return suite.attrib, {case.attrib["name"]: [child.tag for child in case] for case in suite.findall("testcase")}


@pytest.mark.parametrize("cases", ["family", "item"])
@pytest.mark.parametrize(("passes", "code", "args"), [(28, 0, []), (10, 1, []), (28, 5, ["--max-drop", "4"])])
def test_junit_is_red_exactly_when_the_gate_is(
    regress: Regress, tmp_path: Path, cases: str, passes: int, code: int, args: list[str]
) -> None:
    done = regress(bits(30, 40), bits(passes, 40), "--junit", tmp_path / "j.xml", "--junit-cases", cases, *args)
    assert done.code == code
    suite, found = junit(tmp_path / "j.xml")
    assert suite["name"] == "ifbench.mine"
    assert suite["tests"] == str(len(found))
    assert (suite["failures"] != "0") is (code == 1)
    assert (suite["errors"] != "0") is (code == 5)
    assert found["prompt_level_strict_acc"] == {0: [], 1: ["failure"], 5: ["error"]}[code]
    if cases == "family":
        assert set(found) == {"prompt_level_strict_acc", "family punctuation", "family length_constraints"}
        assert found["family punctuation"] == ["system-out"]
    else:
        assert len(found) == 41
        assert found["item 1"] == []
        assert found["item 29"] == (["failure"] if code == 1 else ["system-out"])


def test_an_item_is_red_in_junit_where_fewer_of_its_answers_pass(regress: Regress, tmp_path: Path) -> None:
    """As many lose as the gate says, whatever single answers do."""
    before = [[PASS] * 4] * 10 + [[PASS, FAIL] * 2, [PASS] * 4]
    after = [[FAIL] * 4] * 10 + [[FAIL, PASS] * 2, [PASS, PASS, PASS, FAIL]]
    done = regress(before, after, "--junit", tmp_path / "j.xml", "--junit-cases", "item")
    assert (done.code, "11 items lost, 0 won, 1 unchanged of 12" in done.out) == (1, True)
    assert "(91.7 % discordant)" in done.out
    _, found = junit(tmp_path / "j.xml")
    assert sum(found[name] == ["failure"] for name in found if name.startswith("item")) == 11
    text = (tmp_path / "j.xml").read_text()
    assert 'message="item k12 passes in 3 of 4 answers now and in 4 in the baseline"' in text
    assert "passes in 2 of 4 answers now and in 2 in the baseline; the item is not lost\n" in text


def test_a_gated_family_is_red_in_junit(regress: Regress, tmp_path: Path) -> None:
    before = ["Two words"] * 10 + ["One two three"] * 10
    after = ["One, two"] * 10 + ["Two words"] * 10
    done = regress(before, after, "--gate-families", "--junit", tmp_path / "j.xml")
    assert done.code == 1
    _, found = junit(tmp_path / "j.xml")
    assert found["family punctuation"] == ["failure"]
    assert found["family length_constraints"] == ["system-out"]


def test_where_there_is_no_decision_ci_is_told(
    run: MakeRun, bless: Bless, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    baseline = bless(run("before", bits(5, 8)))
    after = run("after", bits(5, 8), "--reasoning", "keep")
    done = cli("regress", after, "--baseline", baseline, "--junit", tmp_path / "j.xml", "--json")
    assert done.code == 4
    assert (done.json["outcome"], done.json["exit"]) == ("refused", 4)
    suite, _ = junit(tmp_path / "j.xml")
    assert (suite["failures"], suite["errors"]) == ("0", "1")
    assert "REFUSED" in (tmp_path / "summary.md").read_text()
    assert (
        "::error title=ifbench gate refused::baseline main and after are not comparable. reasoning: strip" in done.err
    )


@pytest.mark.parametrize(("passes", "code"), [(28, 2), (10, 1)])
def test_a_report_that_cannot_be_written_hides_nothing(
    regress: Regress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, passes: int, code: int
) -> None:
    """The others are written, the decision is told, and only a good exit code is none any more."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    (tmp_path / "file").touch()
    outputs = ("--markdown", tmp_path / "file" / "m.md", "--junit", tmp_path / "new" / "reports" / "j.xml")
    done = regress(bits(30, 40), bits(passes, 40), *outputs)
    assert done.code == code
    assert done.out.splitlines()[-1].startswith("FAILED: mine" if code == 1 else "PASSED: mine")
    assert f"ifbench: cannot write {tmp_path / 'file'}: File exists\n" in done.err
    assert f"ifbench: cannot write $GITHUB_STEP_SUMMARY, {tmp_path}: Is a directory\n" in done.err
    assert ("::error title=ifbench gate mine::" in done.err) is (code == 1)
    assert junit(tmp_path / "new" / "reports" / "j.xml")[0]["failures"] == str(int(code == 1))
    assert regress(bits(30, 40), bits(passes, 40), *outputs, "--json").json["exit"] == code


def test_github(regress: Regress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    outside = regress(bits(30, 40), bits(10, 40))
    assert "::error" not in outside.err + outside.out
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    done = regress(bits(30, 40), bits(10, 40), "--json")
    annotations = [line for line in done.err.splitlines() if line.startswith("::error ")]
    assert len(annotations) == 10
    assert annotations[0].startswith("::error title=ifbench gate mine::mine is worse than the baseline")
    assert annotations[1].startswith("::error title=mine item 11 broke::punctuation:no_comma: ")
    assert done.json["outcome"] == "failed"
    assert "::error" not in regress(bits(30, 40), bits(29, 40)).err
    text = summary.read_text()
    assert text.startswith("before\n<!-- ifbench gate: mine -->\n")
    assert text.count("<!-- ifbench gate: mine -->") == 3


def test_markdown(regress: Regress, tmp_path: Path) -> None:
    done = regress(bits(30, 40), bits(10, 40), "--markdown", tmp_path / "m.md")
    text = (tmp_path / "m.md").read_text()
    assert text.startswith(marker("mine") + "\n\n### ifbench gate FAILED: mine v1\n")
    assert "| punctuation | 25.0 |" in text
    assert "20 broken answers" in text
    tables = [line for line in text.splitlines() if line.startswith("|")]
    assert {line.count("|") for line in tables} == {5, 9, 10}
    assert done.code == 1


def test_every_share_of_a_family_has_its_interval(regress: Regress) -> None:
    done = regress(bits(30, 40), bits(10, 40))
    (family,) = [line for line in done.out.splitlines() if line.split()[:1] == ["punctuation"]]
    assert re.findall(r"[\d.]+ % \([\d.]+ to [\d.]+\)", family) == ["75.0 % (59.8 to 85.8)", "25.0 % (14.2 to 40.2)"]


def test_hostile_answers(run: MakeRun, bless: Bless, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a model wrote, or a file of rows or a folder is called, never becomes markup, a command or an escape."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    before = run("before", bits(10, 10))
    after = run("##[error]x & co", [HOSTILE] * 10)
    log = after / "mine" / "verdicts.jsonl"
    log.write_text(log.read_text().replace('"why":"', '"why":"::error::owned\\n##[debug]<b>@team #12 \\u001b[2J'))
    outputs = ("--junit", tmp_path / "j.xml", "--junit-cases", "item", "--markdown", tmp_path / "m.md")
    done = cli("regress", after, "--baseline", bless(before), *outputs)
    assert done.code == 1
    text = (tmp_path / "m.md").read_text()
    for told_anywhere in (done.out, done.err, text, (tmp_path / "j.xml").read_text()):
        assert "\x1b" not in told_anywhere
        assert "##[" not in told_anywhere
        assert "::error::" not in told_anywhere
    assert not re.search(r"<(?!!--)", text)
    assert not re.search(r"[@#]\w", text.replace("&#", "&"))
    junit(tmp_path / "j.xml")


def test_escaping() -> None:
    assert error("a: b, c", "50 %\r\nx") == "::error title=a%3A b%2C c::50 %25\\x0d x"
    assert told("a\n::warning::b ##[c]") == "a : :warning: :b ## [c]"
    assert escaped("a|b `c` *d* @e #f http://g <h>") == (
        "a&#124;b &#96;c&#96; &#42;d&#42; &#64;&#8203;e &#35;&#8203;f http&#58;//g &#60;h&#62;"
    )
    assert marker("--><script>") == "<!-- ifbench gate: ----script- -->"
