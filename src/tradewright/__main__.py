"""`python -m tradewright` is `tradewright`."""

from tradewright.cli import main

if __name__ == "__main__":
    main()
