"""Responses from what an engine said: the answer is told from the text."""

from dataclasses import replace

from ifbench.protocols import Place
from ifbench.reasoning import Reasoning, split_reasoning
from ifbench.records import Response
from ifbench.types import Completion, Request


def to_response(
    key: str, place: Place, request: Request, completion: Completion, rule: Reasoning, seconds: float | None = None
) -> Response:
    """The record of a completion."""
    split = split_reasoning(completion.text, rule)
    failed = completion.error is not None
    return Response(
        key,
        *place,
        request.messages[-1].content,
        completion.text,
        None if failed else split.answer,
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
    split = split_reasoning(response.text, rule)
    return replace(response, answer=split.answer, stripped=split.stripped)
