"""Judging answers as they land: at once, or elsewhere, which the scores cannot tell."""

from collections.abc import Callable, Mapping, Sequence

from ifbench.records import Response, VerdictRow
from ifbench.scoring import Judge, judge_all

Then = Callable[[list[VerdictRow]], None]


class Judging:
    """Judges in this thread. `judges`: those of each task."""

    def __init__(self, judges: Mapping[str, Sequence[Judge]]) -> None:
        self.judges = judges

    def take(self, response: Response, then: Then) -> None:
        """Judge an answer, and call `then` with its verdicts, at the latest in `finish`."""
        then(self.rows(response))

    def finish(self) -> None:
        """Wait for the verdicts on everything that was taken."""

    def rows(self, response: Response) -> list[VerdictRow]:
        """The verdicts on an answer, those of each judge of its task."""
        return judge_all(self.judges[response.task], {response.place: response}, [response.place])
