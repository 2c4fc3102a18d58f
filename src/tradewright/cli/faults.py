"""Errors as people read them: what was wrong, expected, and the fix; never a traceback."""

from __future__ import annotations

import sys
import traceback
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Protocol, cast

from typer import Abort, BadParameter, TyperException

from tradewright.cli.exits import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence

OURS: Final = "tradewright."
DEFECTS: Final = frozenset({"BadReport", "BadRun", "Unavailable", "UnknownChannel", "UnknownEvent"})
"""Errors of ours that no input causes."""

FIXES: Final = {
    "FileNotFoundError": "there is no such file; check the path",
    "IsADirectoryError": "this is a folder; name a file in it",
    "PermissionError": "not allowed; check the file's permissions",
}


DOCUMENTS: Final = {"GuardianError": "guardian", "Invalid": "document"}
"""What an error calls the document whose problems it lists; else it is a strategy."""


class _Problem(Protocol):
    """What a fault of a document says, whichever room found it."""

    path: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """An error, ready to be shown.

    Parameters
    ----------
    kind : name of the error's type. message : for a person.
    problems : of a document, (path, message, fix) each; empty otherwise.
    code : what the process ends with.
    """

    kind: str
    message: str
    problems: tuple[tuple[str, str, str], ...] = ()
    code: Exit = Exit.INPUT

    def as_dict(self) -> dict[str, object]:
        """The object that `--json` prints."""
        problems = [
            dict(zip(("path", "message", "fix"), one, strict=True)) for one in self.problems
        ]
        told = {"type": self.kind, "message": self.message, "exit_code": int(self.code)}
        return {"error": {**told, "problems": problems} if problems else told}


def fault_of(error: BaseException, words: Sequence[str] = ()) -> Fault:
    """What to say about an error.

    Parameters
    ----------
    words : of the command line, for errors that do not say what stood there.
    """
    kind = type(error).__name__
    if isinstance(error, KeyboardInterrupt | Abort):
        return Fault(kind="Cancelled", message="cancelled", code=Exit.CANCELLED)
    if isinstance(error, TyperException):
        return Fault(kind="UsageError", message=_usage(error, words))
    if _is_ours(error):
        return Fault(kind=kind, message=str(error), problems=_problems(error))
    missing = _of_file(error)
    if missing is not None:
        return Fault(kind=kind, message=missing)
    return Fault(kind=kind, message=f"{kind}: {error}", code=Exit.DEFECT)


def show(fault: Fault, *, as_json: bool) -> None:
    """Print a fault: an object on stdout where JSON was asked for, and words on stderr."""
    if as_json:
        from tradewright.cli.printing import print_json

        print_json(fault.as_dict())
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True, soft_wrap=True, highlight=False)
    if fault.code is Exit.CANCELLED:
        console.print(Text("Cancelled.", "yellow"))
        return
    console.print(Text.assemble(("Error: ", "bold red"), (_head(fault), "red")))
    for path, message, fix in fault.problems:
        console.print(Text.assemble("  ", (path or "document", "bold"), f": {message}"))
        console.print(Text.assemble("    ", (fix, "green")))


def show_trace(error: BaseException) -> None:
    """Where an error came from, on stderr."""
    traceback.print_exception(error, file=sys.stderr)


def _is_ours(error: BaseException) -> bool:
    return type(error).__module__.startswith(OURS) and type(error).__name__ not in DEFECTS


def _usage(error: TyperException, words: Sequence[str]) -> str:
    """A wrong command line: what stood there, and the command whose help says what is right."""
    told = cast("BadParameter", error).format_message().replace("Value error, ", "").rstrip(".")
    value = _typed(words, getattr(getattr(error, "param", None), "opts", ()))
    if value is not None and value not in told:
        told = f"{told}; got {value!r}"
    context = getattr(error, "ctx", None)
    hint = f" (`{context.command_path} --help` shows what there is)" if context is not None else ""
    return f"{told}{hint}"


def _typed(words: Sequence[str], spellings: Sequence[str]) -> str | None:
    """What stood behind an option; None where it was not given."""
    for word, after in pairwise([*words, ""]):
        name, _, value = word.partition("=")
        if name in spellings:
            return value or after or None
    return None


def _problems(error: BaseException) -> tuple[tuple[str, str, str], ...]:
    found: object = getattr(error, "problems", ())
    return tuple((one.path, one.message, one.fix) for one in cast("tuple[_Problem, ...]", found))


def _head(fault: Fault) -> str:
    if fault.problems:
        count = len(fault.problems)
        what = DOCUMENTS.get(fault.kind, "strategy")
        return f"the {what} has {count} problem{'s' if count != 1 else ''}"
    hint = (
        ""
        if fault.code is Exit.INPUT
        else "\nThis is a defect; `tradewright --debug ...` shows where."
    )
    return f"{fault.message}{hint}"


def _of_file(error: BaseException) -> str | None:
    """What is wrong with a file that somebody named; None for any other error."""
    if not isinstance(error, OSError):
        return None
    if error.filename is not None:
        fix = FIXES.get(type(error).__name__, error.strerror or str(error))
        return f"{error.filename}: {fix}"
    return f"{error}; check the path" if isinstance(error, FileNotFoundError) else None
