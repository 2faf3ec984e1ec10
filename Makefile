# make demo    sets up, scores the shipped traces, explains one of them and makes a page of all
# make test    sets up what the checks need, and runs them: lint, then every test
# make train   adds torch, and trains a tiny model on charts that are drawn on the spot
# make bench   the stages of a report, timed one by one, beside Math-Verify and R1-VL's code
# make page    builds the script and the style of the report page anew; needs node and npm
# make lint    style, types and imports alone
# make docs    builds the site of docs/ into site/; what it warns of fails it
# make dist    builds the wheel and the source distribution into dist/
# make help    prints this
# make clean   takes the environments and what was made away again
#
# A release has more to pass; each makes an environment of its own:
# make test-wheel    the tests against the installed wheel, the checkout's package hidden
# make test-lowest   the core's, with the lowest versions that pyproject.toml allows
# make test-pythons  the core's, under each Python from 3.10 on that is found
# make test-typing   a user's code under mypy --strict and pyright, against the installed wheel
# make test-train    the tests of training that take minutes: it learns, and survives kills
# make test-trl, test-verl, test-openrlhf, test-areal, test-skyrl, test-verifiers, test-rubric,
#   test-swift       our rewards through a framework's own classes
# make test-ray      the tests of --engine ray
# make test-logs     batches in W&B and trackio
#
# Other tests than those that a target names: make test-wheel TESTS='tests/judge -x'
# Another Python than the first that fits: make demo PYTHON=/path/to/python
# Another torch than the tested one, such as a build without CUDA: make test TORCH='...'

VENV := .venv
BIN := $(VENV)/bin
TORCH ?= torch==2.13.0
WEB := stepreward/page/web
SAMPLES := data/gsm8k/sample.jsonl data/multimodal/examples.jsonl

FITS := import sys, venv; sys.exit(sys.version_info < (3, 10))
PYTHONS := python3 python3.14 python3.13 python3.12 python3.11 python3.10 python
PYTHON ?= $(shell for one in $(PYTHONS); do \
	$$one -c '$(FITS)' 2>/dev/null && { echo $$one; break; }; done)
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# What needs none of the extras that are large: torch is in no environment but the first.
CORE := tests/scorer tests/judge tests/engine tests/adapters tests/test_cli.py tests/test_public.py
EXTRAS := baselines,llm,parquet,server,zst

PYTHON_TARGETS := $(addprefix test-python-,3.10 3.11 3.12 3.13 3.14)

.PHONY: demo train test lint docs dist bench page clean help $(PYTHON_TARGETS) \
	test-wheel test-lowest test-pythons test-typing test-train test-ray test-logs \
	test-trl test-verl test-openrlhf test-areal test-skyrl test-verifiers test-rubric test-swift
.DEFAULT_GOAL := demo

demo: $(VENV)/installed
	@mkdir -p out
	$(BIN)/stepreward score $(SAMPLES) -o out/demo.jsonl
	@echo
	$(BIN)/stepreward explain data/multimodal/examples.jsonl --line 10
	@echo
	$(BIN)/stepreward report $(SAMPLES) -o out/demo.html

train: $(VENV)/installed-train
	$(BIN)/stepreward train --recipe quick --output out/quick-$$(date +%Y%m%d-%H%M%S)

test: lint
	$(BIN)/python -m pytest -n auto -o faulthandler_timeout=300

test-train: $(VENV)/installed-dev
	$(BIN)/python -m pytest tests/train -m slow -n 2 -rP -o faulthandler_timeout=1200

test-trl: $(VENV)/installed-dev
	$(BIN)/python -m pytest tests/train/test_trl.py -rP

bench: $(VENV)/installed-dev
	$(BIN)/python -m pytest tests/bench/test_stages.py -o addopts= --benchmark-group-by=group \
		--benchmark-columns=min,median,rounds

test-ray: .venv-ray/installed
	.venv-ray/bin/python -m pytest tests/engine/test_ray.py -m 'slow or not slow' -rP

docs: $(VENV)/installed-dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet

dist: $(VENV)/installed-dev
	@rm -rf dist
	$(BIN)/python -m build --outdir dist

# The tests with what they read, the page's sources too, but for the package: that comes from the
# wheel alone.
AWAY := .venv-wheel/away
AWAY_WITH := tests data docs .github pyproject.toml mkdocs.yml Makefile $(wildcard *.md) CITATION.cff

test-wheel test-typing: test-%: .venv-wheel/installed
	@rm -rf $(AWAY) && mkdir $(AWAY) && cp -R $(AWAY_WITH) $(WEB) $(AWAY)
	cd $(AWAY) && PYTHONPATH= STEPREWARD_FROM=wheel \
		../bin/python -m pytest -n auto -o faulthandler_timeout=300 $(AWAY_TESTS)

test-wheel: AWAY_TESTS = $(or $(TESTS),tests README.md docs)
test-typing: AWAY_TESTS = tests/typing

.venv-wheel/installed: dist
	@echo "setting up .venv-wheel, which takes minutes"
	@$(PYTHON) -m venv --clear .venv-wheel
	@.venv-wheel/bin/python -m pip install -q $(TORCH)
	@.venv-wheel/bin/python -m pip install -q "$$(echo dist/*.whl)[$(EXTRAS),train,docs,dev]"

# Old versions warn of each other: only what they do counts.
test-lowest: .venv-lowest/installed
	.venv-lowest/bin/python -m pytest -n auto -W ignore $(or $(TESTS),$(CORE))

.venv-lowest/installed: pyproject.toml
	@$(PYTHON) -m venv --clear .venv-lowest
	@.venv-lowest/bin/python -m pip install -q uv
	@.venv-lowest/bin/uv pip install -q --python .venv-lowest/bin/python \
		--resolution lowest-direct --editable '.[$(EXTRAS)]' $(TEST_TOOLS)
	@touch $@

TEST_TOOLS := 'hypothesis>=6.100' 'pytest>=8.2' 'pytest-xdist>=3.6'

test-pythons:
	@for one in 3.10 3.11 3.12 3.13 3.14; do \
		python$$one -c '' 2>/dev/null || { echo "Python $$one: not here"; continue; }; \
		$(MAKE) --no-print-directory test-python-$$one || exit 1; \
	done

$(PYTHON_TARGETS): test-python-%: .venv-py%/installed
	.venv-py$*/bin/python -m pytest -n auto $(or $(TESTS),$(CORE))

.venv-py%/installed: pyproject.toml
	@echo "setting up .venv-py$*"
	@python$* -m venv --clear .venv-py$*
	@.venv-py$*/bin/python -m pip install -q --editable '.[$(EXTRAS)]' $(TEST_TOOLS)
	@touch $@

# Frameworks that do not live with one another have environments of their own.
FRAMEWORK = -m pytest tests/frameworks/test_$*.py -W default -v
AREAL := colorlog tenacity flask lark uvloop numba einops aiofiles openai httpx2 jiter
IN_VERL := test-verl test-openrlhf test-areal test-skyrl

$(IN_VERL): test-%: .venv-verl/installed
	.venv-verl/bin/python $(FRAMEWORK)

test-verifiers test-rubric test-swift test-logs: test-%: .venv-%/installed
	.venv-$*/bin/python $(FRAMEWORK)

.venv-verl/installed: NEEDS = verl==0.9.1 $(TORCH) $(AREAL)
.venv-verl/installed: APART = openrlhf==0.11.2 skyrl-gym==0.4.0 areal==1.0.4
.venv-ray/installed: NEEDS = 'ray[data]>=2.60'
.venv-verifiers/installed: NEEDS = verifiers==0.4.0
.venv-rubric/installed: NEEDS = verifiers==0.1.14
.venv-logs/installed: NEEDS = wandb trackio
.venv-swift/installed: NEEDS = ms-swift==4.6.0 $(TORCH)

.venv-%/installed: pyproject.toml
	@echo "setting up .venv-$*, which takes minutes"
	@$(PYTHON) -m venv .venv-$*
	@$(if $(findstring torch,$(NEEDS)),.venv-$*/bin/python -m pip install -q $(TORCH))
	@.venv-$*/bin/python -m pip install -q $(NEEDS)
	@$(if $(APART),.venv-$*/bin/python -m pip install -q --no-deps $(APART))
	@.venv-$*/bin/python -m pip install -q --editable . pytest
	@touch $@

page: $(WEB)/node_modules/installed
	cd $(WEB) && npm run --silent page

$(WEB)/node_modules/installed: $(WEB)/package-lock.json
	cd $(WEB) && npm ci --silent
	@touch $@

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

help:
	@sed -n '/^#/!q; s/^# \{0,1\}//p' Makefile

clean:
	rm -rf $(VENV) .venv-* out site dist $(WEB)/node_modules

$(VENV)/installed: pyproject.toml
	@test -n "$(PYTHON)" || { echo "no Python of 3.10 or later was found; install one" >&2; exit 1; }
	@echo "setting up $(VENV), which takes about a minute"
	@$(PYTHON) -m venv $(VENV)
	@$(INSTALL) --editable .
	@touch $@

$(VENV)/installed-train: $(VENV)/installed
	@echo "adding torch and what training needs"
	@$(INSTALL) $(TORCH)
	@$(INSTALL) --editable '.[train]'
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed-train
	@echo "adding what the checks need"
	@$(INSTALL) --editable '.[$(EXTRAS),train,docs,dev]'
	@touch $@
