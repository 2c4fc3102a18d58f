"""Settings: where they come from, what is refused, what is never printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tradewright.config.settings import Settings, SettingsError, load
from tradewright.core.calendar import parse_ts

TOKEN = "correct horse battery"  # noqa: S105  # a made-up one, to look for in what is printed


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty working directory and no settings in the environment."""
    monkeypatch.chdir(tmp_path)
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.validation_alias), raising=False)


def test_defaults_are_those_of_a_first_start() -> None:
    settings = load()
    assert (settings.host, settings.port, settings.speed) == ("127.0.0.1", 8081, None)
    assert settings.market is None
    assert settings.journal_path == settings.data_dir / "journal.sqlite"


def test_flag_beats_environment_beats_env_file_beats_toml(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tradewright.toml").write_text('port = 9001\ncash = 500\nspeed = "max"\n')
    assert (load().port, load().cash, load().speed) == (9001, 500.0, "max")
    (tmp_path / ".env").write_text("WE_V2_API_PORT=9002\nWE_V2_PUSHER_KEY=later\n")
    assert load().port == 9002
    monkeypatch.setenv("WE_V2_API_PORT", "9003")
    assert load().port == 9003
    assert load(port=9004, host=None).port == 9004


def test_names_of_others_are_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOST", "PORT", "SPEED", "MARKET", "DEMO"):
        monkeypatch.setenv(name, "nonsense")
    assert load() == load()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("WE_V2_API_PORT", "99999", r"port \(WE_V2_API_PORT\): .*65535"),
        ("TRADEWRIGHT_CASH", "-5", r"cash \(TRADEWRIGHT_CASH\): .*greater than 0"),
        ("TRADEWRIGHT_CASH", "nan", r"cash \(TRADEWRIGHT_CASH\)"),
        ("TRADEWRIGHT_SPEED", "fast", r"speed 'fast' is neither 'max' nor a number > 0"),
        ("TRADEWRIGHT_OPENS_AT", "soon", r"opens_at \(TRADEWRIGHT_OPENS_AT\)"),
        (
            "TRADEWRIGHT_DATADIR",
            "x",
            "TRADEWRIGHT_DATADIR is no setting: did you mean TRADEWRIGHT_DATA_DIR",
        ),
    ],
)
def test_what_cannot_be_used_is_named(
    name: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=words):
        load()


def test_all_faults_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WE_V2_API_PORT", "-1")
    monkeypatch.setenv("TRADEWRIGHT_SNAPSHOT_EVERY", "0")
    with pytest.raises(SettingsError, match=r"WE_V2_API_PORT.*; .*TRADEWRIGHT_SNAPSHOT_EVERY"):
        load()


def test_an_unknown_key_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "tradewright.toml").write_text("prot = 1\n")
    with pytest.raises(
        SettingsError, match=r"'prot' in tradewright\.toml is no setting: did you mean port"
    ):
        load()


def test_secrets_are_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRADEWRIGHT_ACCESS_TOKEN", TOKEN)
    settings = load()
    assert settings.access_token is not None
    assert settings.access_token.get_secret_value() == TOKEN
    for shown in (repr(settings), str(settings), settings.model_dump_json()):
        assert TOKEN not in shown
    monkeypatch.setenv("TRADEWRIGHT_ACCESS_TOKEN", "short secret")
    with pytest.raises(SettingsError) as caught:
        load()
    assert "short secret" not in str(caught.value)


def test_settings_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load().port = 1  # pyright: ignore[reportAttributeAccessIssue]


def test_an_instant_is_read_as_people_write_it() -> None:
    assert load(opens_at="2026-01-05T09:00Z").opens_at == parse_ts("2026-01-05T09:00Z")


def test_every_setting_is_documented() -> None:
    page = Path(__file__).parents[3] / "docs" / "reference" / "settings.md"
    text = page.read_text("utf-8")
    for name, field in Settings.model_fields.items():
        assert f"`{name}`" in text
        assert f"`{field.validation_alias}`" in text
