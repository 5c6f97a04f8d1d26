# The commands of this project. `make site` and `make test` are all a newcomer needs; each sets up what it uses.
# A fresh Debian with Python 3.11, make and git is enough. PYTHON=... chooses another Python, 3.11 or newer.

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
PY := .venv/bin/python
READY := .venv/.ready

.PHONY: help site serve test lint bench lock programs clean
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

help: ## Say what there is.
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile

site: $(READY) ## Set up, then build the demonstration site into output/.
	@$(PY) build.py
	@echo "site: it is in output/; to look at it: make serve   (or: $(PY) build.py serve)"

serve: $(READY) ## Preview the site on http://127.0.0.1:8000/, built again at each change.
	@$(PY) build.py serve

test: $(READY) programs ## Set up, then run all tests, in a real browser and a feed reader too, and print the coverage.
	@$(PY) -m pytest --quiet --numprocesses auto --dist worksteal --cov --cov-report=term
	@echo "test: all passed"

lint: $(READY) ## Check style, format and types.
	@$(PY) -m ruff check --quiet
	@$(PY) -m ruff format --check --quiet || { echo "lint: run \`$(PY) -m ruff format\`"; exit 1; }
	@$(PY) -m mypy --no-error-summary
	@echo "lint: style, format and types are in order"

bench: $(READY) ## Race against other generators, and tell where Fanwire's time goes; both are printed.
	@$(PY) benchmarks/race.py
	@$(PY) benchmarks/cost.py

lock: $(READY) ## Renew requirements.lock: the newest versions that pyproject.toml allows, with their hashes.
	@$(PY) -m uv pip compile pyproject.toml --quiet --upgrade --extra dev --universal --python-version 3.11 \
		--fork-strategy fewest --generate-hashes --no-strip-extras --no-emit-index-url --custom-compile-command "make lock" \
		--output-file requirements.lock
	@echo "lock: requirements.lock is renewed; run make test and make lint before you commit it"

programs:
	@.ci/programs

clean: ## Remove everything that was made, the environment too.
	@rm -rf .venv output .fanwire .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "clean: removed the environment, the built site and all caches"

# Everything comes from the lock, with hashes; Fanwire itself is linked, so that edits count at once.
# The stamp is written last: a set-up that was interrupted is done again.
$(READY): requirements.lock pyproject.toml
	@.ci/environment "$(PYTHON)"
	@$(PY) -m pip install --quiet --disable-pip-version-check --use-pep517 --require-hashes -r requirements.lock
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
	@echo "set-up: .venv is ready, with the versions of requirements.lock"
