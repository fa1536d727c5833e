"""Records as sources must spell them: the same records, whose texts match their patterns.

Matching thousands of ids takes longer than all the rest of reading a network. So a record itself only knows its patterns;
sources are held against them once, when they are read, and what was compiled from them need not be.
"""

import types
from functools import cache
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from corridors.model import Matches, Record

R = TypeVar("R", bound=Record)


def convert(row: object, kind: type[R], *, lax: bool = False) -> R:
    """A record from plain values; ``lax`` takes texts for numbers and dates, as tables have them.

    Raises:
        msgspec.ValidationError: where a key, a value or the spelling of a text is wrong.
    """
    msgspec.convert(row, strict(kind), strict=not lax)
    return msgspec.convert(row, kind, strict=not lax)


@cache
def strict(kind: type[Record]) -> type[Record]:
    """A record type like ``kind`` that refuses texts which do not match their patterns."""
    hints = get_type_hints(kind, include_extras=True)
    fields = []
    for each in msgspec.structs.fields(kind):
        given: dict[str, Any] = {"default": each.default, "default_factory": each.default_factory}
        settings = {key: value for key, value in given.items() if value is not msgspec.NODEFAULT}
        fields.append((each.name, strict_type(hints[each.name]), msgspec.field(name=each.encode_name, **settings)))
    twin: Any = msgspec.defstruct(kind.__name__, fields, bases=(kind,), kw_only=True, frozen=True)
    found: type[Record] = twin
    return found


def strict_type(kind: Any) -> Any:
    """A type with every text in it matched against its pattern."""
    if isinstance(kind, type) and issubclass(kind, Record):
        return strict(kind)
    inner, *notes = get_args(kind) or (kind,)
    form: Any = get_origin(kind)
    if form is Annotated:
        spelt = [msgspec.Meta(pattern=note.pattern) if isinstance(note, Matches) else note for note in notes]
        return form[(strict_type(inner), *spelt)]
    if form is tuple:
        return form[(strict_type(inner), *(note if note is ... else strict_type(note) for note in notes))]
    if form in {Union, types.UnionType}:
        return Union[tuple(strict_type(each) for each in (inner, *notes))]  # noqa: UP007 - made of what is found
    return kind
