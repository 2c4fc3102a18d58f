"""TA-Lib's extension module, loaded without pandas and Polars.

`import talib` imports both when they are installed (about 0.5 s), and so does the extension below
it. Here the extension is loaded on its own while two stand-ins answer for them; the stand-ins find
the real classes as soon as somebody imports these, so a later `import talib` works as ever.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Final, cast

_EXTENSION: Final = "talib._ta_lib"
_FRAMES: Final = ("pandas", "polars")


class TalibMissing(ImportError):
    """TA-Lib is not installed, or its wheel has no extension module."""


@cache
def talib() -> ModuleType:
    """TA-Lib's extension module, initialised.

    Raises
    ------
    TalibMissing : says what to install.
    """
    loaded = sys.modules.get(_EXTENSION)
    if loaded is None:
        loaded = _load()
    initialise = cast("Callable[[], None]", vars(loaded)["_ta_initialize"])
    initialise()  # harmless when done before
    return loaded


def _load() -> ModuleType:
    package = find_spec("talib")
    places = package.submodule_search_locations if package else None
    spec = PathFinder.find_spec(_EXTENSION, places) if places else None
    if spec is None or spec.loader is None:
        message = "TA-Lib is not installed; run `pip install 'TA-Lib>=0.8'`"
        raise TalibMissing(message)
    stand_ins = {name: _stand_in(name) for name in _FRAMES if name not in sys.modules}
    # The extension asks for its own package, whose __init__ imports pandas and Polars again.
    stand_ins["talib"] = module_from_spec(ModuleSpec("talib", None, is_package=True))
    sys.modules.update(stand_ins)
    try:
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]
    # The extension registers itself; left there, `import talib` would find it without making it an
    # attribute of the package. Found again by its file, it is the same module object.
    sys.modules.pop(_EXTENSION, None)
    return module


class _Later(type):
    """A class that stands for one of a package that is not imported yet."""

    package: str

    def __instancecheck__(cls, instance: object) -> bool:
        real = sys.modules.get(cls.package)
        return real is not None and isinstance(instance, getattr(real, cls.__name__))

    def __call__(cls, *args: object, **options: object) -> object:
        real: type = getattr(import_module(cls.package), cls.__name__)
        return real(*args, **options)


class _StandIn(ModuleType):
    """A package that becomes real when asked for anything but its two classes."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__") or sys.modules.get(self.__name__) is self:
            raise AttributeError(name)
        return getattr(import_module(self.__name__), name)


def _stand_in(package: str) -> ModuleType:
    module = _StandIn(package)
    for name in ("DataFrame", "Series"):
        setattr(module, name, _Later(name, (), {"package": package}))
    return module
