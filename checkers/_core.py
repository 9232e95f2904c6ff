"""The engine: bind a constraint's arguments once, judge texts many times, never raise on a text."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count, islice
from typing import Any, Literal, NamedTuple, get_args, get_origin

import msgspec

from ._errors import BadArgument
from ._loose import has_blank_end, relaxations
from ._once import kept
from ._registry import Checker, Semantics, find
from ._text import Text, canonical, is_canonical, is_visible, unfenced
from ._verdict import MAX_SPANS, Verdict

MAX_CHARACTERS = 1_000_000
_NOT_AS_TYPED = (msgspec.ValidationError, UnicodeEncodeError)  # the second: a lone surrogate in msgspec's own message


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


def bind(id: str, /, *, semantics: Semantics = "corrected", **args: Any) -> Constraint:
    """A constraint with its arguments checked. `None` means absent; an integral float is an int; a bool never is.

    Raises:
        UnknownChecker: no such id.
        BadArgument: an argument is missing, surplus, of the wrong type or out of range.
        MissingData: a language resource is not on this machine.
    """
    checker = find(id, semantics)
    given = {name: value for name, value in args.items() if value is not None}
    for name in given:
        if name not in checker.parameters:
            takes = ", ".join(checker.parameters) or "none"
            raise BadArgument(f"{id} has no argument {name!r} (it takes: {takes})", name)
    bound = _bound(checker, given) if checker.parameters else {}
    if checker.validate is not None:
        try:
            checker.validate(**bound)
        except BadArgument as error:
            raise BadArgument(f"{id}: {error}", error.argument) from None
    for need in checker.needs:
        need()
    return Constraint(checker, bound)


def in_corrected(constraint: Constraint) -> Constraint | None:
    """The demand of an `official` constraint in `corrected`; None where its arguments must be bound anew.

    Whole numbers and plain strings are the same there, see `_plain`; a list is not shared, since it can be changed.
    """
    checker = constraint.checker.alike
    return Constraint(checker, constraint.args) if checker and all(map(_is_alike, constraint.args.values())) else None


def _is_alike(value: Any) -> bool:
    return is_canonical(value) if isinstance(value, str) else isinstance(value, int)


def _bound(checker: Checker, given: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: _plain(value, checker.semantics) for name, value in given.items()}
    absent = [name for name in checker.parameters if name not in plain]
    for name in absent:
        if name not in checker.defaults:
            raise BadArgument(f"{checker.id} needs the argument {name!r}", name)
    try:
        typed = msgspec.convert(plain, checker.typed)
    except _NOT_AS_TYPED:
        raise next(_wrong(checker, given, plain)) from None
    return msgspec.structs.asdict(typed) | {name: checker.defaults[name] for name in absent}


def _wrong(checker: Checker, given: Mapping[str, Any], plain: Mapping[str, Any]) -> Iterator[BadArgument]:
    """What is wrong with each argument that is not of its type."""
    for name, value in plain.items():
        try:
            msgspec.convert(value, checker.parameters[name])
        except _NOT_AS_TYPED as error:
            why = f"{error}{choices_of(checker.parameters[name])}"
            yield BadArgument(f"{checker.id}: argument {name!r} is {given[name]!r:.200}: {why}", name)


def choices_of(kind: Any) -> str:
    """What to say of a type that takes but some values: the first ten; "" for another."""
    kinds = (kind, *get_args(kind))
    values = [str(value) for one in kinds if get_origin(one) is Literal for value in get_args(one)]
    shown = ", ".join(values[:10]) + (f", ... ({len(values)} in all)" if len(values) > 10 else "")
    return f"; choose from {shown}" if values else ""


def _plain(value: Any, semantics: Semantics) -> Any:
    """An integral float as an int and, for `corrected`, a string in the form of the texts it is compared with."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if semantics == "corrected" and isinstance(value, list | tuple):
        return [_plain(item, semantics) for item in value]
    if semantics == "official" or not isinstance(value, str) or is_canonical(value):
        return value
    return str(canonical(Text(value)))


def check(id: str, text: str, /, *, semantics: Semantics = "corrected", **args: Any) -> Verdict:
    """Decide one constraint on one text: the whole API.

    Args:
        id: such as "length_constraints:number_words".
        text: any str. Blank text follows nothing; over 1,000,000 characters the verdict is a fault.
        semantics: "corrected" for the right verdict, "official" for the published one.
        args: the constraint's arguments.

    Raises:
        CheckerError: as `bind` does. TypeError: the text is no str.
    """
    return bind(id, semantics=semantics, **args)(text)


def judge(text: str, constraints: Iterable[Constraint]) -> list[Judgement]:
    """Every constraint on one text, strict and loose; what the constraints share is computed once."""
    return [constraint.judge(views) for constraint, views in with_views(text, constraints)]


def followed(text: str, constraints: Iterable[Constraint]) -> list[Followed]:
    """Which constraints a text follows, strictly and loosely; sooner than `judge`, as no spans are looked for."""
    return [constraint.followed(views) for constraint, views in with_views(text, constraints)]
