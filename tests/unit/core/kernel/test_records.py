from __future__ import annotations

import numpy as np
import pytest

from tradewright.core.kernel import bits_of, f8, filled, grown, i8, kernel, layout, rows, table


class Cup:
    """A record of every kind of field."""

    full: i8
    amount: f8
    owner: i8


def test_a_layout_has_the_fields_in_order_and_aligned() -> None:
    made = layout(Cup)
    assert made.names == ("full", "amount", "owner")
    assert [made[name].str for name in ("full", "amount", "owner")] == ["<i8", "<f8", "<i8"]
    assert made.isalignedstruct
    assert made.itemsize == 24


def test_a_field_without_a_kind_is_refused() -> None:
    class Bad:
        name: str

    with pytest.raises(TypeError, match=r"Bad\.name is <class 'str'>, expected f8 or i8"):
        layout(Bad)


def test_a_field_that_interpreted_records_could_not_show_is_refused() -> None:
    class Shadowed:
        size: f8

    with pytest.raises(TypeError, match=r"Shadowed\.size.*rename"):
        layout(Shadowed)


def test_rows_begin_as_zeros_and_are_live_views() -> None:
    cups = rows(Cup, 3)
    assert len(cups) == 3
    assert all(cup.full == 0 and cup.amount == 0.0 and cup.owner == 0 for cup in cups)
    cup = cups[1]
    cup.amount = 0.3
    assert cups[1].amount == 0.3
    assert cups[0].amount == 0.0


def test_grown_rows_keep_their_bits_and_end_in_zeros() -> None:
    cups = rows(Cup, 2)
    cups[1].owner = 7
    wider = grown(cups, Cup, 5)
    assert [cup.owner for cup in wider] == [0, 7, 0, 0, 0]
    wider[1].owner = 8
    assert cups[1].owner == 7


def test_bits_come_back_as_they_went() -> None:
    cups = rows(Cup, 2)
    cups[0].amount, cups[1].owner, cups[1].full = 0.1, -5, 1
    again = filled(Cup, bits_of(cups))
    assert bits_of(again) == bits_of(cups)
    again[0].amount = 2.0
    assert cups[0].amount == 0.1


def test_columns_of_rows_can_be_read_by_name() -> None:
    cups = rows(Cup, 3)
    cups[2].amount = 4.0
    assert table(cups)["amount"].tolist() == [0.0, 0.0, 4.0]


@kernel
def pour(cup: Cup, more: float) -> float:
    """Fill a cup and tell what is in it."""
    cup.amount += more
    return cup.amount


def test_a_kernel_changes_the_row_it_is_given() -> None:
    cups = rows(Cup, 2)
    assert pour(cups[1], 1.5) == 1.5
    assert pour(cups[1], 1.5) == 3.0
    assert table(cups)["amount"].tolist() == [0.0, 3.0]


@kernel
def ratio(top: float, bottom: float) -> float:
    """A quotient as IEEE has it."""
    return top / bottom


def test_division_by_zero_is_a_number_not_an_exception() -> None:
    assert ratio(1.0, 0.0) == np.inf
