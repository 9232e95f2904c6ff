"""Responses from what an engine said: the answer is told from the text."""

from dataclasses import replace

from ifbench.protocols import Place
from ifbench.reasoning import Reasoning, Split, split_reasoning
from ifbench.records import Response
from ifbench.types import Completion, Request


def to_response(
    key: str, place: Place, request: Request, completion: Completion, rule: Reasoning, seconds: float | None = None
) -> Response:
    """The record of a completion."""
    split = _split(completion, rule) if completion.error is None else Split(None, False)
    return Response(
        key,
        *place,
        request.messages[-1].content,
        completion.text,
        split.answer,
        completion.finish_reason,
        split.stripped,
        completion.reasoning,
        completion.prompt_tokens,
        completion.completion_tokens,
        completion.error,
        seconds,
    )


def judged_again(response: Response, rule: Reasoning) -> Response:
    """A stored response with its answer told from its text by a rule, which may not be the rule of then."""
    if response.error is not None:
        return response
    split = _split(response, rule)
    return replace(response, answer=split.answer, stripped=split.stripped)


def _split(told: Completion | Response, rule: Reasoning) -> Split:
    """The answer in what an engine told; where reasoning came apart from it, as if the two were one text still."""
    split = split_reasoning(told.text, rule)
    if rule == "keep" or not told.reasoning or split.answer is None:
        return split
    answer = split.answer.lstrip()
    never_ends = not answer and told.finish_reason == "length"
    return Split(None if never_ends else answer, True)
