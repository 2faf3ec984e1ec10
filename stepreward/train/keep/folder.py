"""The folder of a run: taken once, gone on in with its own settings, by one process at a time."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from stepreward.errors import FileError
from stepreward.train.keep.whole import write_whole
from stepreward.train.recipes import SETTINGS, STUDY, as_toml, settings_in
from stepreward.train.settings import TrainSettings


def claim(output: Path, settings: TrainSettings, *, resume: bool, name: str = SETTINGS) -> FileLock:
    """Take a folder for a run, or go on in that of another; it is ours until the lock is released.

    ``name`` is the file that makes it a run's, or a study's: nothing is written to it here,
    ``begin`` does that.

    Raises FileError for a folder that holds a run already, or none to go on with, or one with other
    settings; for one that cannot be written; and for one in which another process is at work.
    """
    held = output / name
    if resume and not held.is_file():
        raise FileError(f"{output}: holds no run to go on with; leave --resume out to begin one")
    if not resume and any((output / one).exists() for one in (SETTINGS, STUDY)):
        raise FileError(f"{output}: holds a run; go on with --resume, or name another folder")
    if resume and settings_in(output) != settings:
        raise FileError(f"{output}: holds a run with other settings; go on with those in {held}")
    if output.is_file():
        raise FileError(f"{output}: is a file; name a folder to write to")
    try:
        output.mkdir(parents=True, exist_ok=True)
        lock = FileLock(output / ".lock", timeout=0)
        lock.acquire()
    except Timeout as error:
        raise FileError(f"{output}: another process trains in it; wait, or end that one") from error
    except OSError as error:
        words = error.strerror or error
        raise FileError(f"{output}: {words}; name a folder to write to") from error
    return lock


def begin(output: Path, settings: TrainSettings, name: str = SETTINGS) -> None:
    """Note a run's settings, which make the folder its own; one that goes on keeps what it has."""
    if not (output / name).exists():
        write_whole(output / name, as_toml(settings))
