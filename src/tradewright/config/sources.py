"""Where settings come from, without silent strays: a misspelt name is an error, not a default."""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from dotenv import dotenv_values
from pydantic_settings import TomlConfigSettingsSource

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_settings import BaseSettings

OURS = "TRADEWRIGHT_"
"""Names of ours alone; a ``WE_V2_`` name of contract 04 may belong to a later part."""


ELSEWHERE = frozenset({"TRADEWRIGHT_CACHE_DIR"})
"""Ours, and read by the kernel door before there are settings."""


class Strays(ValueError):
    """Names that no setting has; the message names the nearest ones."""

    def __init__(self, sentences: Iterable[str]) -> None:
        super().__init__("; ".join(sentences))


class StrictToml(TomlConfigSettingsSource):
    """The TOML file, whose every key must be a setting."""

    def __init__(self, settings: type[BaseSettings]) -> None:
        super().__init__(settings)
        unknown = self.toml_data.keys() - settings.model_fields.keys()
        if unknown:
            known = sorted(settings.model_fields)
            raise Strays(
                _sentence(f"{key!r} in {self.toml_file_path}", key, known)
                for key in sorted(unknown)
            )


def refuse_strays(settings: type[BaseSettings]) -> None:
    """Return if every ``TRADEWRIGHT_`` name of the environment and of `.env` is a setting's.

    Raises
    ------
    Strays
        With a sentence for each that is not.
    """
    known = sorted(str(field.validation_alias) for field in settings.model_fields.values())
    fine = ELSEWHERE.union(known)
    file = Path(str(settings.model_config.get("env_file")))
    names = {*os.environ, *(dotenv_values(file) if file.is_file() else {})}
    unknown = sorted(name for name in names if name.startswith(OURS) and name not in fine)
    if unknown:
        raise Strays(_sentence(name, name, known) for name in unknown)


def _sentence(where: str, name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
    return f"{where} is no setting: {hint}"
