"""What can go wrong, said once: what, where, why and what to do, with the exit code it ends in."""

from typing import ClassVar

import msgspec


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing wrong with the data: where it stands, which rule it breaks, what mends it."""

    file: str
    record: str
    field: str
    value: str
    rule: str
    remedy: str

    def __str__(self) -> str:
        """One line: ``file: record.field = value: rule; remedy``."""
        where = f"{self.record}.{self.field}" if self.field else self.record
        value = f" = {self.value}" if self.value else ""
        return f"{self.file}: {where}{value}: {self.rule}; {self.remedy}"


class LandbridgeError(Exception):
    """An error for the user: what happened, where, why, and what to do about it."""

    exit_code: ClassVar[int] = 70

    def __init__(self, *, what: str, where: str = "", why: str = "", remedy: str = "") -> None:
        """Keep the four parts; any but ``what`` may be empty."""
        super().__init__(what)
        self.what = what
        self.where = where
        self.why = why
        self.remedy = remedy

    def __str__(self) -> str:
        """The whole message, one part a line."""
        lines = [self.what]
        lines += [f"  {name}: {text}" for name, text in (("where", self.where), ("why", self.why)) if text]
        if self.remedy:
            lines.append(f"  try: {self.remedy}")
        return "\n".join(lines)


class NoRouteError(LandbridgeError):
    """Nothing leads from origin to destination under the constraints and on the date."""

    exit_code = 1


class UsageError(LandbridgeError):
    """The question cannot be read: an unknown or ambiguous name, options that contradict each other."""

    exit_code = 2


class DataError(LandbridgeError):
    """The data, or what was laid over them, cannot be used; every problem found is listed."""

    exit_code = 3

    def __init__(self, problems: "tuple[Problem, ...]", *, where: str = "", of: str = "in the data") -> None:
        """Keep all problems, in file order."""
        count = len(problems)
        super().__init__(
            what=f"{count} problem{'s' if count != 1 else ''} {of}",
            where=where,
            why="\n    ".join(["", *map(str, problems)]),
            remedy="mend what is named above; nothing was loaded",
        )
        self.problems = problems


class InputError(LandbridgeError):
    """A file that was given cannot be read for what it should be, or days that were given are out of order."""

    exit_code = 3


class OutputError(LandbridgeError):
    """A result cannot be written; the file that was there is untouched."""

    exit_code = 5
