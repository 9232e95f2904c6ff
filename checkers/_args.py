"""Types of arguments that checkers share. They are checked when a constraint is bound."""

from collections.abc import Callable
from typing import Annotated, Any

from msgspec import Meta

from ._errors import BadArgument

Count = Annotated[int, Meta(ge=0)]
Ordinal = Annotated[int, Meta(ge=1)]
Percentage = Annotated[float, Meta(ge=0)]
Keyword = Annotated[str, Meta(pattern=r"\S", description="not blank")]
Keywords = Annotated[list[Keyword], Meta(min_length=1)]
KeywordOrList = Annotated[str, Meta(min_length=1)] | Keywords
"""A keyword, or a list that stands for its first one. Not `Keyword`: a pattern beside a list crashes msgspec 0.22."""


def first_of(given: str | list[str]) -> str:
    """The keyword that a KeywordOrList stands for."""
    return given if isinstance(given, str) else given[0]


def says_something(argument: str) -> Callable[..., None]:
    """A `validate` for a KeywordOrList, of which the type alone lets blank ones pass."""

    def validate(**args: Any) -> None:
        if not first_of(args[argument]).strip():
            raise BadArgument(f"argument {argument!r} is blank", argument)

    return validate


Letter = Annotated[str, Meta(min_length=1, max_length=1, pattern=r"\S", description="one character")]
