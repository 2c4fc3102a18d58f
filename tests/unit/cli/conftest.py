"""What holds for every test of the command line."""

import pytest


@pytest.fixture(autouse=True)
def _compiled_already(monkeypatch: pytest.MonkeyPatch) -> None:
    """No note about a first run, whatever this machine has compiled so far."""
    monkeypatch.setattr("tradewright.cli.kernels.warmed", lambda: True)
    monkeypatch.setenv("COLUMNS", "120")
