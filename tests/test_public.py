"""What others build on: the public names, what importing them costs, and settings files."""

from __future__ import annotations

import inspect
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest

import stepreward as sr
from stepreward import errors

ROOT = Path(__file__).parents[1]
PUBLIC = (
    "Credit Format GroundTruth KeyStep Policy Report RewardModel Scorer ScorerConfig Step "
    "StepMatch StepRewardError Trace Verdict Violation __version__ "
    "advantages extract_key_steps judge load_config parse score token_offsets"
).split()
HEAVY = (
    "torch transformers accelerate peft matplotlib sympy typer rich pyarrow ray math_verify "
    "fastapi starlette uvicorn prometheus_client openai tensorboard wandb trackio "
    "numpy pydantic regex rapidfuzz"
).split()


# Names.


def test_the_public_names() -> None:
    assert sorted(sr.__all__) == sorted(PUBLIC)


def test_nothing_else_looks_public() -> None:
    seen = {
        name
        for name in dir(sr)
        if not name.startswith("_") and not inspect.ismodule(getattr(sr, name))
    }
    assert seen - {"annotations", "Sequence", "TYPE_CHECKING", "import_module"} == set(PUBLIC) - {
        "__version__"
    }


@pytest.mark.parametrize("name", sorted(set(PUBLIC) - {"__version__"}))
def test_every_public_object_says_what_it_is(name: str) -> None:
    documented = getattr(sr, name)
    text = inspect.getdoc(documented) or ""
    assert text.split("\n\n")[0].endswith((".", ":"))
    own = [one for key, one in vars(documented).items() if not key.startswith("_")]
    methods = [one for one in own if inspect.isfunction(one) or isinstance(one, property)]
    assert [one for one in methods if not inspect.getdoc(one)] == []


@pytest.mark.parametrize(
    ("function", "parameters"),
    [
        pytest.param(sr.score, "completion *answer *key_steps *question *config", id="score"),
        pytest.param(
            sr.Scorer.score, "self completion truth *prefill *truncated", id="Scorer.score"
        ),
        pytest.param(
            sr.Scorer.score_batch,
            "self completions truths *prefill *truncated",
            id="Scorer.score_batch",
        ),
        pytest.param(
            sr.Scorer.score_group,
            "self completions truth *prefill *truncated",
            id="Scorer.score_group",
        ),
        pytest.param(sr.token_offsets, "tokenizer completion_ids", id="token_offsets"),
    ],
)
def test_what_callers_rely_on_to_be_called(function: object, parameters: str) -> None:
    assert callable(function)
    found = inspect.signature(function).parameters.values()
    marked = ["*" * (one.kind is one.KEYWORD_ONLY) + one.name for one in found]
    assert " ".join(marked) == parameters


def test_one_class_catches_everything_that_we_raise() -> None:
    every = [one for one in vars(errors).values() if inspect.isclass(one)]
    raised = [one for one in every if one.__module__ == errors.__name__]
    assert len(raised) > 5
    assert all(issubclass(one, sr.StepRewardError) for one in raised)


def test_a_scorer_travels_to_another_process() -> None:
    scorer = pickle.loads(pickle.dumps(sr.Scorer("paper")))
    assert scorer.signature == sr.Scorer("paper").signature
    report = scorer.score("12/2 = 6\n#### 6", sr.GroundTruth("6"))
    assert pickle.loads(pickle.dumps(report)) == report


def test_the_release_is_that_of_the_changelog() -> None:
    assert re.search(
        rf"^## \[({re.escape(sr.__version__)}|Unreleased)\]", _text("CHANGELOG.md"), re.MULTILINE
    )


# Imports.


def python(code: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def test_importing_stepreward_loads_nothing_heavy() -> None:
    done = python(f"import sys, stepreward\nprint(*({{*{HEAVY}}} & {{*sys.modules}}))")
    assert (done.stdout.strip(), done.stderr) == ("", "")


def test_a_public_name_arrives_when_it_is_asked_for() -> None:
    code = "import sys, stepreward as sr; before = 'numpy' in sys.modules; sr.Scorer; print(before)"
    assert python(f"{code}; print('numpy' in sys.modules)").stdout.split() == ["False", "True"]
    with pytest.raises(AttributeError, match=r"^module 'stepreward' has no attribute 'Scorrer'$"):
        sr.Scorrer  # type: ignore[attr-defined]  # noqa: B018


def test_a_module_is_found_below_the_package_without_an_import_of_its_own() -> None:
    code = "import stepreward as sr; print(sr.errors.TruthError.__name__); sr.unheard_of"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "TruthError\n"
    assert done.stderr.endswith("module 'stepreward' has no attribute 'unheard_of'\n")


def test_the_command_line_starts_without_what_it_may_not_need() -> None:
    code = (
        "import sys\nfrom contextlib import suppress\nfrom stepreward.cli import app\n"
        "with suppress(SystemExit):\n    app(['--help'])\n"
        "print(*({'numpy', 'pydantic', 'stepreward.scorer'} & {*sys.modules}), file=sys.stderr)"
    )
    assert python(code).stderr.strip() == ""


def test_the_look_at_imports_would_see_one() -> None:
    assert python(f"import sys, typer\nprint(*({{*{HEAVY}}} & {{*sys.modules}}))").stdout.strip()


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import stepreward", id="a program"),
        pytest.param("import sys; sys.argv = ['bin/stepreward']; import stepreward", id="spawned"),
    ],
)
def test_importing_stepreward_leaves_ctrl_c_alone(code: str) -> None:
    done = python(f"{code}, signal\nprint(signal.getsignal(signal.SIGINT).__name__)")
    assert (done.stdout.strip(), done.stderr) == ("default_int_handler", "")


def test_scoring_with_the_default_settings_needs_no_sympy() -> None:
    code = (
        "import sys, stepreward as sr\n"
        "sr.score('Half of it: 12/2 = 6.\\n#### 6', answer='6', key_steps=['12/2 = 6'])\n"
        "print(*({'sympy', 'rich', 'typer'} & {*sys.modules}))"
    )
    done = python(code)
    assert (done.stdout.strip(), done.stderr) == ("", "")


# Documents.


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["settings.toml", "own_format.toml"])
def test_the_example_settings_are_settings(name: str) -> None:
    config = sr.load_config(ROOT / "docs" / "examples" / name)
    assert config != sr.ScorerConfig()
    assert sr.Scorer(config).signature != sr.Scorer().signature


def test_the_example_format_reads_a_trace() -> None:
    scorer = sr.Scorer(sr.load_config(ROOT / "docs" / "examples" / "own_format.toml"))
    trace = (
        "## What I see\nTwo boxes with twelve eggs each stand on a table.\n"
        "## Thought 1\nBoth boxes together hold 2 * 12 = 24 eggs.\n## What I say\n24"
    )
    report = scorer.score(trace, sr.GroundTruth("24", ["2*12 = 24"]))
    assert (report.format, report.accuracy, report.coverage) == ("look-think-say", 1.0, 1.0)
    assert report.validity == 1.0
