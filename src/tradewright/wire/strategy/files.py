"""Strategy documents as files."""

from __future__ import annotations

import json
from pathlib import Path

from tradewright.core.engine.strategy import Strategy
from tradewright.wire.strategy.document import parse
from tradewright.wire.strategy.problems import Problem, StrategyError


class _RepeatedKeyError(ValueError):
    """A key that stands twice in one object, so that one of its values would be lost."""


def load(path: str | Path) -> Strategy:
    """The strategy in a JSON file.

    Parameters
    ----------
    path : a UTF-8 file with the strategy's parameters, or the START_STRATEGY command around them.

    Raises
    ------
    StrategyError : the file cannot be read, is not JSON, or is not a strategy.
    """
    return parse(read_document(path))


def read_document(path: str | Path) -> object:
    """The decoded JSON of a file; errors as in `load`."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        problem = _problem(path, f"the file cannot be read: {reason}", "Check the path")
        raise StrategyError([problem]) from error
    return decode(text, path)


def decode(text: str, source: str | Path = "") -> object:
    """Decoded JSON; a key that stands twice in one object is an error, not a silent loss."""
    try:
        return json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        problem = _problem(source, f"not JSON: {error.msg} at {where}", "Correct the text there")
    except _RepeatedKeyError as error:
        problem = _problem(source, str(error), "Keep one of the two")
    except (RecursionError, ValueError) as error:
        fix = "Write a strategy with fewer levels and shorter numbers"
        problem = _problem(source, f"the text cannot be decoded: {error}", fix)
    raise StrategyError([problem])


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        message = f"the key {twice!r} stands twice in one object"
        raise _RepeatedKeyError(message)
    return found


def _problem(source: str | Path, message: str, fix: str) -> Problem:
    return Problem(path=str(source), message=message, fix=fix)
