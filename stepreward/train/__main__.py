"""Train as ``python -m stepreward.train``; torchrun starts it the same way."""

from __future__ import annotations

import sys

from stepreward.cli import main

if __name__ == "__main__":
    sys.argv[1:1] = ["train"]
    main()
