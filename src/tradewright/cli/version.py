"""`tradewright version`."""

from __future__ import annotations

import typer

from tradewright.cli.options import Json


def facts() -> dict[str, str]:
    """What a report of a defect should name."""
    import platform
    from importlib.metadata import version as of

    found = {"tradewright": of("tradewright"), "python": platform.python_version()}
    libraries = {name: of(name) for name in ("numpy", "numba", "TA-Lib", "polars")}
    return {**found, **libraries, "platform": platform.platform()}


def version(*, as_json: Json = False) -> None:
    """Show the versions of Tradewright and of what it stands on."""
    from tradewright.cli.printing import print_json

    if as_json:
        print_json(facts())
        return
    for name, text in facts().items():
        print(f"{name:<12}{text}")


def print_version(wanted: object) -> None:
    """Show the version and end, for `--version`."""
    if wanted:
        from importlib.metadata import version as of

        print(f"tradewright {of('tradewright')}")
        raise typer.Exit
