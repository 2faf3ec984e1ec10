"""The same work as a Ray Data pipeline, on this machine or a cluster; needs the extra ``ray``.

One task reads chunks of lines, on the node where the command runs; actors on every node score
them; their results come back in order. What travels are pickled chunks, one a row.
"""

from __future__ import annotations

import logging
import os
import pickle
import socket
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from stepreward.engine.source import Chunk, Place, is_seekable, name_of, read_chunks
from stepreward.engine.work import Scored
from stepreward.engine.worker import WorkerError
from stepreward.errors import FileError, MissingExtraError, SettingError, StepRewardError

_BLOCK_BYTES = 1 << 20  # of chunks that travel together: some hundred traces, half a second
_TIMEOUT_S = 5.0  # for a cluster to answer
_COLUMN = "pickled"
_OWN_WORDS = ("local", "auto")  # addresses that Ray gives a meaning of its own


def over_ray(
    make: Callable[[], Callable[[Chunk], Scored]],
    inputs: tuple[str, ...],
    start: Place,
    *,
    workers: int | None = None,
    address: str | None = None,
) -> Generator[Scored, None, None]:
    """Score files from some place on with ``workers`` actors, None for one a core of the cluster.

    ``address`` is "local", "auto", or HOST:PORT of a cluster's head; None as Ray has it:
    $RAY_ADDRESS, else the Ray that runs here, else a new one for this run. A Ray that this
    program has begun itself is used, and left running.

    Raises SettingError, FileError or WorkerError; require_ray finds the rest beforehand.
    """
    ray = _ray()
    with _connected(ray, workers, address), _quiet(ray):
        pipeline = _pipeline(ray, make, _Reading(inputs, start), workers)
        refused: StepRewardError | None = None
        try:
            with closing(pipeline) as rows:  # before Ray ends, or it complains
                for pickled in rows:
                    result = pickle.loads(pickled)  # noqa: S301 - ours
                    if isinstance(result, StepRewardError):
                        refused = result  # the last row: the pipeline runs out by itself
                    else:
                        yield result
        except ray.exceptions.RayError as error:
            raise WorkerError(f"Ray: {_brief(error)}; see the logs of Ray, /tmp/ray here") from None
    if refused is not None:
        raise refused


def require_ray(inputs: Sequence[str], address: str | None) -> None:
    """Raise MissingExtraError without Ray, SettingError where nothing answers at an address.

    Raises FileError for what Ray cannot read.
    """
    for path in inputs:
        if not is_seekable(path):
            mend = "name a file, or use --engine pool"
            raise FileError(f"{name_of(path)}: Ray reads files, no pipes; {mend}")
    if not _ray().is_initialized():
        _require_answer(address or os.environ.get("RAY_ADDRESS"))


@dataclass(frozen=True, slots=True)
class _Reading:
    """Read chunks; an error of ours is the last row, and raised where the results end."""

    inputs: tuple[str, ...]
    start: Place

    def __call__(self, _: Any) -> Iterator[Any]:
        try:
            for chunk in read_chunks(self.inputs, self.start):
                yield _table([chunk])
        except StepRewardError as error:
            yield _table([error])


class _Scoring:
    """Score chunks in an actor of Ray."""

    def __init__(self, make: Callable[[], Callable[[Chunk], Scored]]) -> None:
        self._work = make()

    def __call__(self, table: Any) -> Any:
        """Score a table of chunks; errors pass through."""
        given = (pickle.loads(row) for row in table[_COLUMN].to_pylist())  # noqa: S301 - ours
        return _table(
            [one if isinstance(one, StepRewardError) else self._work(one) for one in given]
        )


def _table(values: list[Any]) -> Any:
    """Pickle values into a table of one column."""
    import pyarrow as pa

    return pa.table({_COLUMN: pa.array(map(pickle.dumps, values), pa.large_binary())})


def _pipeline(
    ray: Any, make: Callable[[], Any], reading: _Reading, workers: int | None
) -> Generator[bytes, None, None]:
    """Give pickled results in order."""
    here = {f"node:{ray.util.get_node_ip_address()}": 0.001}  # every node has 1 of itself
    actors = workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
    chunks = ray.data.from_arrow(_table([None])).map_batches(
        reading, batch_size=None, batch_format="pyarrow", num_cpus=0, resources=here
    )
    scored = chunks.map_batches(
        _Scoring,
        fn_constructor_args=(make,),
        batch_size=None,
        batch_format="pyarrow",
        compute=ray.data.ActorPoolStrategy(size=actors),
    )
    for table in scored.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=1):
        yield from (row.as_py() for row in table[_COLUMN])


@contextmanager
def _connected(ray: Any, workers: int | None, address: str | None) -> Iterator[None]:
    """Join a cluster or begin one; what was begun here is ended here."""
    if ray.is_initialized():
        yield
        return
    address = address or os.environ.get("RAY_ADDRESS") or None
    is_new = address in (None, "local")
    options = {"num_cpus": workers} if address == "local" and workers is not None else {}
    try:
        ray.init(
            address=address,
            log_to_driver=False,
            logging_level=logging.ERROR,
            include_dashboard=False if is_new else None,
            configure_logging=True,
            **options,
        )
    except (ConnectionError, ValueError, RuntimeError) as error:
        mend = "name HOST:PORT of a cluster's head, or local"
        raise SettingError(
            f"no Ray at {address or 'this machine'}: {_brief(error)}; {mend}"
        ) from None
    try:
        yield
    finally:
        ray.shutdown()


def _require_answer(address: str | None) -> None:
    """Knock at the door first: Ray itself waits for minutes, and says little."""
    if not address or address in _OWN_WORDS:
        return
    if "://" in address:
        mend = "run on a node of the cluster, with its HOST:PORT or auto"
        raise SettingError(f"{address}: a Ray Client cannot read files here; {mend}")
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal():
        raise SettingError(f"{address}: is no address of Ray; write HOST:PORT, local or auto")
    try:
        socket.create_connection((host.strip("[]"), int(port)), _TIMEOUT_S).close()
    except (OSError, OverflowError) as error:
        mend = "check the address, and that ray start --head runs there"
        raise SettingError(f"{address}: no Ray answers: {error}; {mend}") from None


@contextmanager
def _quiet(ray: Any) -> Iterator[None]:
    """Set what this pipeline needs of Ray Data: order, small blocks, no bars and no chatter."""
    context = ray.data.DataContext.get_current()
    ours = {
        "enable_progress_bars": False,
        "print_on_execution_start": False,
        "target_max_block_size": _BLOCK_BYTES,
    }
    theirs = {name: getattr(context, name) for name in ours}
    had_order = context.execution_options.preserve_order
    logger = logging.getLogger("ray.data")
    level = logger.level
    for name, value in ours.items():
        setattr(context, name, value)
    context.execution_options.preserve_order = True
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        for name, value in theirs.items():
            setattr(context, name, value)
        context.execution_options.preserve_order = had_order
        logger.setLevel(level)


def _ray() -> Any:
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # or its C++ writes to stderr
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # a warning about GPUs
    try:
        import ray
        import ray.data
        import ray.util
    except ImportError:
        raise MissingExtraError("--engine ray", "ray") from None
    return ray


def _brief(error: BaseException) -> str:
    """Give the last line of what Ray says, which is the reason."""
    lines = [line for line in str(error).splitlines() if line.strip()]
    return lines[-1].strip()[:300] if lines else type(error).__name__
