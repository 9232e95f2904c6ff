"""`ifbench serve`."""

import ipaddress
from contextlib import suppress

import click

from ifbench.cli import _options as options
from ifbench.serving.limits import Limits


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to bind; there is no log-in.")
@click.option("--port", type=click.IntRange(0, 65535), default=8077, show_default=True, help="0 takes any free one.")
@click.option("--workers", type=click.IntRange(1), help="Processes that judge. Default: one for each processor.")
@click.option("--queue", type=click.IntRange(1), help="Requests judged or waiting; more get 503. Default: 32 a worker.")
@click.option(
    "--concurrency",
    type=click.IntRange(1),
    help="Requests under way, those whose bodies still arrive among them; more get 503. Default: twice the queue, and "
    "1,000 at least.",
)
@click.option("--max-body", type=click.IntRange(1), default=Limits().body, show_default=True, metavar="BYTES")
@click.option(
    "--timeout",
    type=options.FiniteRange(0.1, 3600),
    default=Limits().seconds,
    show_default=True,
    metavar="SECONDS",
    help="For a request to arrive, again to wait for a worker, to be judged, and for its answer to be read.",
)
def serve(
    host: str, port: int, workers: int | None, queue: int | None, concurrency: int | None, max_body: int, timeout: float
) -> None:
    """Give rewards over HTTP: POST /v1/reward and /v1/rewards; GET /health and /openapi.json.

    Prints its URL when it is ready. SIGTERM ends it, with what is under way answered first.
    """
    from ifbench.serving.server import serve as run

    if not _is_loopback(host):
        click.echo(f"ifbench: whoever reaches {host} can use this server: it asks for no log-in", err=True)
    limits = Limits(workers, queue, concurrency, max_body, timeout)
    run(host, port, limits, _tell)


def _tell(url: str) -> None:
    with suppress(OSError):  # who does not listen is served all the same
        click.echo(url)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
