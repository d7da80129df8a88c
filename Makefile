# Everything a fresh machine needs is Python 3.11 or newer, make, and the package registry. `make help` lists the targets.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PACKAGES := core schemas prompts extraction warehouse evaluation flows cli

.DEFAULT_GOAL := help
.PHONY: help run test lint bench soak lock clean

help: ## what can be typed here
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -e 's/:.*## /\t/' | expand -t 10

run: $(VENV)/run.stamp ## the main job: the documents in seeds/ into warehouse/dossier.duckdb, and a first query
	@$(BIN)/dossier run seeds
	@echo
	@echo 'A first query, and what it says (`dossier` is $(BIN)/dossier):'
	@echo
	@sed -e 's/^/    /' docs/first-query.sql
	@echo
	@$(BIN)/dossier sql -f docs/first-query.sql

test: $(VENV)/dev.stamp ## every test that needs no key
	@$(BIN)/python -m pytest -n 2 -m 'not soak'

lint: $(VENV)/dev.stamp ## ruff, strict type check, import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/dev.stamp ## measure beside other tools into docs/benchmarks.md: half an hour; QUICK=1: minutes; GROWTH=1: hours
	@$(BIN)/python -m benchmarks

soak: $(VENV)/dev.stamp ## the long runs: kills, crashes, hostile texts, and new examples for every property
	@$(BIN)/python -m pytest -n 2 -m 'soak or hypothesis' --hypothesis-profile=search

lock: $(VENV)/uv.stamp ## resolve the dependencies anew into requirements/
	@sh requirements/lock.sh $(BIN)/uv

clean: ## remove the virtual environment and caches; the warehouse stays
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# Each stamp is one step of the set-up; what it depends on says when it is done again.
$(VENV)/uv.stamp: requirements/uv.txt
	@sh requirements/bootstrap.sh $(PYTHON) $(VENV)
	@touch $@

$(VENV)/run.stamp: $(VENV)/uv.stamp requirements/run.txt pyproject.toml
	@sh requirements/install.sh $(VENV) requirements/run.txt
	@touch $@

$(VENV)/dev.stamp: $(VENV)/uv.stamp requirements/dev.txt pyproject.toml
	@sh requirements/install.sh $(VENV) requirements/dev.txt
	@touch $@ $(VENV)/run.stamp
