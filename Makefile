# Two commands do everything: `make site` and `make test`. `make serve` is for authors.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: site serve test check lint types widget generator-tests site-tests bench clean help

help:
	@echo "make site    build the verified site into site/"
	@echo "make serve   serve it to an author, re-verifying what changes"
	@echo "make test    all tests: generator, widget, and the built site in Chromium"
	@echo "make check   verify the course without building the site"
	@echo "make bench   print the tables of the benchmarks"
	@echo "make clean   remove everything that make made"

site: .make/python .make/sandbox .make/runtime
	$(BIN)/mkdocs build --strict

serve: .make/python .make/sandbox .make/runtime
	$(BIN)/mkdocs serve

check: .make/python .make/sandbox
	$(BIN)/keyproof check

# Two at a time: what fails quickly comes first, and the last two wait for processes and browsers most of the time.
TWO := @$(MAKE) --no-print-directory --output-sync=target -j2
test:
	$(TWO) lint types widget .make/runtime .make/firefox
	$(TWO) --keep-going generator-tests site-tests

lint: .make/python
	cd generator && ../$(BIN)/ruff check --quiet keyproof tests runtime-tools ../site_tests
	cd generator && ../$(BIN)/lint-imports --config pyproject.toml

types: .make/python
	cd generator && ../$(BIN)/mypy

widget: .make/node
	cd generator && npm run --silent types && npm run --silent test

generator-tests: .make/python .make/node .make/sandbox .make/runtime
	$(BIN)/python -m pytest generator/tests -q

site-tests: .make/python .make/node .make/sandbox .make/runtime .make/chromium .make/firefox
	$(BIN)/python -m pytest site_tests -q -rs -c generator/pyproject.toml --rootdir .

.make/python: generator/pyproject.toml generator/constraints.txt
	@mkdir -p .make
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q -c generator/constraints.txt torch
	$(BIN)/python -m pip install -q -c generator/constraints.txt -e "generator[torch,figures,mkdocs,dask,dev]"
	@touch $@

.make/node: generator/package.json generator/package-lock.json
	@mkdir -p .make
	cd generator && npm ci --silent --no-audit --no-fund
	@touch $@

# The wheel that stands for PyTorch in pages, and its lock: made once, and when its sources change.
RUNTIME := $(shell find generator/keyproof/browser/torch generator/runtime-tools -type f -not -name '*.pyc')
.make/runtime: $(RUNTIME) generator/keyproof/browser/pyproject.toml generator/package-lock.json | .make/python .make/node
	@mkdir -p .make
	$(BIN)/python generator/runtime-tools
	@touch $@

# A browser for the site's tests: one that is installed, or Debian's when we may install it. One after the other: Debian's
# packages are installed by one process at a time.
.make/chromium: | .make/sandbox
	@mkdir -p .make
	sh site_tests/find-browser.sh
	@touch $@

# A second engine for the main paths: a Firefox that is installed, or Debian's when we may install it, or none.
.make/firefox: | .make/chromium
	@mkdir -p .make
	sh site_tests/find-firefox.sh
	@touch $@

# A sandbox for what is run: the one that is installed, Debian's when we may install it, or none.
.make/sandbox:
	@mkdir -p .make
	sh generator/find-sandbox.sh
	@touch $@

# Tables of ratios taken in one run; minutes. BENCH=--quick takes smaller courses.
bench: .make/python .make/sandbox .make/runtime
	cd generator && ../$(BIN)/python -m benchmarks $(BENCH)

clean:
	rm -rf site .make .venv generator/node_modules generator/*.egg-info generator/keyproof/browser/built
