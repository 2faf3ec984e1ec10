#!/bin/sh
# GRPO with ms-swift 4.6.0, rewarded by StepRAR and StepRVR: sh docs/examples/swift.sh MODEL
#
# Run on 2026-11-22, on a CPU, as it stands, with the tiny model of save_tiny.py:
# two updates, both rewards in the log. ms-swift needs msgspec beside it.
set -eu
MODEL=${1:?a folder or an id}
shift

stepreward convert data/gsm8k/sample.jsonl --to swift -o out/swift.jsonl

swift rlhf --rlhf_type grpo --model "$MODEL" --model_type qwen2 --template qwen2_5 \
  --dataset out/swift.jsonl --output_dir out/swift --remove_unused_columns false \
  --external_plugins "$(stepreward path swift)" \
  --reward_funcs step_rar step_rvr --reward_weights 1.0 1.0 \
  --num_generations 4 --per_device_train_batch_size 4 --max_steps 2 \
  --max_length 512 --max_completion_length 16 \
  --torch_dtype float32 --tuner_type full --use_vllm false \
  --logging_steps 1 --save_strategy no --eval_strategy no --report_to none "$@"
