"""Run the command as ``python -m stepreward``."""

from __future__ import annotations

from stepreward.cli import main

if __name__ == "__main__":
    main()
