# The words that people, hooks and CI share. `make test BIN=/some/venv/bin` uses another environment.
PYTHON ?= python3
BIN ?= .venv/bin
PYTEST = $(BIN)/python -m pytest -n auto

.PHONY: dev fix lint test check docs soak unit smoke sanity regression samples

dev: ## an environment with everything in it
	$(PYTHON) -m venv .venv
	.venv/bin/pip install --quiet -e ".[dev]"

fix: ## mend what can be mended without thought
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lint: ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: lint ## lint, and the arrows between the parts
	$(BIN)/lint-imports

test: ## every tier in order; a tier that fails stops the rest
	$(PYTEST) tests/unit && $(PYTEST) tests/smoke && $(PYTEST) tests/sanity && $(PYTEST) tests/regression

unit smoke sanity regression: ## one tier
	$(PYTEST) tests/$@

docs: ## the page of problems and the README's examples anew, from what the planner says
	$(BIN)/python -m docs.make_problems
	$(BIN)/python -m docs.make_readme

soak: ## the long counts of the property, fuzz and crash tests
	$(PYTEST) -m soak

samples: ## the sample folders anew
	$(BIN)/python sample_data/make_samples.py
