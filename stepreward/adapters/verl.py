"""verl: ``compute_score`` for the reward loop, its managers naive, dapo, gdpo, remote; and batch.

``reward.custom_reward_function.path=pkg://stepreward.adapters.verl`` and ``.name=compute_score``;
settings by ``+reward.custom_reward_function.reward_kwargs.alpha=0.2``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from stepreward.adapters.reward import Outcome, Scalar, with_changes
from stepreward.adapters.truths import beside_gold

_INJECTED = ("reward_router_address", "reward_model_tokenizer")  # by verl, beside the keywords


def compute_score(
    data_source: str,
    solution_str: str,
    ground_truth: Any,
    extra_info: Mapping[str, Any] | None = None,
    **settings: Any,
) -> dict[str, float]:
    """Pay one completion: ``score`` trains, and constant keys of floats are logged.

    ``ground_truth`` is an answer, or an object or its JSON with key steps; these and the question
    may stand in ``extra_info``. ``acc`` is the accuracy; with the manager gdpo,
    ``gdpo_reward_keys=[step_rar,step_rvr]``.

    Raises TruthError for a truth that cannot be read, SettingError for an unknown keyword.
    """
    del data_source
    return _scores(_outcome(solution_str, ground_truth, extra_info, settings))


def compute_step_rar(
    data_source: str,
    solution_str: str,
    ground_truth: Any,
    extra_info: Mapping[str, Any] | None = None,
    **settings: Any,
) -> dict[str, float]:
    """Pay one completion StepRAR alone."""
    more = {**settings, "part": "step_rar"}
    return compute_score(data_source, solution_str, ground_truth, extra_info, **more)


def compute_step_rvr(
    data_source: str,
    solution_str: str,
    ground_truth: Any,
    extra_info: Mapping[str, Any] | None = None,
    **settings: Any,
) -> dict[str, float]:
    """Pay one completion StepRVR alone."""
    more = {**settings, "part": "step_rvr"}
    return compute_score(data_source, solution_str, ground_truth, extra_info, **more)


def compute_score_batch(
    data_sources: Sequence[str],
    solution_strs: Sequence[str],
    ground_truths: Sequence[Any],
    extra_infos: Sequence[Mapping[str, Any] | None],
    **settings: Any,
) -> list[dict[str, float]]:
    """Pay N completions, for the manager batch."""
    rows = zip(data_sources, solution_strs, ground_truths, extra_infos, strict=True)
    return [compute_score(*row, **settings) for row in rows]


def _outcome(
    text: str, gold: Any, extra: Mapping[str, Any] | None, settings: Mapping[str, Any]
) -> Outcome:
    known = {name: value for name, value in settings.items() if name not in _INJECTED}
    return with_changes(Scalar, known).outcome(text, beside_gold(gold, extra))


def _scores(outcome: Outcome) -> dict[str, float]:
    metrics = outcome.metrics()
    return {"score": outcome.paid, "acc": metrics["accuracy"], **metrics}
