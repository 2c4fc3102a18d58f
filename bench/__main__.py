"""`python -m bench [ROW ...]`: run the rows, print the table, fail if a bound is missed."""

from __future__ import annotations

import sys

from bench.rows import ROWS

BAD = 1


def main() -> int:
    """Run the rows that were named, or all of them."""
    wanted = sys.argv[1:] or list(ROWS)
    unknown = [name for name in wanted if name not in ROWS]
    if unknown:
        print(f"no row {unknown[0]!r}; rows: {', '.join(ROWS)}")
        return 2
    missed = 0
    for name in wanted:
        for row in ROWS[name]():
            verdict = "ok" if row.holds else "MISSED"
            missed += not row.holds
            print(f"{verdict:>6}  {row.what:<66} {row.measured:>10.2f} {row.bound}", flush=True)
    return BAD if missed else 0


if __name__ == "__main__":
    sys.exit(main())
