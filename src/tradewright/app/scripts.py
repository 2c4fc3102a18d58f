"""Python files as strategies: local code that is run, so only a person's own path leads here."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import module_from_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from tradewright.core.calendar import Timeframe, format_ts
from tradewright.core.engine.script import Intent
from tradewright.services.backtests import BadScript, scripted

if TYPE_CHECKING:
    from types import ModuleType

    from tradewright.core.engine.script import Columns, Script, View
    from tradewright.core.market import Bars

SUFFIX: Final = ".py"
ON_BAR: Final = "on_bar"
PREPARE: Final = "prepare"


def is_script(source: object) -> bool:
    """Whether a strategy is named by the path of a Python file."""
    return isinstance(source, str | Path) and Path(source).suffix.lower() == SUFFIX


def load_script(path: str | Path) -> Script:
    """A new instance of the strategy in a Python file, which is run for it.

    Parameters
    ----------
    path : a file with exactly one class that has `on_bar(self, view) -> Intent`; classes that it
        imports, and those that another of its classes is derived from, do not count.

    Raises
    ------
    BadScript
        If the file cannot be read or run, or has no such class, or several; the message names the
        line.
    """
    file = Path(path)
    module = _run(file)
    found = [one for one in vars(module).values() if _is_strategy(one, module.__name__)]
    made = [one for one in found if not any(_derived(other, one) for other in found)]
    if len(made) != 1:
        raise BadScript(_count(file, made))
    try:
        script: object = made[0]()
    except Exception as error:
        raise BadScript(_told(file, error, f"{made[0].__name__}() cannot be made")) from error
    # The same name in messages, and as the strategy's own.
    checked = type(made[0].__name__, (_Checked,), {})
    return cast("Script", checked(file, script))


def described(path: str | Path) -> dict[str, object]:
    """What the strategy in a Python file says about itself; None where it leaves it to the data.

    Raises
    ------
    BadScript
        As `load_script`, and if an attribute does not make sense.
    """
    script = load_script(path)
    known = scripted(script, "EURUSD", Timeframe.H1)
    return {
        "name": known.name,
        "symbol": getattr(script, "symbol", None),
        "timeframe": known.timeframe.value if hasattr(script, "timeframe") else None,
        "stop_pips": None if known.stop is None else known.stop.value,
        "target_pips": None if known.target is None else known.target.value,
        "max_positions": known.max_positions,
        "on_opposite": known.on_opposite,
        "prepares": hasattr(script, "prepare"),
    }


class _Checked:
    """A strategy whose mistakes are told with file, line and bar; its attributes are its own."""

    def __init__(self, file: Path, script: object) -> None:
        self._file = file
        self._script = cast("Script", script)

    def __getattr__(self, name: str) -> object:
        """What the strategy says about itself; `prepare` is checked where there is one."""
        found: object = getattr(self._script, name)
        return self._prepare if name == PREPARE else found

    def on_bar(self, view: View) -> Intent | None:
        """Its answer, if it is one."""
        try:
            said = cast("object", self._script.on_bar(view))
        except Exception as error:
            when = f"on_bar failed on the bar of {format_ts(view.ts)}"
            raise BadScript(_told(self._file, error, when)) from error
        if said is None or isinstance(said, Intent):
            return said
        at = format_ts(view.ts)
        message = (
            f"{self._file}: on_bar answered {said!r} on the bar of {at}, expected an Intent, such "
            "as Intent.buy(), or None"
        )
        raise BadScript(message)

    def _prepare(self, bars: Bars) -> Columns:
        try:
            return cast("Columns", getattr(self._script, PREPARE)(bars))
        except Exception as error:
            raise BadScript(_told(self._file, error, "prepare failed")) from error


def _run(file: Path) -> ModuleType:
    """The module of a file, run anew each time, so that two runs share no state."""
    name = f"strategy_file_{file.stem}"
    loader = SourceFileLoader(name, str(file))
    module = module_from_spec(ModuleSpec(name, loader, origin=str(file)))
    sys.modules[name] = module
    folder = str(file.parent.resolve())
    sys.path.insert(0, folder)
    try:
        code = compile(file.read_bytes(), str(file), "exec", dont_inherit=True)
        exec(code, vars(module))  # noqa: S102  # a person's own file, named by them: see the docs
    except OSError:
        raise
    except Exception as error:
        raise BadScript(_told(file, error, "it cannot be run")) from error
    finally:
        sys.path.remove(folder)
    return module


def _is_strategy(found: object, module: str) -> bool:
    own = isinstance(found, type) and found.__module__ == module
    return own and callable(getattr(found, ON_BAR, None))


def _derived(one: type, other: type) -> bool:
    return one is not other and issubclass(one, other)


def _count(file: Path, made: list[type]) -> str:
    if not made:
        return f"{file}: no class in it has a method on_bar(self, view) -> Intent; write one"
    names = ", ".join(one.__name__ for one in made)
    return f"{file}: {len(made)} classes have on_bar ({names}); keep one strategy in a file"


def _told(file: Path, error: Exception, what: str) -> str:
    """What went wrong, with the last line of the file that was being run."""
    line = error.lineno if isinstance(error, SyntaxError) else None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(file):
            line = trace.tb_lineno
        trace = trace.tb_next
    place = f"{file}:{line}" if line is not None else str(file)
    said = error.msg if isinstance(error, SyntaxError) else str(error)
    return f"{place}: {what}: {type(error).__name__}: {said}"
