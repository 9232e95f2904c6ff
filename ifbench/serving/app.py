"""The routes of the reward server. Needs the extra `serve`."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

from litestar import Litestar, MediaType, Request, Response, Router, post, route
from litestar.datastructures import State
from litestar.exceptions import HTTPException, SerializationException
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from ifbench.serving.judging import Job
from ifbench.serving.limits import Busy, Judges, Lacking, Limits, UnderWay, Unjudgeable
from ifbench.serving.wire import (
    Demand,
    Health,
    IfevalDemands,
    Problem,
    RewardRequest,
    RewardResponse,
    RewardsRequest,
    RewardsResponse,
    sayable,
)

VERSION = version("ifbench")
RETRY_SECONDS = 1
PROBLEMS = {
    status: ResponseSpec(Problem, generate_examples=False, description=why)
    for status, why in {
        400: "The body is no JSON, or of another form.",
        408: "The body did not come in time.",
        413: "The body is too large.",
        422: "A constraint has an unknown id or a wrong argument, or judging takes too long.",
        500: "The server lacks what a constraint needs, or failed; its log tells more.",
        503: "Busy: send it again after Retry-After seconds.",
    }.items()
}


@post("/v1/reward", status_code=200, responses=PROBLEMS)
async def reward(data: RewardRequest, state: State) -> RewardResponse:
    """What one text earns, with the outcome of each constraint."""
    job = Job([(data.text, _demands(data.constraints))], data.mode, data.semantics, outcomes=True)
    judged = await state.judges.judge(job)
    return RewardResponse(judged.rewards[0], judged.outcomes[0])


@post("/v1/rewards", status_code=200, responses=PROBLEMS)
async def rewards(data: RewardsRequest, state: State) -> RewardsResponse:
    """What each text of a batch earns. One wrong constraint refuses the batch; the reason names the item, from 0."""
    job = Job([(item.text, _demands(item.constraints)) for item in data.items], data.mode, data.semantics)
    judged = await state.judges.judge(job)
    return RewardsResponse(judged.rewards)


@route("/health", http_method=["GET", "HEAD"])
async def health(state: State) -> Health:
    """That the server is up, and how busy."""
    return Health(VERSION, state.judges.workers, state.judges.waiting, state.judges.queue)


def _demands(given: list[Demand] | IfevalDemands) -> Any:
    if isinstance(given, IfevalDemands):
        return given.instruction_id_list, given.kwargs
    return [{"id": one.id, "args": one.args} for one in given]


def make_app(limits: Limits, ready: Callable[[], None] = lambda: None) -> Litestar:
    """The server as an ASGI application. `ready` is called when its workers have started."""
    judges = Judges(limits)

    @asynccontextmanager
    async def working(app: Litestar) -> AsyncIterator[None]:
        await judges.start()
        ready()
        try:
            yield
        finally:
            await judges.stop()

    document = Router("/openapi.json", route_handlers=[], include_in_schema=False, after_request=_as_json)
    bounds = [_bounded(UnderWay(judges.concurrency)), _in_time(limits.seconds)]
    return Litestar(
        [Router("/", route_handlers=[reward, rewards], middleware=bounds), health],
        request_class=_Body,
        state=State({"judges": judges}),
        lifespan=[working],
        request_max_body_size=limits.body,
        exception_handlers={
            Unjudgeable: lambda _, error: _problem(422, str(error)),
            Lacking: lambda _, error: _problem(500, str(error)),
            Busy: lambda _, error: _problem(503, str(error), {"Retry-After": str(RETRY_SECONDS)}),
            TimeoutError: lambda _, error: _problem(
                408, f"the body did not come within {limits.seconds:g} s", {"Connection": "close"}
            ),
            UnicodeEncodeError: lambda _, error: _problem(400, "a name or a choice holds a lone surrogate"),
            UnicodeDecodeError: lambda _, error: _problem(400, "the body is not UTF-8"),
            RecursionError: lambda _, error: _problem(400, "the body is nested too deep"),
            HTTPException: lambda _, error: _refused(error, limits),
            Exception: lambda _, error: _failed(error),
        },
        openapi_config=OpenAPIConfig(
            "ifbench rewards", VERSION, openapi_router=document, render_plugins=[JsonRenderPlugin(path="/")]
        ),
    )


class _Body(Request[Any, Any, Any]):
    """Takes lone surrogates, which Python's JSON writes as escapes and the framework's calls malformed."""

    async def json(self) -> Any:
        try:
            return await super().json()
        except SerializationException:
            with suppress(ValueError):
                if b"\\u" in (body := await self.body()):
                    return json.loads(body.decode(), parse_constant=_no_constant)
            raise


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _bounded(under_way: UnderWay) -> Callable[[ASGIApp], ASGIApp]:
    """Middleware that lets in so many requests at a time, before their bodies are read."""

    def wrap(app: ASGIApp) -> ASGIApp:
        async def bounded(scope: Scope, receive: Receive, send: Send) -> None:
            with under_way.one():
                await app(scope, receive, _written_out(send))
            scope["state"].clear()  # which has the body, and lives as long as the connection

        return bounded

    return wrap


def _written_out(send: Send) -> Send:
    """Sends nothing as the end of an answer, which the server does when what came before is all but written out."""

    async def send_and_end(message: Message) -> None:
        if message["type"] == "http.response.body" and message["body"]:
            await send({**message, "more_body": True})
            message = {**message, "body": b""}
        await send(message)

    return send_and_end


def _in_time(seconds: float) -> Callable[[ASGIApp], ASGIApp]:
    """Middleware that gives the body of a request so long to arrive; then reading it raises TimeoutError."""

    def wrap(app: ASGIApp) -> ASGIApp:
        async def timed(scope: Scope, receive: Receive, send: Send) -> None:
            deadline, more = asyncio.get_running_loop().time() + seconds, True

            async def receive_in_time() -> Any:
                nonlocal more
                async with asyncio.timeout_at(deadline if more else None):
                    message = await receive()
                more = bool(message.get("more_body"))
                return message

            await app(scope, receive_in_time, send)

        return timed

    return wrap


def _refused(error: HTTPException, limits: Limits) -> Response[Problem]:
    """The sentence for what the framework refuses: no such path, no JSON, another form, too large."""
    if error.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return _problem(413, f"the body is larger than {limits.body} bytes")
    if isinstance(error.extra, list) and any(one.get("message") == _NOTHING for one in error.extra):
        return _problem(400, "the body is empty")
    return _problem(error.status_code, "; ".join([error.detail, *_reasons(error.extra)]), error.headers)


def _as_json(found: Response[Any]) -> Response[Any]:
    """Instead of the framework's own page for a path beside its document."""
    return _problem(404, "Not Found") if found.status_code == HTTPStatus.NOT_FOUND else found


def _failed(error: Exception) -> Response[Problem]:
    """For what no request should bring about."""
    logging.getLogger("uvicorn.error").error("a request failed", exc_info=error)
    return _problem(500, f"the server failed: {type(error).__name__}")


_NOTHING = "'data'"
"""What the framework says of a request without a body."""


def _reasons(extra: Any) -> list[str]:
    """What the framework says of each wrong field, and where it stands."""
    found = extra if isinstance(extra, list) else []
    return [" at ".join(str(one[name]) for name in ("message", "key") if one.get(name)) for one in found]


def _problem(status: int, why: str, headers: dict[str, str] | None = None) -> Response[Problem]:
    return Response(Problem(sayable(why)), status_code=status, headers=headers, media_type=MediaType.JSON)
