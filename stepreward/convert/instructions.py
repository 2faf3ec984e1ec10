"""What asks a policy for a trace format: one text a format, or one of your own."""

from __future__ import annotations

import os
from pathlib import Path

from stepreward.errors import FileError, SettingError, known_are

_R1_VL = """\
Answer the question in sections. Begin each with its header, on a line of its own:
### Image Description:
what the image shows, as far as the question needs it
### Rationales:
what is asked, and how you will find it
### Step 1:
one step of the reasoning, with its result
### Step 2:
the next step, and so on, counting up
### The final answer is:
the answer alone"""

_LLAVA_COT = """\
Answer in four tagged parts, each opened and closed once, in this order: <SUMMARY> how you will \
solve it </SUMMARY>, <CAPTION> what the image shows </CAPTION>, <REASONING> the steps, one after \
another </REASONING>, <CONCLUSION> the answer alone </CONCLUSION>."""

_THINK = """\
Think first, step by step, between <think> and </think>. Then give the answer alone between \
<answer> and </answer>."""

_BOXED = "Reason step by step, one step a line, and put the final answer in \\boxed{}."

_NUMBERED = """\
Number your steps 1., 2., 3. and so on, each on its own line. End with a line that says Answer: \
and the answer alone."""

_LINES = "Write one step a line, with its result. End with a line of #### and the answer alone."

INSTRUCTIONS = {
    "r1-vl": _R1_VL,
    "llava-cot": _LLAVA_COT,
    "think": _THINK,
    "boxed": _BOXED,
    "numbered": _NUMBERED,
    "lines": _LINES,
}


def choose_instruction(asked: str | None) -> str | None:
    """Take the text of a format by its name, of a file, or the text itself.

    Raises SettingError for a single word that is neither, FileError for a file that is no text.
    """
    if asked is None or not asked.strip():
        return None
    if asked in INSTRUCTIONS:
        return INSTRUCTIONS[asked]
    if len(asked.split()) > 1 and not os.path.isfile(asked):  # noqa: PTH113 - never raises
        return asked.strip()
    try:
        return Path(asked).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        mend = known_are(asked, INSTRUCTIONS)
        raise SettingError(f"instruction {asked!r}: is no file and no format; {mend}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(f"{asked}: cannot be read as UTF-8 text: {error}") from None
