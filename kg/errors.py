"""Every error a user sees: what is wrong, where, and what to do about it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar


class KgError(Exception):
    """Something the user can mend; the command line prints it and ends with ``exit_code``.

    ``what`` is wrong ``where`` (a file, an argument; may be empty); ``mend`` says what to do.

    >>> print(KgError("is empty", "a.txt", "give a file with text"))
    a.txt: is empty; give a file with text
    >>> print(KgError("no sources are given"))
    no sources are given
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, what: str, where: str | Path = "", mend: str = "") -> None:
        super().__init__(what, where, mend)
        self.what = what
        self.where = str(where)
        self.mend = mend

    def __str__(self) -> str:
        said = f"{self.what}; {self.mend}" if self.mend else self.what
        return f"{self.where}: {said}" if self.where else said


class CheckFailed(KgError):
    """The thing checked does not hold.

    >>> CheckFailed("2 quotes differ from their source").exit_code
    1
    """

    exit_code = 1


class UsageError(KgError):
    """The command, option or question is not one that exists.

    >>> UsageError("the question is not understood").exit_code
    2
    """

    exit_code = 2


class RefusedError(UsageError):
    """What was asked for is understood, and never done.

    >>> RefusedError("LOAD is refused").exit_code
    2
    """


class InputError(KgError):
    """A file or other input cannot be used; ``what`` is the reason, fit for a report.

    >>> InputError("is empty", "a.txt").exit_code
    3
    """

    exit_code = 3


class LimitError(KgError):
    """What was asked for takes more time or room than it may.

    >>> LimitError("the query took longer than 30 s").exit_code
    4
    """

    exit_code = 4


class LateError(LimitError):
    """It took longer than it may and was ended."""


class BusyError(LimitError):
    """As much as may be done at once is being done already."""


class StoppedError(LimitError):
    """The one who asked wants no answer any more."""
