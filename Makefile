# Duiding: everything a person does with a checkout. `make help` lists it.
#
#   make chat   set up if needed, then open the chat on http://localhost:8000
#   make test   set up if needed, then check style, types and behaviour
#
# Set-up: .venv from requirements.lock (hashes checked), this project in it, the fictional demo data.

SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up
DEMO := catalog/data
MODEL := $(VENV)/model

# Use the Python that is here; never download another one.
export UV_PYTHON_DOWNLOADS := never
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup demo chat test lint format test-heavy test-model lock
.DELETE_ON_ERROR:

help:  ## Show what there is to do
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1\t\2/' | expand -t 20

setup: $(STAMP) demo  ## Create .venv and the demo data, and stop there

demo: $(DEMO)  ## Build the data of the fictional municipality if it is missing

chat: $(STAMP) $(DEMO)  ## Open the chat on http://localhost:8000 (PORT=… for another port)
	@echo "Duiding opens on http://localhost:$(PORT) (stop with Ctrl+C)"
	@$(BIN)/duiding chat --port $(PORT)

# Whole files go to one process, so that what a file builds once is built once.
test: $(STAMP) $(DEMO) lint  ## Check style and types, run all tests but the heavy ones
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

lint: $(STAMP)  ## Check style and types only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(STAMP)  ## Mend what ruff can mend by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test-heavy: $(STAMP) $(DEMO)  ## Run the tests that take real servers or minutes
	$(BIN)/python -m pytest -m heavy

test-model: $(STAMP) $(DEMO) $(MODEL)/.set-up  ## Build the server of a small language model (minutes), and ask it
	DUIDING_TEST_MODEL=$(MODEL) $(BIN)/python -m pytest -m model tests/planning/model

lock: $(STAMP)  ## Resolve the dependencies anew and write requirements.lock
	$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --python-version 3.11 --custom-compile-command "make lock" --group dev pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --python-version 3.11 --custom-compile-command "make lock" --group pyproject.toml:model -o requirements-model.lock

# One line when something is missing; then a venv, uv at the version and hash that the lock names, and the lock.
# pip takes over when uv cannot reach the index: pip knows settings (pip.conf, PIP_*) that uv does not read.
# Bytecode is made here, as pip does by itself: where PYTHONDONTWRITEBYTECODE is set, as in many containers, each
# question from the command line would else compile a thousand files anew, three times as long as it needs.
$(STAMP): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || \
	  { echo "Duiding needs Python 3.11, 3.12 or 3.13, and there is no $(PYTHON): install it, or run make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' || \
	  { echo "Duiding needs Python 3.11, 3.12 or 3.13, and $(PYTHON) is $$($(PYTHON) -V 2>&1): run make PYTHON=/path/to/one" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "Python's venv module is missing: install it (Debian and Ubuntu: apt install python3-venv)" >&2; exit 1; }
	@$(BIN)/python -c '' 2>/dev/null || rm -rf $(VENV)
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv $(VENV)
	@awk '/^[^ #]/ { keep = /^uv==/ } keep' requirements.lock > $(VENV)/uv.txt
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r $(VENV)/uv.txt
	@$(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements.lock || \
	  { echo "uv could not install the lock; pip tries the same lock" >&2; \
	    $(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements.lock; }
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --offline --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q assistant
	@touch $@

# In a venv of its own: nothing of it is needed to answer questions. pip builds the server, so a C++ compiler must be there.
# Not for this very processor: on some virtual machines (with AMX) what was built so crashes at the first word.
SERVER := -DGGML_NATIVE=OFF
$(MODEL)/.set-up: requirements-model.lock $(STAMP)
	@command -v c++ >/dev/null || \
	  { echo "make test-model builds a server and needs a C++ compiler (Debian and Ubuntu: apt install g++)" >&2; exit 1; }
	@$(BIN)/python -m venv --clear $(MODEL)
	@CMAKE_ARGS="$(SERVER)" $(MODEL)/bin/python -m pip install --quiet --require-hashes --no-deps -r requirements-model.lock
	@touch $@

# Built beside the folder and swapped in, so that a broken-off build leaves nothing behind.
$(DEMO): $(wildcard assistant/workbench/demo/*.py) | $(STAMP)
	@echo "Building the demo data (a fictional municipality)"
	@$(BIN)/python -m assistant.workbench.demo $(DEMO)
	@touch $(DEMO)
