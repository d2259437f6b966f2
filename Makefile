# The portal's commands. Two are enough to begin with: `make run` and `make test`. `make help` lists them all.
# They need Python 3.11 or newer and make, nothing else; `make e2e` needs a few system packages and names them.

.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
ARGS ?=
VENV := .venv
PY := $(VENV)/bin/python
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
NODE := tests/e2e/node_modules/.installed
LIGHTHOUSE := tests/lighthouse/node_modules/.installed
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard portal/locale/*/LC_MESSAGES/*.po))
PIP := $(PY) -m pip --disable-pip-version-check --no-input install --quiet --quiet --require-hashes
LOCK := $(VENV)/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --custom-compile-command "make lock"
E2E_CONFIG := tests/e2e/pytest.ini
export PORT

.PHONY: help run test check e2e kills races machine lighthouse proofs bench lock messages reset

help: ## List the commands
	@sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

run: $(RUNTIME) $(CATALOGUES) ## Serve the demo on http://localhost:8000 (PORT=8001 for another port)
	@$(PY) -m portal.embedded exec $(PY) -m portal.demo

test: $(DEV) $(CATALOGUES) ## Run the test suite (ARGS="tests/home -x" for a part; TEST_DATABASE_URL=... for another server)
	@$(PY) -m pytest -n auto $(ARGS)

check: $(DEV) $(CATALOGUES) ## Check style, types, imports, templates, migrations and messages (ARGS=types for one)
	@$(PY) -m tests.checks $(ARGS)

e2e: $(DEV) $(NODE) $(CATALOGUES) ## Walk the portal in a real browser, with accessibility and HTML checks
	@$(PY) -m pytest -c $(E2E_CONFIG) --rootdir . $(if $(ARGS),$(ARGS),-n 2 --dist loadfile --max-worker-restart 2 tests/e2e)

lighthouse: $(DEV) $(LIGHTHOUSE) $(CATALOGUES) ## See every public page as Lighthouse does (ARGS="en es" for some languages)
	@$(PY) -m tests.lighthouse $(ARGS)

kills: $(DEV) $(CATALOGUES) ## Kill servers and database while requests are sent (ARGS="1000 30": sends and kills)
	@$(PY) -m tests.kills $(ARGS)

races: $(DEV) $(CATALOGUES) ## Let 200 confirm one slot at once and sides step back while staff schedule (ARGS="200 1000")
	@$(PY) -m tests.races $(ARGS)

machine: $(DEV) $(CATALOGUES) ## Play both sides, staff, the City and the clock on a case, 1000 times (ARGS=200 for fewer)
	@MACHINE_RUNS=$(if $(ARGS),$(ARGS),1000) $(PY) -m pytest -s -n 0 tests/walks/test_case_machine.py

proofs: $(DEV) ## List each numbered check with the tests that prove it (writes docs/reference/proofs.md)
	@$(PY) -m tests.proofs

bench: $(DEV) $(CATALOGUES) ## Measure against the figures to reach; prints a table and one JSON object
	@$(PY) -m tests.bench $(ARGS)

lock: $(DEV) ## Pin what requirements.in and requirements-dev.in ask for (ARGS=--upgrade for newer versions)
	@$(LOCK) $(ARGS) requirements.in -o requirements.txt
	@$(LOCK) $(ARGS) requirements-dev.in -o requirements-dev.txt

messages: $(DEV) ## Bring every language's catalogue up to date with the sources (needs gettext)
	@$(PY) -m tests.messages write

reset: $(RUNTIME) ## Throw the demo's data away; the next `make run` begins anew
	@$(PY) -m portal.embedded reset
	@rm -rf var

# The virtual environment. Each stamp file is newer than what it was built from, so a second start skips it.
$(PY):
	@command -v $(PYTHON) > /dev/null || { echo "No $(PYTHON) here. The portal needs Python 3.11 or newer (make PYTHON=... names another one)."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$$($(PYTHON) --version) is too old: the portal needs Python 3.11 or newer (make PYTHON=... names another one)."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2> /dev/null || { echo "This Python has no venv module. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)

$(RUNTIME): requirements.txt | $(PY)
	@echo "Installing the packages that the portal runs on (a minute or two the first time)"
	@start=$$(date +%s); $(PIP) -r requirements.txt && echo "  done in $$(( $$(date +%s) - start )) s"
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	@echo "Installing the packages for tests and checks"
	@start=$$(date +%s); $(PIP) -r requirements-dev.txt && echo "  done in $$(( $$(date +%s) - start )) s"
	@touch $@

tests/%/node_modules/.installed: tests/%/package-lock.json
	@command -v npm > /dev/null || { echo "make $* needs npm. On Debian and Ubuntu: apt-get install npm"; exit 1; }
	@cd tests/$* && npm ci --silent
	@touch $@

%.mo: %.po | $(RUNTIME)
	@$(PY) -m babel.messages.frontend --quiet compile --input-file $< --output-file $@
