#!/bin/sh
# GDPO with verl 0.9.1, StepRAR and StepRVR normalised apart: sh docs/examples/verl.sh MODEL
#
# Run on 2026-11-22, on a CPU, with the tiny model of save_tiny.py: the configuration was read and
# Ray started; it ended where verl loads its rollout engine, which needs a GPU's vLLM. The reward
# itself was run in verl's own managers and actors: make test-verl.
set -eu
MODEL=${1:?a folder or an id}
shift

stepreward convert data/gsm8k/sample.jsonl --to verl -o out/verl.parquet

python -m verl.trainer.main_ppo \
  data.train_files=out/verl.parquet data.val_files=out/verl.parquet \
  data.train_batch_size=32 data.max_prompt_length=512 data.max_response_length=512 \
  algorithm.adv_estimator=gdpo '+algorithm.gdpo_reward_keys=[step_rar,step_rvr]' \
  reward.reward_manager.name=gdpo \
  reward.custom_reward_function.path=pkg://stepreward.adapters.verl \
  reward.custom_reward_function.name=compute_score \
  +reward.custom_reward_function.reward_kwargs.alpha=0.1 \
  actor_rollout_ref.model.path="$MODEL" \
  actor_rollout_ref.actor.ppo_mini_batch_size=32 \
  actor_rollout_ref.actor.ppo_micro_batch_size_per_gpu=8 \
  actor_rollout_ref.rollout.name=vllm actor_rollout_ref.rollout.n=8 \
  actor_rollout_ref.rollout.log_prob_micro_batch_size_per_gpu=8 \
  trainer.n_gpus_per_node=1 trainer.nnodes=1 'trainer.logger=[console]' "$@"
