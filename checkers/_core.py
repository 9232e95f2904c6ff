"""The engine: constraints judge texts, strictly and loosely, and never raise on one; they are made in `_binding`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count, islice
from typing import Any, NamedTuple

from ._loose import has_blank_end, relaxations
from ._once import kept
from ._registry import Checker, Semantics
from ._text import Text, canonical, is_visible, unfenced
from ._verdict import MAX_SPANS, Verdict

MAX_CHARACTERS = 1_000_000


class Views:
    """One text as every constraint on it will see it; each form is made once, and only when asked for.

    Args:
        text: the text.
        semantics: whose constraints they are.
        others: the views of another semantics on the same text; what both see alike is shared.
    """

    def __init__(self, text: str, semantics: Semantics, others: "Views | None" = None) -> None:
        self.given: Text = others.given if others else Text(text)
        self.semantics = semantics
        self._others = others

    @kept
    def strict(self) -> Text:
        """The text itself: raw for `official`, canonical for `corrected`."""
        return self.given if self.semantics == "official" else unfenced(canonical(self.given))

    @kept
    def relaxed(self) -> Iterable[tuple[str, Text]]:
        """The relaxed texts with their names, mildest first; for `corrected` a blank line is no first or last one."""
        text = self.strict
        if self._others and self._others.strict is text and not has_blank_end(text):
            return self._others.relaxed
        return _Lazy(relaxations(text, blank_ends=self.semantics == "official"))


class _Lazy:
    """An iterator that many may walk, each from the start; it is drawn from once."""

    def __init__(self, source: Iterator[tuple[str, Text]]) -> None:
        self._source = source
        self._drawn: list[tuple[str, Text]] = []

    def __iter__(self) -> Iterator[tuple[str, Text]]:
        for index in count():
            if index == len(self._drawn):
                self._drawn.extend(islice(self._source, 1))
            if index == len(self._drawn):
                return
            yield self._drawn[index]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A constraint judged strictly and loosely.

    Attributes:
        strict: the verdict on the text as it stands.
        loose: whether the text or a relaxation of it follows.
        relaxation: the relaxation that rescued it; None if the text follows by itself or nothing helps.
    """

    strict: Verdict
    loose: bool
    relaxation: str | None = None


class Followed(NamedTuple):
    """Whether a text follows a constraint as it stands, and whether it or a relaxation does; truthy iff strictly."""

    strict: bool
    loose: bool

    def __bool__(self) -> bool:
        return self.strict


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Constraint:
    """A checker with its arguments, validated. Call it on a text; it never raises on any str."""

    checker: Checker
    args: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The id of the checker."""
        return self.checker.id

    @property
    def says(self) -> str:
        """The demand in a sentence."""
        return self.checker.describe(self.args)

    def __call__(self, text: str) -> Verdict:
        """The strict verdict on a text. Raises TypeError if it is no str."""
        return self.decide(Views(text, self.checker.semantics))

    def judge(self, views: Views) -> Judgement:
        """The strict and the loose verdict; the relaxed texts are looked at only where the text itself fails."""
        strict = self.decide(views)
        return Judgement(strict, *self._loosely(views, strict))

    def followed(self, views: Views) -> Followed:
        """What `judge` decides, and no more."""
        strict = self._strictly(views, self._without_spans())
        return Followed(strict.ok, self._loosely(views, strict)[0])

    def decide(self, views: Views, *, spans: bool = True) -> Verdict:
        """The strict verdict; without its spans it is had sooner."""
        if spans:
            return self._strictly(views, self._with_spans)
        found = self._strictly(views, self._without_spans())
        return found if _is_bare(found) else Verdict(found.ok, found.why, (), found.closeness, found.fault)

    def _without_spans(self) -> Callable[..., Verdict]:
        """What decides where nobody looks at spans: who fails to find them has failed, but our own are tested."""
        return self.checker.function if self.checker.is_own else self._with_spans

    def _strictly(self, views: Views, function: Callable[..., Verdict]) -> Verdict:
        if len(views.given) > MAX_CHARACTERS:
            why = f"{len(views.given)} characters, judged only up to {MAX_CHARACTERS}"
            return Verdict(False, why, fault="oversize")
        return self._run(views.strict, function)

    def _loosely(self, views: Views, strict: Verdict) -> tuple[bool, str | None]:
        """Whether the text or a relaxation follows, and the one that rescues it."""
        if strict.fault == "oversize" or (strict.ok and self.checker.loose is None):
            return strict.ok, None
        function = self.checker.loose or self.checker.function
        if self.checker.loose is not None and self._run(views.strict, function).ok:
            return True, None
        for name, text in views.relaxed:
            if self._run(text, function).ok:
                return True, name
        return False, None

    def _with_spans(self, text: Text, **args: Any) -> Verdict:
        """The verdict with its spans found, in the text as it was given."""
        verdict = self.checker.function(text, **args)
        if _is_bare(verdict):
            return verdict
        spans = verdict.spans[:MAX_SPANS]
        if text.parent is not None:
            spans = tuple(map(text.origin, spans))
        return Verdict(verdict.ok, verdict.why, spans, verdict.closeness, verdict.fault)

    def _is_blank(self, text: Text) -> bool:
        if "!" <= text[:1] <= "~":  # most texts are seen at once to have something
            return False
        return text.isspace() or not text or (self.checker.semantics == "corrected" and not text.view(is_visible))

    def _run(self, text: Text, function: Callable[..., Verdict]) -> Verdict:
        if self._is_blank(text):
            return Verdict(False, "the text is blank", closeness=0.0)
        try:
            found = function(text, **self.args)
            if not isinstance(found, Verdict) or type(found.ok) is not bool:  # sums are made of it
                raise TypeError(f"it gave {found!r:.100}, which is no verdict that says True or False")
            return found
        except Exception as error:  # a fault in a checker is a verdict of its own: it must not end a run
            return Verdict(False, f"the checker failed: {type(error).__name__}: {error}", fault="error")


def _is_bare(verdict: Verdict) -> bool:
    """Whether there are no spans, found or to be found."""
    return type(verdict) is Verdict and not verdict.spans


def with_views(text: str, constraints: Iterable[Constraint]) -> Iterator[tuple[Constraint, Views]]:
    """Each constraint with the views that those of its semantics share. Raises TypeError if the text is no str."""
    found: dict[Semantics, Views] = {}
    for constraint in constraints:
        semantics = constraint.checker.semantics
        if semantics not in found:
            found[semantics] = Views(text, semantics, next(iter(found.values()), None))
        yield constraint, found[semantics]


def judge(text: str, constraints: Iterable[Constraint]) -> list[Judgement]:
    """Every constraint on one text, strict and loose; what the constraints share is computed once."""
    return [constraint.judge(views) for constraint, views in with_views(text, constraints)]


def followed(text: str, constraints: Iterable[Constraint]) -> list[Followed]:
    """Which constraints a text follows, strictly and loosely; sooner than `judge`, as no spans are looked for."""
    return [constraint.followed(views) for constraint, views in with_views(text, constraints)]
