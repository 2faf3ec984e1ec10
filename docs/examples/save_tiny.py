"""Save the tiny random model of trl_text.py, for commands that want a folder: save_tiny.py DIR."""

from __future__ import annotations

import json
import sys

from trl_text import SAMPLE, tiny

if __name__ == "__main__":
    rows = [json.loads(line) for line in SAMPLE.read_text().splitlines()]
    for part in tiny(rows):
        part.save_pretrained(sys.argv[1])
