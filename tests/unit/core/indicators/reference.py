"""TA-Lib as its users import it; its stubs are partial and partly wrong, hence `Any`."""

from importlib import import_module
from typing import Any, cast

talib = cast("Any", import_module("talib"))
abstract = cast("Any", import_module("talib.abstract"))
