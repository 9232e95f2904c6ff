"""Writes the tables of docs/rewards.md: `python tools/document_rewards.py`. Needs NLTK's data, for `official`."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

from checkers import MODES, SEMANTICS, BadArgument, Mode, bind, bind_all, reward, rewards
from ifbench.items import Prompt
from ifbench.tasks import load_task

TARGET = Path(__file__).parents[1] / "docs" / "rewards.md"
START, END = "<!-- {}: written by tools/document_rewards.py -->", "<!-- end of {} -->"

ITEMS = 200
JAPANESE = "春の朝、駅前の小さな店で、温かいお茶を一杯ください。" * 40
PROMPT = "Write a short note on rain."
STUFFING = "rain river cloud"


class Attack(NamedTuple):
    """An answer of our own that tries to be paid for nothing: how it is shown, and what it is sent against."""

    answer: str
    shown: str
    id: str
    args: dict[str, Any]


ATTACKS = (
    Attack(".", '`"."`', "punctuation:no_comma", {}),
    Attack(".", '`"."`', "length_constraints:number_words", {"relation": "less than", "num_words": 50}),
    Attack(".", '`"."`', "language:response_language", {"language": "de"}),
    Attack(", " * 1000, '`", "` 1,000 times', "language:response_language", {"language": "de"}),
    Attack(", " * 1000, '`", "` 1,000 times', "punctuation:no_comma", {}),
    Attack(", " * 1000, '`", "` 1,000 times', "length_constraints:number_words",
           {"relation": "at least", "num_words": 300}),
    Attack("a " * 288, '`"a "` 288 times', "length_constraints:number_words",
           {"relation": "at least", "num_words": 300}),
    Attack("a " * 300, '`"a "` 300 times', "length_constraints:number_words",
           {"relation": "at least", "num_words": 300}),
    Attack("- " * 300, '`"- "` 300 times', "length_constraints:number_words",
           {"relation": "at least", "num_words": 300}),
    Attack(JAPANESE, "40 sentences in Japanese", "length_constraints:number_words",
           {"relation": "less than", "num_words": 50}),
    Attack(JAPANESE, "40 sentences in Japanese", "length_constraints:number_sentences",
           {"relation": "less than", "num_sentences": 5}),
    Attack(JAPANESE, "40 sentences in Japanese", "punctuation:no_comma", {}),
    Attack(PROMPT, "the prompt", "combination:repeat_prompt", {"prompt_to_repeat": PROMPT}),
    Attack("brainy cloudburst", '`"brainy cloudburst"`', "keywords:existence", {"keywords": ["rain", "cloud"]}),
    Attack(STUFFING, f'`"{STUFFING}"`', "keywords:existence", {"keywords": STUFFING.split()}),
    Attack("rain rain rain rain", '`"rain rain rain rain"`', "keywords:frequency",
           {"relation": "at least", "keyword": "rain", "frequency": 4}),
    Attack("They hates h\u200bate.", '`"They hates h<zero width>ate."`', "keywords:forbidden_words",
           {"forbidden_words": ["hate"]}),
    Attack("I h\u0430te it.", '`"I hate it."`, its a Cyrillic', "keywords:forbidden_words",
           {"forbidden_words": ["hate"]}),
    Attack("42", '`"42"`', "detectable_format:json_format", {}),
    Attack("[]", '`"[]"`', "detectable_format:json_format", {}),
    Attack("[ ] [1] [x]", '`"[ ] [1] [x]"`', "detectable_content:number_placeholders", {"num_placeholders": 3}),
    Attack("Section 1 Section 2 Section 3", '`"Section 1 Section 2 Section 3"`',
           "detectable_format:multiple_sections", {"section_spliter": "Section", "num_sections": 3}),
    Attack("* \n* \n* \n", "three bullets without words", "detectable_format:number_bullet_lists", {"num_bullets": 3}),
    Attack("yes ****** yes.", '`"yes ****** yes."`', "combination:two_responses", {}),
    Attack('""', '`""`, two quotation marks', "startend:quotation", {}),
    Attack("P.S.", '`"P.S."`', "detectable_content:postscript", {"postscript_marker": "P.S."}),
    Attack("e" * 40, '`"e"` 40 times', "keywords:letter_frequency",
           {"letter": "e", "let_frequency": 40, "let_relation": "at least"}),
)  # fmt: skip


class Constant(NamedTuple):
    """One answer to every prompt."""

    shown: str
    answer: str | None


CONSTANTS = (
    Constant("no answer (null)", None),
    Constant("a blank", " "),
    Constant('`"."`', "."),
    Constant('`"Hello"`', "Hello"),
    Constant("a refusal", "I'm sorry, but I can't help with that."),
    Constant("the prompt", "{prompt}"),
    Constant("40 sentences in Japanese", JAPANESE),
    Constant('`", "` 1,000 times', ", " * 1000),
    Constant("all arguments of the constraints, in a row", "{arguments}"),
    Constant("the witness of the item", "{witness}"),
)


def tables() -> dict[str, str]:
    """The two tables in Markdown, by name."""
    return {
        "attacks": _markdown(["answer", "sent against"], ("all", "closeness"), _attacks()),
        "constants": _markdown([f"one answer to each of {ITEMS} items"], MODES, _constants()),
    }


def _attacks() -> Iterator[list[str]]:
    """With one constraint, "fraction" pays what "all" pays."""
    for attack in ATTACKS:
        demands = [{"id": attack.id, "args": attack.args}]
        says = bind(attack.id, **attack.args).says
        modes: tuple[Mode, ...] = ("all", "closeness")
        paid = [reward(attack.answer, demands, mode=mode, semantics=one) for one in SEMANTICS for mode in modes]
        yield [attack.shown, says, *map(_number, paid)]


def _constants() -> Iterator[list[str]]:
    prompts = list(islice(filter(_binds_in_both, (item.prompts[0] for item in load_task("core").items)), ITEMS))
    for constant in CONSTANTS:
        cases = [(_answer(constant, one), _demands(one)) for one in prompts]
        paid = [
            fmean(rewards(*zip(*cases, strict=True), mode=mode, semantics=one)) for one in SEMANTICS for mode in MODES
        ]
        yield [constant.shown, *map(_number, paid)]


def _binds_in_both(prompt: Prompt) -> bool:
    try:
        return all(bind_all(_demands(prompt), one) for one in SEMANTICS)
    except BadArgument:
        return False


def _demands(prompt: Prompt) -> list[dict[str, Any]]:
    return [{"id": demand.id, "args": dict(demand.args)} for demand in prompt.demands]


def _answer(constant: Constant, prompt: Prompt) -> str | None:
    if constant.answer is None or "{" not in constant.answer:
        return constant.answer
    said = [str(value) for demand in prompt.demands for value in demand.args.values()]
    return constant.answer.format(prompt=prompt.text, witness=prompt.witness, arguments=" ".join(said))


def _number(value: float) -> str:
    """Two decimals, but 1 and 0 only where they are exact."""
    if value in (0, 1):
        return str(int(value))
    return {"0.00": "<0.01", "1.00": ">0.99"}.get(told := f"{value:.2f}", told)


def _markdown(left: list[str], modes: tuple[Mode, ...], rows: Iterator[list[str]]) -> str:
    """A table with the rewards, in each semantics and mode, to the right of the columns `left`."""
    paid = [f"{one}: {mode}" if mode == modes[0] else mode for one in SEMANTICS for mode in modes]
    lines = [[*left, *paid], ["---"] * len(left) + ["---:"] * len(paid)]
    return "\n".join(f"| {' | '.join(row)} |" for row in [*lines, *rows])


def document(page: str) -> str:
    """The page with its tables written anew."""
    for name, table in tables().items():
        start, end = START.format(name), END.format(name)
        before, _, rest = page.partition(start)
        page = f"{before}{start}\n{table}\n{end}{rest.partition(end)[2]}"
    return page


if __name__ == "__main__":
    TARGET.write_text(document(TARGET.read_text(encoding="utf-8")), encoding="utf-8")
