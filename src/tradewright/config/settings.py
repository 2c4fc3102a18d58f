"""Every setting, its name in the environment, its unit and its default."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self, cast

from platformdirs import user_data_path
from pydantic import BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from tradewright.config.sources import Strays, StrictToml, refuse_strays
from tradewright.core.calendar import parse_ts
from tradewright.services.sessions.pace import parse_speed

TOML_FILE: Final = "tradewright.toml"
"""Read from the working directory if it is there; keys are the field names of `Settings`."""


class SettingsError(ValueError):
    """A setting that cannot be used; the message names it, what was given and what is expected."""


def _instant(value: object) -> int | None:
    """Nanoseconds UTC of an instant as people write it."""
    return parse_ts(value) if isinstance(value, str) else cast("int | None", value)


class Settings(BaseSettings):
    """All settings; frozen.

    A command-line flag wins over the environment, then `.env`, then `tradewright.toml`.
    """

    model_config = SettingsConfigDict(
        frozen=True,
        env_file=".env",
        env_file_encoding="utf-8",
        toml_file=TOML_FILE,
        populate_by_name=True,
        extra="ignore",
        hide_input_in_errors=True,
        case_sensitive=True,
    )

    host: str = Field("127.0.0.1", validation_alias="WE_V2_API_HOST", min_length=1)
    """Address the server binds; any other than a loopback address needs `access_token`."""
    port: int = Field(8081, validation_alias="WE_V2_API_PORT", ge=0, le=65535)
    """Port of the server; 0 takes a free one."""
    access_token: SecretStr | None = Field(
        None, validation_alias="TRADEWRIGHT_ACCESS_TOKEN", min_length=16
    )
    """Required of every client unless the server is bound to loopback; 16 characters or more."""
    data_dir: Path = Field(
        default_factory=lambda: user_data_path("tradewright"),
        validation_alias="TRADEWRIGHT_DATA_DIR",
    )
    """Where the journal lies; one process at a time owns it."""
    market: str | None = Field(None, validation_alias="TRADEWRIGHT_MARKET", min_length=1)
    """`simulated[:SYMBOL[:seed]]` or `replay:FILE`; unset goes on with the data directory's."""
    speed: Annotated[float | Literal["max"] | None, BeforeValidator(parse_speed)] = Field(
        None, validation_alias="TRADEWRIGHT_SPEED"
    )
    """Simulated seconds a second (`60`, `60x`) or `max`; unset keeps the last, 60 at first."""
    cash: float = Field(10_000.0, validation_alias="TRADEWRIGHT_CASH", gt=0.0, allow_inf_nan=False)
    """Opening balance of a new paper account, account currency."""
    spread_pips: float = Field(
        0.0, validation_alias="TRADEWRIGHT_SPREAD_PIPS", ge=0.0, allow_inf_nan=False
    )
    """Spread where the market data has none, pips."""
    commission_per_lot: float = Field(
        0.0, validation_alias="TRADEWRIGHT_COMMISSION_PER_LOT", ge=0.0, allow_inf_nan=False
    )
    """Commission per lot and side, account currency."""
    slippage_pips: float = Field(
        0.0, validation_alias="TRADEWRIGHT_SLIPPAGE_PIPS", ge=0.0, allow_inf_nan=False
    )
    """Slippage of market and stop fills, pips."""
    demo_days: int = Field(30, validation_alias="TRADEWRIGHT_DEMO_DAYS", ge=0, le=3660)
    """Days of the simulated market that are already traded when a new data directory opens."""
    opens_at: Annotated[int | None, BeforeValidator(_instant)] = Field(
        None, validation_alias="TRADEWRIGHT_OPENS_AT"
    )
    """When a new simulated market goes live (`2026-01-05T09:00Z`); unset means now."""
    demo: bool = Field(default=True, validation_alias="TRADEWRIGHT_DEMO")
    """Whether a new data directory starts with the example strategy running."""
    news_url: str | None = Field(
        None, validation_alias="TRADEWRIGHT_NEWS_URL", pattern=r"^https?://[^\s]+$"
    )
    """Address of an economic calendar (weekly JSON, iCalendar, CSV); unset asks nobody."""
    news_file: Path | None = Field(None, validation_alias="TRADEWRIGHT_NEWS_FILE")
    """The same from a file; one of the two at most."""
    news_refresh_minutes: float = Field(
        60.0, validation_alias="TRADEWRIGHT_NEWS_REFRESH_MINUTES", ge=1.0, le=10_080.0
    )
    """Minutes between two looks at the calendar; an address is asked once an hour at most."""
    guardian_file: Path | None = Field(None, validation_alias="TRADEWRIGHT_GUARDIAN_FILE")
    """Guardian document that protects the account from the start on; unset keeps the last."""
    snapshot_every: int = Field(5_000, validation_alias="TRADEWRIGHT_SNAPSHOT_EVERY", ge=1)
    """Journal entries between two snapshots."""
    snapshots_kept: int = Field(3, validation_alias="TRADEWRIGHT_SNAPSHOTS_KEPT", ge=1)
    """Snapshots that stay; older ones are dropped."""

    @model_validator(mode="after")
    def _one_calendar(self) -> Self:
        if self.news_url is not None and self.news_file is not None:
            message = "news_url and news_file are both set; keep one"
            raise ValueError(message)
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Where settings come from, the strongest first."""
        del file_secret_settings  # one place less to look for a secret in
        return init_settings, env_settings, dotenv_settings, StrictToml(settings_cls)

    @property
    def journal_path(self) -> Path:
        """The journal of the session."""
        return self.data_dir / "journal.sqlite"


def load(**flags: object) -> Settings:
    """The settings of this start.

    Parameters
    ----------
    flags : field names of `Settings` with what the command line says; None means the flag was not
        given.

    Raises
    ------
    SettingsError
        Names every setting that cannot be used, and every unknown ``TRADEWRIGHT_`` name or key of
        `tradewright.toml`.
    """
    given: dict[str, Any] = {name: value for name, value in flags.items() if value is not None}
    try:
        refuse_strays(Settings)
        return Settings(**given)
    except Strays as error:
        raise SettingsError(str(error)) from None
    except ValidationError as error:
        faults = (
            f"{_name(*fault['loc'][:1])}: {fault['msg']}"
            for fault in error.errors(include_input=False)
        )
        raise SettingsError("; ".join(faults)) from None


def _name(location: int | str = "settings") -> str:
    for name, field in Settings.model_fields.items():
        if location in (name, field.validation_alias):
            return f"{name} ({field.validation_alias})"
    return str(location)
