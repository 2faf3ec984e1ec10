"""The model's side: encoding, sampling, log-probabilities, folders."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
import torch
from PIL import Image
from safetensors.torch import load_file, save_file
from torch import Tensor

from stepreward.errors import SettingError
from stepreward.trace import GroundTruth
from stepreward.train.data.charts import Charts
from stepreward.train.data.checks import check_prompts, check_traces
from stepreward.train.data.examples import Example
from stepreward.train.model.folders import (
    Loaded,
    add_lora,
    checkpoint_activations,
    load,
    save_merged,
)
from stepreward.train.model.likelihood import completion_log_probs
from stepreward.train.model.rollouts import (
    Rollouts,
    encode_prompts,
    mask_of,
)
from stepreward.train.model.sampling import sample, sampling
from stepreward.train.model.tiny import make_tiny
from stepreward.train.recipes import load_settings
from stepreward.train.warmup import encode_traces

EXAMPLES = Charts("train").take(0, 6)


@pytest.fixture(scope="module")
def tiny() -> Loaded:
    corpus = [text for one in EXAMPLES for text in (one.question, one.trace or "")]
    return make_tiny(corpus, seed=1)


def mixed() -> list[Example]:
    """No image, one, and three of different sizes; questions of different lengths."""
    colours = ("red", "blue", "green", "white")
    sizes = ((56, 56), (112, 56), (28, 84), (140, 84))
    images = [Image.new("RGB", size, name) for size, name in zip(sizes, colours, strict=True)]
    truth = GroundTruth("5")
    return [
        Example("none", "What is the sum?", (), truth),
        Example("one", "What is the sum of red and blue?", (images[0],), truth),
        Example("three", "What?", tuple(images[1:]), truth),
    ]


def roll(tiny: Loaded, examples: Sequence[Example], **settings: float) -> Rollouts:
    prompts = encode_prompts(tiny.processor, examples, instruction="", limit=500)
    torch.manual_seed(7)
    how = sampling(tiny.processor.tokenizer, max_tokens=12, temperature=1.0, **settings)  # type: ignore[arg-type]
    return sample(tiny.model, tiny.processor.tokenizer, prompts, how)


def log_probs(tiny: Loaded, rollouts: Rollouts, size: int, temperature: float = 1.0) -> Tensor:
    parts = [slice(at, at + size) for at in range(0, len(rollouts), size)]
    with torch.no_grad():
        found = [completion_log_probs(tiny.model, rollouts, one, temperature) for one in parts]
    return torch.cat(found) * rollouts.mask


# The same rollouts, another way.


@pytest.mark.parametrize("size", [1, 2, 4])
def test_parts_of_a_batch_give_what_the_whole_gives(tiny: Loaded, size: int) -> None:
    rollouts = roll(tiny, mixed(), group=2)
    difference = log_probs(tiny, rollouts, size) - log_probs(tiny, rollouts, len(rollouts))
    assert float(difference.abs().max()) <= 1e-5


def test_every_rollout_sees_its_own_images(tiny: Loaded) -> None:
    first, second = EXAMPLES[:2]
    alike = [first, Example("b", first.question, second.images, first.truth)]
    rollouts = roll(tiny, alike, group=2)
    swapped = roll(tiny, alike[::-1], group=2)
    own = Rollouts(rollouts.prompts, 2, rollouts.ids, rollouts.mask, rollouts.texts, ())
    other = Rollouts(swapped.prompts, 2, rollouts.ids, rollouts.mask, rollouts.texts, ())
    rows = log_probs(tiny, own, 4), log_probs(tiny, other, 4)
    assert float((rows[0] - rows[1]).abs().max()) > 1e-3
    turned = Rollouts(
        swapped.prompts,
        2,
        rollouts.ids.roll(2, 0),
        rollouts.mask.roll(2, 0),
        rollouts.texts,
        (),
    )
    assert torch.allclose(log_probs(tiny, turned, 4).roll(2, 0), rows[0], atol=1e-5)


def test_gradient_checkpointing_changes_no_gradient(tiny: Loaded) -> None:
    rollouts = roll(tiny, EXAMPLES[:2], group=2)

    def gradient() -> Tensor:
        tiny.model.train()
        log_probs = completion_log_probs(tiny.model, rollouts, slice(0, 4), 1.0)
        found = torch.autograd.grad((log_probs * rollouts.mask).sum(), [*tiny.model.parameters()])
        tiny.model.eval()
        return torch.cat([one.flatten() for one in found])

    plain = gradient()
    checkpoint_activations(tiny.model)
    again = gradient()
    tiny.model.activation_checkpointing_disable()
    assert torch.allclose(plain, again, atol=1e-5)
    assert float(plain.abs().max()) > 0


# Masks, texts, limits.


def test_a_mask_ends_with_the_first_end_inclusive() -> None:
    ids = torch.tensor([[5, 2, 2, 9], [5, 6, 7, 8], [2, 5, 5, 5]])
    assert mask_of(ids, 2).tolist() == [[1, 1, 0, 0], [1, 1, 1, 1], [1, 0, 0, 0]]


def test_texts_and_cuts_are_those_of_the_ids(tiny: Loaded) -> None:
    rollouts = roll(tiny, EXAMPLES[:2], group=4)
    tokenizer = tiny.processor.tokenizer
    for text, is_cut, ids, mask in zip(
        rollouts.texts, rollouts.truncated, rollouts.ids, rollouts.mask, strict=True
    ):
        kept = ids[: int(mask.sum())].tolist()
        assert is_cut == (tokenizer.eos_token_id not in kept)
        assert text == tokenizer.decode(kept if is_cut else kept[:-1])


def test_a_prompt_that_is_too_long_is_refused_and_never_cut(tiny: Loaded) -> None:
    with pytest.raises(SettingError, match=r"the prompt of 'three' has \d+ tokens, and 40 are"):
        encode_prompts(tiny.processor, mixed(), instruction="", limit=40)
    settings = load_settings("quick", changes=[{"max_prompt_tokens": 40}])
    with pytest.raises(SettingError, match="max_prompt_tokens: 40 are allowed; 'three' has"):
        check_prompts(tiny.processor, mixed(), settings)


def test_what_is_counted_beforehand_is_what_is_encoded(tiny: Loaded) -> None:
    encoded = encode_prompts(tiny.processor, mixed(), instruction="Say:", limit=500)
    longest = int(encoded.inputs["attention_mask"].sum(1).max())
    for limit, is_enough in ((longest, True), (longest - 1, False)):
        changes = [{"max_prompt_tokens": limit, "instruction": "Say:"}]
        settings = load_settings("quick", changes=changes)
        if is_enough:
            check_prompts(tiny.processor, mixed(), settings)
        else:
            with pytest.raises(SettingError):
                check_prompts(tiny.processor, mixed(), settings)


def test_traces_that_cannot_be_imitated_are_named(tiny: Loaded) -> None:
    settings = load_settings("quick", changes=[{"max_prompt_tokens": 500}])
    with pytest.raises(SettingError, match="3 of 3 examples have no trace to imitate, 'none'"):
        check_traces(tiny.processor, mixed(), settings)
    short = load_settings("quick", changes=[{"max_completion_tokens": 30}])
    with pytest.raises(SettingError, match="max_completion_tokens: 30 are allowed; 'train-0-0'"):
        check_traces(tiny.processor, EXAMPLES, short)
    with pytest.raises(SettingError, match="max_completion_tokens: the trace of 'train-0-0'"):
        encode_traces(tiny.processor, EXAMPLES, short)


def test_a_trace_is_encoded_as_it_would_be_sampled(tiny: Loaded) -> None:
    traces = encode_traces(tiny.processor, EXAMPLES, load_settings("quick"))
    tokenizer = tiny.processor.tokenizer
    for ids, mask, one in zip(traces.ids, traces.mask, EXAMPLES, strict=True):
        kept = ids[: int(mask.sum())].tolist()
        assert kept[-1] == tokenizer.eos_token_id
        assert tokenizer.decode(kept[:-1]) == one.trace


# Folders.


def same_logits(one: Loaded, other: Loaded) -> bool:
    def logits(loaded: Loaded) -> Tensor:
        inputs = encode_prompts(loaded.processor, EXAMPLES, instruction="", limit=500).inputs
        with torch.no_grad():
            found: Tensor = loaded.model.eval()(**inputs).logits
        return found

    return torch.equal(logits(one), logits(other))


def test_saved_and_loaded_is_the_same(tiny: Loaded, tmp_path: Path) -> None:
    tiny.save(tmp_path)
    assert same_logits(tiny, load(tmp_path))


def test_the_layout_in_which_qwen2_vl_was_published(tiny: Loaded, tmp_path: Path) -> None:
    """Flat settings, old names of weights, a chat template of its own file, bf16."""
    tiny.save(tmp_path)
    config = json.loads((tmp_path / "config.json").read_text())
    text = config.pop("text_config")
    rope = text.pop("rope_parameters")
    flat = {**config, **text, "model_type": "qwen2_vl", "rope_theta": rope["rope_theta"]}
    flat["rope_scaling"] = {"type": "mrope", "mrope_section": rope["mrope_section"]}
    flat["torch_dtype"] = "bfloat16"
    (tmp_path / "config.json").write_text(json.dumps(flat))
    weights = load_file(tmp_path / "model.safetensors")
    renamed = {
        name.replace("model.visual.", "visual.").replace("model.language_model.", "model."): value
        for name, value in weights.items()
    }
    save_file(
        {name: value.to(torch.bfloat16) for name, value in renamed.items()},
        tmp_path / "model.safetensors",
        metadata={"format": "pt"},
    )
    template = (tmp_path / "chat_template.jinja").read_text()
    (tmp_path / "chat_template.jinja").unlink()
    (tmp_path / "chat_template.json").write_text(json.dumps({"chat_template": template}))
    images = {"min_pixels": 784, "max_pixels": 1003520, "patch_size": 14, "merge_size": 2}
    kinds = {"image_processor_type": "Qwen2VLImageProcessor", "processor_class": "Qwen2VLProcessor"}
    (tmp_path / "preprocessor_config.json").write_text(
        json.dumps({**images, **kinds, "temporal_patch_size": 2})
    )
    (tmp_path / "processor_config.json").unlink()
    loaded = load(tmp_path)
    rounded = {
        name: one.to(torch.bfloat16).float() for name, one in tiny.model.state_dict().items()
    }
    found = loaded.model.state_dict()
    assert rounded.keys() == found.keys()
    assert all(torch.equal(rounded[name], found[name]) for name in rounded)
    mine = encode_prompts(tiny.processor, EXAMPLES, instruction="", limit=500).inputs
    theirs = encode_prompts(loaded.processor, EXAMPLES, instruction="", limit=500).inputs
    assert all(torch.equal(mine[name], theirs[name]) for name in mine)


def test_a_smaller_limit_of_pixels_gives_fewer_image_tokens(tiny: Loaded, tmp_path: Path) -> None:
    tiny.save(tmp_path)
    large = Example("a", "What?", (Image.new("RGB", (280, 280)),), GroundTruth("5"))
    counts = [
        encode_prompts(load(tmp_path, limit).processor, [large], instruction="", limit=500)
        .inputs["input_ids"]
        .shape[1]
        for limit in (None, 112 * 112)
    ]
    assert counts[0] - counts[1] == 100 - 16


@pytest.mark.parametrize(
    ("config", "words"),
    [
        pytest.param(None, "holds none that can be read", id="an empty folder"),
        pytest.param({"model_type": "gpt2"}, "is a gpt2; give one of qwen2_vl", id="another kind"),
    ],
)
def test_no_model(tmp_path: Path, config: dict[str, str] | None, words: str) -> None:
    if config is not None:
        (tmp_path / "config.json").write_text(json.dumps(config))
    with pytest.raises(SettingError, match=words):
        load(tmp_path)


def test_what_lora_learned_is_part_of_the_saved_model(tmp_path: Path) -> None:
    corpus = [one.question for one in EXAMPLES]
    base = make_tiny(corpus, seed=2)
    adapted = Loaded(add_lora(base.model, 4), base.processor)
    trained = [one for one in adapted.model.parameters() if one.requires_grad]
    assert 0 < sum(one.numel() for one in trained) < 200_000
    with torch.no_grad():
        for one in trained:
            one.add_(0.05)
    save_merged(adapted, tmp_path)
    merged = load(tmp_path)
    inputs = encode_prompts(merged.processor, EXAMPLES, instruction="", limit=500).inputs
    with torch.no_grad():
        with_adapter = adapted.model.eval()(**inputs).logits
        as_saved = merged.model.eval()(**inputs).logits
        with adapted.model.disable_adapter():
            without = adapted.model(**inputs).logits
    assert torch.allclose(with_adapter, as_saved, atol=1e-4)
    assert not torch.allclose(without, as_saved, atol=1e-2)
