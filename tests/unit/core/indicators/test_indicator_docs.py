"""The reference page of indicators lists what there is, with the defaults that hold."""

from pathlib import Path

import pytest

from tradewright.core.indicators import FAMILIES, Family, Function, functions, resolve, warmup

PAGE = (Path(__file__).parents[4] / "docs" / "reference" / "indicators.md").read_text("utf-8")
ROWS = {line.split("|")[1].strip(): line for line in PAGE.splitlines() if line.startswith("| `")}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_our_names_are_listed(family: Family) -> None:
    row = ROWS[", ".join(f"`{name}`" for name in (family.name, *family.also))]
    for option in family.options:
        said = "(must be given)" if option.default is None else f"{option.default:g}"
        assert f"`{option.key}` {said}" in row


@pytest.mark.parametrize("about", functions().values(), ids=lambda about: about.name)
def test_functions_are_listed_with_their_defaults(about: Function) -> None:
    row = ROWS[f"`{about.name}`"]
    for param, default in about.defaults:
        assert f"{param} {default:g}" in row
    name = about.name if len(about.outputs) == 1 else f"{about.name}_{about.outputs[0]}"
    assert row.endswith(f"| {warmup(resolve(f'talib:{name}'))} |")


def test_nothing_is_listed_that_is_not_there() -> None:
    listed = {name.strip("`") for name in ROWS if name.strip("`").isupper()}
    assert listed == set(functions())
