"""Generation on Ray: each worker is an actor with an engine of its own, an existing backend of ours.

Why not `ray.data.llm`: its vLLM processor maps a data set block by block. A dialogue's next turn is made of the answer
before, so each turn would be a barrier; answers would be stored by the block, not as they finish; and prompts and
sampling would be made by other code than ours, so that a run could not go on with another runner. An actor around the
`vllm` backend gives the same replicas, and the same records as one machine does.
"""

from collections.abc import Mapping

from ifbench.types import Backend


def on_ray(name: str, model: str, options: Mapping[str, str], deterministic: bool, workers: int | None) -> Backend:
    """A backend (see `backends.make`) on a Ray cluster, as so many workers; None for as many as it has room for."""
    from ifbench.ray_runner.backend import OnRay
    from ifbench.ray_runner.worker import EngineSpec

    return OnRay(EngineSpec(name, model, options, deterministic), workers)
