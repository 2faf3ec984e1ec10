"""No text is run as code: what the source calls, and what the judge does with text that is code."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import stepreward
from stepreward import GroundTruth, Scorer, judge

PACKAGE = Path(stepreward.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))
# Modules a completion passes through on its way to a reward.
SCORING = (
    *(
        "algebra",
        "answer",
        "claims",
        "match",
        "parse",
        "validity",
        "scorer",
        "credit",
        "text",
        "kept",
    ),
    *("formats", "trace", "report", "policy", "group", "offsets"),
)
RUNS_CODE = {"eval", "exec", "compile", "__import__", "sympify", "parse_expr", "parse_latex"}
RUNS_CODE |= {"lambdify", "literal_eval", "simplify", "input", "breakpoint"}
NEVER_IMPORTED = {"signal", "threading", "_thread", "subprocess", "multiprocessing", "concurrent"}
NEVER_IMPORTED |= {"asyncio", "ctypes", "pickle", "marshal", "importlib", "os", "socket"}


def scoring_sources() -> list[Path]:
    """List the files of the scoring path."""
    return [path for path in SOURCES if path.relative_to(PACKAGE).parts[0].split(".")[0] in SCORING]


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """List the calls in a file, each with the name that is called; ``re.compile`` is no code."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name):
            yield node.func.id, node
        elif isinstance(node.func, ast.Attribute):
            owner = node.func.value
            is_pattern = isinstance(owner, ast.Name) and owner.id in {"re", "regex"}
            yield ("" if is_pattern else node.func.attr), node


def imported(tree: ast.AST) -> set[str]:
    """Name the top-level packages that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


def read(path: Path) -> ast.AST:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", scoring_sources(), ids=name_of)
def test_the_scoring_path_calls_nothing_that_runs_text(path: Path) -> None:
    assert RUNS_CODE.isdisjoint(name for name, _ in calls(read(path)))


@pytest.mark.parametrize("path", scoring_sources(), ids=name_of)
def test_the_scoring_path_formats_only_its_own_templates(path: Path) -> None:
    formats = [call for name, call in calls(read(path)) if name in {"format", "format_map"}]
    owners = [call.func.value for call in formats if isinstance(call.func, ast.Attribute)]
    assert all(isinstance(owner, ast.Constant) for owner in owners)
    moduli = [
        node
        for node in ast.walk(read(path))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod)
    ]
    assert not any(isinstance(node.left, ast.JoinedStr) for node in moduli)


@pytest.mark.parametrize("path", scoring_sources(), ids=name_of)
def test_the_scoring_path_starts_no_signal_thread_or_process(path: Path) -> None:
    assert NEVER_IMPORTED.isdisjoint(imported(read(path)))


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_sympy_is_imported_by_one_module(path: Path) -> None:
    assert ("sympy" in imported(read(path))) is (name_of(path) == "algebra/symbolic.py")


def test_the_walk_finds_what_it_looks_for() -> None:
    tree = ast.parse(
        "import os.path\nfrom signal import alarm\nsympy.sympify(x)\nre.compile(x)\neval(x)"
    )
    assert imported(tree) == {"os", "signal"}
    assert [name for name, _ in calls(tree)] == ["sympify", "", "eval"]
    assert len(scoring_sources()) > 50


def payloads(marker: str) -> list[str]:
    """Write the ways in which a text becomes code where somebody runs it."""
    touch = f"open('{marker}', 'w').close()"
    return [
        f"__import__('pathlib').Path('{marker}').touch()",
        f"__import__('os').system('touch {marker}')",
        touch,
        f'exec("{touch}")',
        f"(lambda: {touch})()",
        f"[x for x in [{touch}]]",
        f'sympify("{touch}")',
        f"().__class__.__mro__[1].__subclasses__()[0].__init__.__globals__; {touch}",
        f"x.__class__.__init__.__globals__['__builtins__']['open']('{marker}', 'w')",
        f"{{0.__class__.__init__.__globals__}} {touch}",
        f"%({touch})s",
        f"$(touch {marker})",
        f"`touch {marker}`",
        f"1; touch {marker}",
        f"\\input{{|touch {marker}}}",
        f"\\write18{{touch {marker}}}",
        f"!!python/object/apply:os.system ['touch {marker}']",
    ]


FRAMES = ("%s", "\\boxed{%s}", "$%s$", "#### %s", "5 + %s = 6", "### The final answer is: %s")


@pytest.mark.parametrize("frame", FRAMES)
def test_text_that_is_code_is_never_run(tmp_path: Path, frame: str) -> None:
    marker = tmp_path / "marker"
    scorer = Scorer()
    symbolic = stepreward.Policy(symbolic=True, text_similarity=0.9)
    for payload in payloads(str(marker)):
        text = frame.replace("%s", payload)
        judge(text, "5")
        judge("x+1", text, question=text, policy=symbolic)
        scorer.score(text, GroundTruth(payload, [payload], question=text))
    assert not marker.exists()


def test_the_marker_would_be_seen(tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    subprocess.run([sys.executable, "-c", payloads(str(marker))[2]], check=True)
    assert marker.exists()


LOADS = """
import sys
import stepreward as sr
sr.judge("0.5", r"\\frac12"), sr.judge("x=1", r"\\sqrt{2}"), sr.judge("(1,2)", "red")
sr.score("12/2 = 6\\n#### 6", answer="6", key_steps=["12/2 = 6"])
heavy = {"sympy", "torch", "transformers", "typer", "pyarrow", "ray", "fastapi"}
print(sorted(heavy & set(sys.modules)))
"""


def test_judging_loads_neither_sympy_nor_any_other_heavy_package() -> None:
    done = subprocess.run([sys.executable, "-c", LOADS], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
