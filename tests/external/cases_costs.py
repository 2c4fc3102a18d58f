"""Hand-worked: spread, slippage, commission, pip sizes."""

from __future__ import annotations

from typing import Final

from tests.external.case import Case
from tests.external.oracle_book import Terms

COSTS: Final = (
    Case(
        name="spread column: a long opens at the ask and leaves at the bid",
        # entry 110010 + 12 = 110022, stop 109822
        bars="""110000 110010 109990 110000 1 10
                110010 110050 109990 110040 0 12
                110040 110060 109822 110000 0 30""",
        trades=("long 1 110022 -> 2 109822 stop_loss",),
        # bar 1, bid against the ask paid: low -32 ticks, high +28
        first={"mfe_pips": 2.8, "mae_pips": 20.0},
    ),
    Case(
        name="spread column: a short opens at the bid and its stop watches the ask",
        # entry 110010, stop 110210; bar 2: high 110190 + spread 20 touches it
        bars="""110000 110010 109990 110000 2 10
                110010 110050 109990 110040 0 12
                110040 110190 110000 110100 0 20""",
        trades=("short 1 110010 -> 2 110210 stop_loss",),
        # bar 1: ask at the high 110062, at the low 110002; bar 2 opens at ask 110060
        first={"mfe_pips": 0.8, "mae_pips": 20.0, "pnl": -20.0},
    ),
    Case(
        name="a short that gaps over its stop pays the ask of that open",
        bars="""110000 110010 109990 110000 2 10
                110010 110050 109990 110040 0 12
                110205 110300 110000 110100 0 20""",
        trades=("short 1 110010 -> 2 110225 stop_loss",),
    ),
    Case(
        name="slippage worsens entry and stop, never the target",
        # 0.5 pip = 5 ticks: entry 110015, target 110315 at its own price;
        # then entry 110105, stop 109905, filled at 109900
        bars="""110000 110010 109990 110000 1
                110010 110315 109990 110040 1
                110100 110110 109905 110000 0""",
        terms=Terms(slippage_pips=0.5),
        trades=("long 1 110015 -> 1 110315 take_profit", "long 2 110105 -> 2 109900 stop_loss"),
        first={"pnl_pips": 30.0},
    ),
    Case(
        name="slippage in the document wins over the flag, rounds up, and worsens a short's gap",
        # 0.31 pip = 3.1 ticks -> 4: entry 110010 - 4; stop 110206; open 110250 -> 110254
        bars="""110000 110010 109990 110000 2
                110010 110050 109990 110040 0
                110250 110310 110200 110300 0""",
        rules={"execution": {"slippage": {"type": "pips", "value": 0.31}}},
        terms=Terms(slippage_pips=5.0),
        trades=("short 1 110006 -> 2 110254 stop_loss",),
    ),
    Case(
        name="commission is paid per lot at each end",
        # 7 USD a lot and side, 0.1 lot: 0.7 + 0.7
        bars="""110000 110010 109990 110000 1
                110010 110310 109990 110040 1
                110100 110110 110000 110050 0""",
        terms=Terms(commission_per_lot=7.0),
        trades=("long 1 110010 -> 1 110310 take_profit",),
        first={"pnl": 28.6, "pnl_pips": 30.0},
        open=1,
        # 10,000 + 28.6, less 0.7 for the second entry, which stands at 110050 against 110100: -5
        equity=10_022.9,
    ),
    Case(
        name="yen pair: a pip is 0.01, profit comes back at the rate of the exit fill",
        # entry 150.000, stop 149.800 (200 ticks of 0.001);
        # 0.1 lot * 100,000 * 0.2 JPY = 2,000 JPY at 149.800
        bars="""150000 150010 149990 150000 1
                150000 150050 149790 149900 0""",
        symbol="USDJPY",
        trades=("long 1 150000 -> 1 149800 stop_loss",),
        first={"pnl": -2_000 / 149.8, "pnl_pips": -20.0, "r_multiple": -1.0},
    ),
    Case(
        name="gold: a pip is 0.1, ten ticks of 0.01, 100 ounces a lot",
        # entry 2000.00, target 30 pips = 3.00 -> 2003.00; 0.1 lot * 100 oz * 3.00
        bars="""200000 200010 199990 200000 1
                200000 200300 199990 200100 0""",
        symbol="XAUUSD",
        trades=("long 1 200000 -> 1 200300 take_profit",),
        first={"pnl": 30.0, "pnl_pips": 30.0},
    ),
)
