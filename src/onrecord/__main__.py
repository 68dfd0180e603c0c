"""`python -m onrecord`, where the command `onrecord` is not on the path."""

from __future__ import annotations

from onrecord.cli import main

if __name__ == "__main__":
    main(prog_name="onrecord")
