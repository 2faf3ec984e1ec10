"""gzip and Zstandard, in and out: the same lines, and what is cut off or damaged is named."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from stepreward.engine import check_files, explain_line, score_files
from stepreward.errors import FileError
from tests.engine.lines import COMMAND, GOOD, cut_short, numbered, rows_of, written
from tests.lacking import without

zstandard = pytest.importorskip("zstandard")


def zst(data: bytes) -> bytes:
    return bytes(zstandard.ZstdCompressor().compress(data))


def unzst(data: bytes) -> bytes:
    return bytes(zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True).read())


TOOLS = {"gz": (gzip.compress, gzip.decompress), "zst": (zst, unzst)}
PACKERS = pytest.mark.parametrize(
    ("suffix", "pack"), [pytest.param(name, pack, id=name) for name, (pack, _) in TOOLS.items()]
)
SUFFIXES = pytest.mark.parametrize("suffix", [*TOOLS])
TEXT = b"".join(f"{one}\n".encode() for one in numbered(300))
Pack = Callable[[bytes], bytes]


@PACKERS
def test_what_is_packed_gives_what_its_text_gives(tmp_path: Path, suffix: str, pack: Pack) -> None:
    plain = written(tmp_path / "in.jsonl", [TEXT])
    path = written(tmp_path / f"in.{suffix}", [pack(TEXT)])
    seen: list[int] = []
    summary = score_files(
        [path], output=tmp_path / "out", on_progress=lambda read_bytes, _: seen.append(read_bytes)
    )
    score_files([plain], output=tmp_path / "expected")
    assert (tmp_path / "out").read_bytes() == (tmp_path / "expected").read_bytes()
    assert seen[-1] == summary.total_bytes == path.stat().st_size
    assert check_files([path]).records == 300
    assert explain_line(path, 300).explanations


@PACKERS
def test_the_name_does_not_matter_and_many_members_are_one_file(
    tmp_path: Path, suffix: str, pack: Pack
) -> None:
    members = [pack(TEXT[at : at + 1000]) for at in range(0, len(TEXT), 1000)]
    path = written(tmp_path / "in.jsonl", [*members, pack(b""), b"\0" * 512])
    assert score_files([path], output=tmp_path / f"{suffix}.jsonl").tally.traces == 300


@PACKERS
def test_a_pipe_is_unpacked_as_well(suffix: str, pack: Pack) -> None:
    del suffix
    done = subprocess.run(
        [*COMMAND, "score", "-"], input=pack(TEXT), capture_output=True, check=True
    )
    assert len(done.stdout.splitlines()) == 300


@PACKERS
@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_over_packed_files_that_is_cut_short_goes_on(
    tmp_path: Path, suffix: str, pack: Pack, workers: int
) -> None:
    path, out = written(tmp_path / f"in.{suffix}", [pack(TEXT)]), tmp_path / f"out.{suffix}"
    cut_short(path, out)
    assert score_files([path], output=out, workers=workers).resumed >= 128
    score_files([path], output=tmp_path / f"whole.{suffix}")
    assert out.read_bytes() == (tmp_path / f"whole.{suffix}").read_bytes()


@SUFFIXES
def test_an_output_is_packed_by_its_name(tmp_path: Path, suffix: str) -> None:
    path = written(tmp_path / "in.jsonl", ["no json", TEXT, *["no json"] * 200, GOOD])
    out = tmp_path / f"out.jsonl.{suffix.upper()}"
    score_files([path], output=out, workers=1)
    score_files([path], output=tmp_path / "plain")
    score_files([path], output=tmp_path / f"two.{suffix}", workers=2)
    assert TOOLS[suffix][1](out.read_bytes()) == (tmp_path / "plain").read_bytes()
    assert out.read_bytes() == (tmp_path / f"two.{suffix}").read_bytes()
    assert out.stat().st_size < (tmp_path / "plain").stat().st_size / 4
    assert len(rows_of(tmp_path / f"{out.name}.rejects.jsonl")) == 201


@SUFFIXES
def test_a_packed_output_without_lines_is_a_packed_file(tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"out.{suffix}"
    score_files([written(tmp_path / "in.jsonl", [])], output=out)
    assert out.read_bytes()
    assert TOOLS[suffix][1](out.read_bytes()) == b""


# What is cut off or damaged.


def noise(count: int) -> bytes:
    """Lines that pack badly, so that a cut lies behind many of them."""
    rows = (
        json.loads(one) | {"x": hex(3**400 * (at + 7) ** 90)}
        for at, one in enumerate(numbered(count))
    )
    return b"".join(f"{json.dumps(row)}\n".encode() for row in rows)


@PACKERS
@pytest.mark.parametrize("workers", [1, 2])
def test_a_file_that_is_cut_off_is_named_and_the_mended_one_goes_on(
    tmp_path: Path, suffix: str, pack: Pack, workers: int
) -> None:
    first = written(tmp_path / "first.jsonl", list(numbered(200)))
    whole = pack(noise(100)) + pack(noise(400))
    path, out = written(tmp_path / f"in.{suffix}", [whole[:-5000]]), tmp_path / "out"
    with pytest.raises(
        FileError,
        match=rf"in\.{suffix}: is cut off in the middle of its .*; fetch or write it again; "
        r"\d+ scored traces are kept in .*out\.part; with the file mended, the same command",
    ):
        score_files([first, path], output=out, workers=workers)
    kept = len(rows_of(tmp_path / "out.part"))
    assert 200 + 100 <= kept < 700
    written(path, [whole])
    assert score_files([first, path], output=out).resumed == 200
    assert len(rows_of(out)) == 700


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(gzip.compress(TEXT)[:100], "cut off in the middle of its gzip", id="short"),
        pytest.param(gzip.compress(TEXT)[:5], "is cut off", id="in its header"),
        pytest.param(gzip.compress(TEXT)[:-2], "is cut off", id="in its checksum"),
        pytest.param(gzip.compress(TEXT)[:-8] + bytes(8), "is damaged gzip", id="wrong checksum"),
        pytest.param(gzip.compress(TEXT) + b"more", "is damaged gzip", id="something behind it"),
        pytest.param(zst(TEXT)[:50], "cut off in the middle of its Zstandard", id="zst, short"),
        pytest.param(zst(TEXT)[:4] + b"\xff" * 50, "is damaged Zstandard", id="zst, nonsense"),
        pytest.param(gzip.compress(gzip.compress(TEXT)), "compressed twice; gunzip", id="twice"),
        pytest.param(gzip.compress(b"x" * 257 + b"ustar"), "is a tar archive", id="tar.gz"),
    ],
)
def test_a_damaged_file_is_named(tmp_path: Path, content: bytes, reason: str) -> None:
    path = written(tmp_path / "in", [content])
    with pytest.raises(FileError, match=reason) as caught:
        score_files([path], output=io.BytesIO())
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    "arguments", [["in.zst"], ["in.jsonl", "-o", "out.zst"]], ids=["an input", "an output"]
)
def test_without_its_extra_zstandard_is_refused_with_the_mend(
    tmp_path: Path, arguments: list[str]
) -> None:
    written(tmp_path / "in.zst", [zst(TEXT)])
    written(tmp_path / "in.jsonl", [GOOD])
    done = without("zstandard", "score", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.endswith(": Zstandard needs: pip install 'stepreward[zst]'\n")
    assert not list(tmp_path.glob("out*"))
