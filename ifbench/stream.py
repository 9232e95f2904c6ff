"""Scoring a file of answers that is too long to hold: read, judged and written as a stream, over all processors.

What comes out is what `given_answers.score_answers` writes of a short file, byte for byte and whatever the number of
processes: verdicts are put aside as they come and written in the order of the task at the end. A run that was stopped
goes on where it was.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from ifbench.answer_rows import Write
from ifbench.bulk import Judged, Scorer, Setup, batches, judge_batch, lines
from ifbench.files import digest
from ifbench.folds import Fold
from ifbench.long_log import LongLog
from ifbench.matching import Matches
from ifbench.progress import Judging
from ifbench.records import VerdictRow
from ifbench.run_record import recorded
from ifbench.scoring import Scores, scored
from ifbench.spec import Spec, reasoning_of
from ifbench.spool import Spool
from ifbench.store import RunDirectory
from ifbench.types import Identity
from ifbench.workers import in_order

COMMIT_SECONDS = 5.0
_FORM = 2
"""Of what is put aside; what was in another form is judged anew."""
_decode = msgspec.json.Decoder(VerdictRow).decode


@dataclass
class _Sums:
    """What the verdicts so far add up to; `whole` is false where an interrupt came in the middle of an addition."""

    folds: list[Fold]
    differing: list[int]
    done: int = 0
    followed: int = 0
    whole: bool = True

    def add(self, judged: Judged, answers: int) -> None:
        self.whole = False
        for fold, other in zip(self.folds, judged.folds, strict=True):
            fold.merge(other)
        self.differing += judged.differing
        self.done += answers
        self.followed += judged.followed
        self.whole = True

    def state(self) -> list[object]:
        return [[fold.state() for fold in self.folds], self.differing, self.done, self.followed]


class Stream:
    """The answers in a file, being scored.

    Args:
        spec: with the number of repeats that `matches` has.
        identity: of the model that answered.
        jobs: processes.
        write: takes every verdict, in the order of the task.
    """

    def __init__(self, spec: Spec, matches: Matches, identity: Identity, jobs: int, write: Write | None) -> None:
        self.spec, self.matches, self.identity, self.jobs = spec, matches, identity, jobs
        self.progress, self._write = Judging(), write
        both, kept = spec.semantics == "both", spec.output is not None
        self.scorer = Scorer(Setup(matches.path, spec, identity, both or kept or write is not None, kept))
        self.sums = _Sums([Fold() for _ in self.scorer.judges], [])

    def run(self) -> tuple[tuple[Scores, ...], tuple[VerdictRow, ...], RunDirectory | None]:
        """Judge everything: the scores, the verdicts on which the semantics differ, and the run directory."""
        if self.spec.output is None:
            with TemporaryDirectory() as aside:
                scores, differing = self._judge(Path(aside), None, None)
            return scores, differing, None
        task, judges = self.scorer.task, self.scorer.judges
        with recorded(self.spec, [task], judges, self.identity, self.progress.note) as directory:
            folder = directory.folder(task.id)
            with closing(LongLog(folder / "responses.jsonl")) as log:
                scores, differing = self._judge(folder, log, directory)
            directory.write_summary([one.to_dict() for one in scores])
        return scores, differing, directory

    def _judge(
        self, folder: Path, log: LongLog | None, directory: RunDirectory | None
    ) -> tuple[tuple[Scores, ...], tuple[VerdictRow, ...]]:
        places = len(self.scorer.task.items) * self.matches.repeats
        with Spool(folder, places, self._purpose()) as spool, ExitStack() as stack:
            if spool.state is not None:
                folds, differing, done, followed = spool.state
                self.sums = _Sums([Fold.restored(one) for one in folds], differing, done, followed)
            self.progress.start(self.matches.used, self.sums.done)
            stack.callback(self.progress.stop)
            self._work(spool, log)
            verdicts = self._written(self._in_order(spool, places))
            if directory is not None:
                directory.write_verdict_lines(self.scorer.task.id, verdicts)
            else:
                for _ in verdicts:
                    pass
            differing = tuple(self._differing(spool))
            spool.discard()
        return tuple(self._scores()), differing

    def _purpose(self) -> str:
        """What must be the same for verdicts that were put aside to be gone on with."""
        prints = [[judge.semantics, judge.fingerprint, judge.task.digest] for judge in self.scorer.judges]
        items = [item.key for item in self.scorer.task.items]
        chosen = [str(self.matches.path), self.matches.repeats, reasoning_of(self.scorer.task, self.spec.reasoning)]
        return digest([_FORM, self.identity.content(), prints, items, chosen])

    def _work(self, spool: Spool, log: LongLog | None) -> None:
        """Judge what is not judged yet; what is done when it ends, however that comes, is made to last.

        Where the sums are not whole, what was made to last before counts: they were then, some seconds ago.
        """
        given = batches(self.matches, self.sums.done)
        committed = time.monotonic()
        with closing(in_order(partial(judge_batch, self.scorer.setup), given, self.jobs)) as judging:
            try:
                for answers, judged in judging:
                    if log is not None:
                        log.append_lines(judged.responses)
                    spool.put(judged.places, judged.verdicts)
                    self.sums.add(judged, answers)
                    self.progress.judged(self.sums.done, self.sums.followed)
                    if time.monotonic() - committed > COMMIT_SECONDS:
                        spool.commit(self.sums.state())
                        committed = time.monotonic()
            finally:
                if self.sums.whole:
                    spool.commit(self.sums.state())

    def _in_order(self, spool: Spool, places: int) -> Iterator[bytes]:
        """The lines of verdicts.jsonl, those for missing answers among them, which are counted."""
        for place in range(places):
            if self.matches.row_at(place) < 0:
                rows = self.scorer.missing(place)
                for fold, judged in zip(self.sums.folds, rows, strict=True):
                    fold.add(judged, None)
                yield lines(rows)
            else:
                yield spool.read(place) or b""

    def _written(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """The same, each written to the file of answers on its way."""
        for piece in pieces:
            if self._write is not None:
                self._write(_verdicts(piece))
            yield piece

    def _differing(self, spool: Spool) -> Iterable[VerdictRow]:
        for place in sorted(self.sums.differing):
            yield from _verdicts(spool.read(place) or b"")

    def _scores(self) -> Iterator[Scores]:
        left_out = self.matches.unmatched.number if self.matches.unmatched else 0
        for judge, fold in zip(self.scorer.judges, self.sums.folds, strict=True):
            yield scored(
                judge, fold, model=self.identity.name, unmatched=left_out,
                weights=self.identity.weights, reasoning=reasoning_of(judge.task, self.spec.reasoning),
            )  # fmt: skip


def _verdicts(lines: bytes) -> Iterator[VerdictRow]:
    return map(_decode, lines.splitlines())
