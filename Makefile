# make run · make test · make lint · make bench · make clean

# The first Python that is new enough; PYTHON=… names another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
IN := .venv/bin/python

.PHONY: help run test lint bench screenshots clean python environment test-environment
.DEFAULT_GOAL := help

help:
	@echo 'make run      the app in the browser; with PORT=8502, ADDRESS=0.0.0.0, QM_DATABASE=path, DEMO=no, QM_BROWSER=no'
	@echo 'make test     all tests, browser tests included; with ARGS="-k words" only some'
	@echo 'make lint     style and types'
	@echo 'make bench    how fast, as a table and in bench.json; with ONLY=name'
	@echo 'make clean    remove .venv and what tests leave; never data/'

run: environment
	@$(IN) -m qm.launch $(if $(PORT),--port '$(PORT)') $(if $(ADDRESS),--address '$(ADDRESS)') $(if $(filter no,$(DEMO)),--no-demo)

test: test-environment
	@$(IN) -m tests $(ARGS)

lint: test-environment
	@$(IN) -m ruff check .
	@$(IN) -m ruff format --check .
	@$(IN) -m mypy

bench: test-environment
	@$(IN) -m tests.benchmarks $(ONLY)

screenshots: test-environment
	@$(IN) -m tests.browser.screenshots

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis build qm.egg-info tests/browser/shots bench.json
	find qm pages tests -name __pycache__ -prune -exec rm -rf {} +

environment: python
	@$(PYTHON) -m qm.launch.environment

test-environment: python
	@$(PYTHON) -m qm.launch.environment --tests

python:
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	found=$$($(or $(PYTHON),python3) --version 2>&1) || found=none; \
	echo "qm needs Python 3.11 or newer and found $$found;" \
	"install one, or name it: make run PYTHON=/path/to/python3.12" >&2; exit 1; }
