"""`kg` and `python -m kg`."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line."""
    from kg.cli import run

    try:
        run()
    finally:
        gc.freeze()  # to look all over for cycles before the end would take a tenth of a second


if __name__ == "__main__":
    main()
