# `make` alone lists what there is. `make book` and `make test` set up what they
# need, from a machine with git, make and Python 3.11-3.13 (with pip and venv).
# Stamp files (.venv/.book-ready and so on) make the second run start at once.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help book serve test lint types check pytest forward bench trust sbom lock \
        screenshots setup-book setup-test setup-forward setup-sbom setup-kolibri setup-system setup-node \
        clean clean-all

VENV := .venv
FORWARD := .venv-forward
SBOM := .venv-sbom
KOLIBRI := .venv-kolibri
BIN := $(VENV)/bin
NODE := tests/node
OUT := _build

# Expanded only when a virtual environment is made.
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3; do \
  $$python -c 'import ensurepip, sys, venv; \
  sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null \
  && echo $$python && break; done)
NO_PYTHON = needs Python 3.11, 3.12 or 3.13 with pip and venv \
  (Debian: apt-get install python3 python3-venv)

PIP := -m pip --quiet --disable-pip-version-check --no-input install
# Hashes for everything, and wheels only: no package runs its own build script.
PIP_LOCKED := $(PIP) --require-hashes --only-binary :all: --requirement
PIP_PROJECT := $(PIP) --no-deps --no-build-isolation --editable .

PYTEST_FLAGS := $(if $(CI),--color=no)
# One process a part: docutils keeps its directives, and Playwright its loop, for all of
# a process, so that parts would disturb each other.
TEST_PARTS := "$(wildcard tests/test_*.py)" tests/help tests/checks tests/quiz tests/marking \
  tests/export tests/browser tests/pdf tests/translation tests/course/test_build.py tests/course/test_serve.py tests/trust \
  "tests/course --ignore=tests/course/test_build.py --ignore=tests/course/test_serve.py"
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal \
  --python-version 3.11 --generate-hashes --no-header --no-emit-index-url

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' \
	  $(MAKEFILE_LIST)

# --- What a teacher and an author use ------------------------------------------

book: setup-book ## Build the course: web pages, PDFs and packages for school systems
	@$(BIN)/lessonkit build --out $(OUT)
	@echo "Web pages:  $(OUT)/html/index.html (open it in a browser)"
	@echo "PDFs:       $(OUT)/pdf/"
	@echo "Packages:   $(OUT)/packages/ (for a school's learning system)"

serve: setup-book ## Show the course in a browser; an edit appears within a second
	@$(BIN)/lessonkit serve

test: lint types check pytest forward ## Run everything that CI runs
	@echo "All tests passed."

bench: setup-test ## Compare our build with stock Jupyter Book, our marking with nbgrader
	@$(BIN)/python bench/build_speed.py
	@$(BIN)/python bench/grading_speed.py

trust: setup-test setup-system setup-node setup-forward setup-sbom ## Measure the fifteen figures of docs/trust.md (ONLY=3,13 for some)
	@$(BIN)/python -m trust $(if $(ONLY),--only $(ONLY))

sbom: setup-test setup-sbom ## List every package that the book is made with (CycloneDX)
	@$(BIN)/python -c 'from pathlib import Path; from trust.supply import write_sbom; \
	  write_sbom(Path("requirements/book.txt"), Path("$(OUT)/sbom.cdx.json"))'
	@echo "Written: $(OUT)/sbom.cdx.json"

screenshots: book setup-test setup-system ## Make the README's pictures from the build
	@$(BIN)/python docs/images/make_screenshots.py

clean: ## Remove what was built (the set-up stays)
	rm -rf $(OUT) .pytest_cache .ruff_cache .mypy_cache .hypothesis .coverage

clean-all: clean ## Remove the set-up too: virtual environments and node modules
	rm -rf $(VENV) $(FORWARD) $(SBOM) $(KOLIBRI) $(NODE)/node_modules

lock: setup-test ## Renew the hash-pinned requirement files (UPGRADE=--upgrade for newest)
	$(UV_COMPILE) pyproject.toml $(UPGRADE) --extra book --group build -o requirements/book.txt
	$(UV_COMPILE) pyproject.toml $(UPGRADE) --extra book --group test \
	  --constraint requirements/book.txt -o requirements/test.txt
	$(UV_COMPILE) pyproject.toml $(UPGRADE) --group forward -o requirements/forward.txt
	$(UV_COMPILE) pyproject.toml $(UPGRADE) --group sbom -o requirements/sbom.txt
	$(UV_COMPILE) $(UPGRADE) --group kolibri -o requirements/kolibri.txt
	cd $(NODE) && npm install --package-lock-only --ignore-scripts --no-audit --no-fund

# --- The parts of `make test`, each by itself ----------------------------------

lint: setup-test
	@$(BIN)/ruff check .

types: setup-test
	@$(BIN)/mypy

check: setup-test
	@$(BIN)/lessonkit check

pytest: setup-test setup-system setup-node setup-sbom setup-kolibri
	@for part in $(TEST_PARTS); do \
	  $(BIN)/python -m pytest $(PYTEST_FLAGS) $(PYTEST_ARGS) $$part || exit 1; done

# Plain Sphinx 9 reads the same sources, so that the course outlives Jupyter Book 1.
forward: setup-forward
	@$(FORWARD)/bin/python -m sphinx --quiet --nitpicky --fail-on-warning \
	  --builder html --conf-dir tests/forward . $(OUT)/forward
	@echo "Sphinx 9 built the same sources without a warning."

# --- Set-up ---------------------------------------------------------------------

setup-book: $(VENV)/.book-ready
setup-test: $(VENV)/.test-ready
setup-forward: $(FORWARD)/.ready
setup-sbom: $(SBOM)/.ready
setup-kolibri: $(KOLIBRI)/.ready
setup-node: setup-system $(NODE)/node_modules/.ready

setup-system:
	@sh tests/system/install.sh

$(VENV)/.made $(FORWARD)/.made $(SBOM)/.made $(KOLIBRI)/.made:
	@test -n "$(PYTHON)" || { echo "make: $(strip $(NO_PYTHON))" >&2; exit 1; }
	@echo "Making $(@D) with $(PYTHON)"
	@$(PYTHON) -m venv $(@D)
	@touch $@

$(VENV)/.book-ready: requirements/book.txt pyproject.toml | $(VENV)/.made
	@echo "Installing what the book needs into $(VENV)"
	@$(BIN)/python $(PIP_LOCKED) requirements/book.txt
	@$(BIN)/python $(PIP_PROJECT)
	@touch $@

# requirements/test.txt holds all of requirements/book.txt, so both are done.
$(VENV)/.test-ready: requirements/test.txt pyproject.toml | $(VENV)/.made
	@echo "Installing what the tests need into $(VENV)"
	@$(BIN)/python $(PIP_LOCKED) requirements/test.txt
	@$(BIN)/python $(PIP_PROJECT)
	@touch $(VENV)/.book-ready $@

$(FORWARD)/.ready: requirements/forward.txt pyproject.toml | $(FORWARD)/.made
	@echo "Installing Sphinx 9 into $(FORWARD)"
	@$(FORWARD)/bin/python $(PIP_LOCKED) requirements/forward.txt
	@$(FORWARD)/bin/python $(PIP_PROJECT)
	@touch $@

$(KOLIBRI)/.ready: requirements/kolibri.txt | $(KOLIBRI)/.made
	@echo "Installing a Kolibri server for the tests into $(KOLIBRI)"
	@$(KOLIBRI)/bin/python $(PIP_LOCKED) requirements/kolibri.txt
	@touch $@

$(SBOM)/.ready: requirements/sbom.txt | $(SBOM)/.made
	@echo "Installing what lists the packages into $(SBOM)"
	@$(SBOM)/bin/python $(PIP_LOCKED) requirements/sbom.txt
	@touch $@

$(NODE)/node_modules/.ready: $(NODE)/package-lock.json
	@echo "Installing the browser test tools into $(NODE)/node_modules"
	@cd $(NODE) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
