#!/bin/sh
# GRPO with OpenRLHF 0.11.2 and our reward: sh docs/examples/openrlhf.sh MODEL
#
# Run on 2026-11-22, on a CPU: it ended where OpenRLHF imports vLLM, which needs a GPU. The names of
# the options were checked against its parser, and the reward was run in its executor:
# make test-openrlhf.
set -eu
MODEL=${1:?a folder or an id}
shift

stepreward convert data/gsm8k/sample.jsonl --to openrlhf -o out/openrlhf.jsonl

python -m openrlhf.cli.train_ppo_ray \
  --actor.model_name_or_path "$MODEL" \
  --data.prompt_dataset out/openrlhf.jsonl --data.input_key input --data.label_key label \
  --data.apply_chat_template --data.max_len 1024 \
  --algo.advantage.estimator group_norm --rollout.n_samples_per_prompt 8 \
  --rollout.max_new_tokens 512 \
  --reward.remote_url "$(stepreward path openrlhf)" "$@"
