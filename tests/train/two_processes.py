"""Write down the gradient of one update: torchrun starts this once for each process."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import torch
from accelerate import Accelerator

from stepreward.train.algorithms import loss_settings
from stepreward.train.data.charts import Charts
from stepreward.train.loop import add_up_gradients, reference_of
from stepreward.train.model.folders import load
from stepreward.train.recipes import change_of, load_settings
from stepreward.train.rewards import Chunk
from stepreward.train.update import my_share
from stepreward.train.warmup import encode_traces


def main(model: str, output: str) -> None:
    torch.set_num_threads(1)
    settings = load_settings("quick", changes=[change_of("rl.micro_batch=3")])
    accelerator = Accelerator(cpu=True)
    policy = load(model)
    reference = reference_of(policy.model, settings, accelerator)
    with torch.no_grad():  # or policy and reference are the same, and the KL is flat
        for one in policy.model.parameters():
            one.mul_(1.01)
    wrapped = accelerator.prepare(policy.model)
    everything = Charts("train").take(0, 8)
    worth = {one.id: float(at % 3 - 1) for at, one in enumerate(everything)}
    examples = my_share(everything, accelerator)
    traces = encode_traces(policy.processor, examples, settings)  # stand in for rollouts
    advantages = torch.tensor([worth[one.id] for one in examples])
    chunk = Chunk(examples, traces, [], [], advantages)
    numbers = loss_settings(settings, 0)
    add_up_gradients(wrapped, reference, [chunk], settings, accelerator, numbers)
    if accelerator.is_main_process:
        found = [one.grad.flatten() for one in policy.model.parameters()]
        torch.save(torch.cat(found), Path(output) / f"{accelerator.num_processes}.pt")
    accelerator.wait_for_everyone()
    os._exit(0)  # torch's own farewell may wait for itself: DDP holds what a thread of gloo wants


if __name__ == "__main__":
    main(*sys.argv[1:])
