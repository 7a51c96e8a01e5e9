# Every command of the project. `make` alone lists them.
PYTHON ?= python3
LANDING ?= seeds
DATA ?= data
NER ?=
FEEDS ?=
ENGINE ?= $(DATELINE_ENGINE)
PARQUET ?= $(DATELINE_PARQUET)
CSV ?= $(DATELINE_CSV)
DUCKLAKE ?= $(DATELINE_DUCKLAKE)
TEXTS ?= $(DATELINE_TEXTS)
SHARD ?= $(DATELINE_SHARD)
TO ?=
RELEASE ?=
A ?=
B ?=
KILLS ?= 200 100 100
INPUTS ?= 100000
GUIDED ?=
ADVISORIES ?=
TICKS ?= 200
SIZES ?= 5 1000 10000
MENTIONS ?= 30000000
override export Q := $(value Q)
BIN := .venv/bin
RUN := DATELINE_LANDING_FOLDER="$(LANDING)" DATELINE_DATA_FOLDER="$(DATA)" DATELINE_NER="$(NER)" DATELINE_FEEDS_FILE="$(FEEDS)" \
	DATELINE_ENGINE="$(ENGINE)" DATELINE_PARQUET="$(PARQUET)" DATELINE_CSV="$(CSV)" DATELINE_DUCKLAKE="$(DUCKLAKE)" DATELINE_TEXTS="$(TEXTS)" \
	DATELINE_SHARD="$(SHARD)" $(BIN)/python -m dagster_project
.DEFAULT_GOAL := help
PORT ?=
.PHONY: help refresh feeds retry ui service search explain preview disk forget rollback diff rebuild test sql docs quality golden chaos soak fuzz train lint check bench licences audit

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
		{ echo "Python 3.11, 3.12 or 3.13 is needed; $(PYTHON) is $$($(PYTHON) --version 2>&1). Say which: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
		{ echo "$(PYTHON) cannot make a virtual environment: install its venv package (Debian: python3-venv)"; exit 1; }
	$(PYTHON) -m venv .venv
	@echo "Installing into .venv (once; needs a package index) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]' || \
		{ echo "The installation failed: is a package index within reach? The commands work offline once it has succeeded."; exit 1; }
	@touch $@

refresh: .venv/installed ## raw texts in LANDING (seeds) -> published warehouse in DATA (data); NER=off without the tagger
	@$(RUN) refresh

feeds: .venv/installed ## fetch the feeds of feeds.yaml now (FEEDS=...); make refresh then makes rows of what they bring
	@$(RUN) feeds

retry: .venv/installed ## the same, and try failed documents again
	@$(RUN) retry

ui: .venv/installed ## Dagster's UI on http://127.0.0.1:3000 (PORT=...), with schedules and sensors
	@$(RUN) ui $(if $(PORT),--port $(PORT))

service: .venv/installed ## the same for a server: a Dagster home of its own in DATA, port 3001
	@$(RUN) service $(if $(PORT),--port $(PORT))

preview: .venv/installed ## which mentions the changed gazetteer would add and take away; nothing is written
	@$(RUN) preview

disk: .venv/installed ## what takes room
	@$(RUN) disk

forget: export LOCATION := $(value LOCATION)
forget: export DOCUMENT := $(value DOCUMENT)
forget: export REASON := $(value REASON)
forget: .venv/installed ## remove a text for good: LOCATION=... or DOCUMENT=..., REASON=...
	@$(RUN) forget --location="$$LOCATION" --document="$$DOCUMENT" --reason="$$REASON"

rollback: .venv/installed ## let readers see an older release and hold them there: TO=3, TO=latest
	@$(RUN) rollback --to "$(TO)"

diff: .venv/installed ## which counts differ between two kept releases, and by what: A=1 B=2
	@$(RUN) diff "$(A)" "$(B)"

rebuild: .venv/installed ## the same warehouse again from the archive alone, compared table by table; RELEASE=3: release 3, aside
	@$(RUN) rebuild --release "$(RELEASE)"

test: .venv/installed ## the whole test suite
	@$(BIN)/python -m pytest -n auto --dist worksteal

sql: .venv/installed ## DuckDB shell on the published warehouse, read-only; or one query: make sql Q="select ..."
	@test -e "$(DATA)/warehouse.duckdb" || { echo "There is no $(DATA)/warehouse.duckdb yet: run make refresh first."; exit 1; }
	@$(BIN)/duckdb -readonly -init /dev/null -cmd "set enable_external_access = false" "$(DATA)/warehouse.duckdb" $${Q:+-c "$$Q"}

search: .venv/installed ## the articles that hold some words, best first: Q="words \"a phrase\""
	@$(RUN) search "$$Q"

explain: export ARTICLE := $(value ARTICLE)
explain: .venv/installed ## a page that shows an article as it arrived, with all that was found in it: ARTICLE=id or location
	@$(RUN) explain "$$ARTICLE"

docs: .venv/installed ## static page of all models and columns: DATA/docs/index.html
	@$(RUN) docs

quality: .venv/installed ## scores on the dev benchmarks beside their floors (needs DATELINE_BENCH)
	@$(BIN)/python -m tests.quality.scores

golden: .venv/installed ## write the golden records anew; read the difference line by line
	@$(BIN)/python -m tests.golden.write

bench: .venv/installed ## time, memory and disk beside their targets -> docs/performance.md; SIZES="5 1000 10000" documents
	@$(BIN)/python -m benchmarks "$(SIZES)" $(MENTIONS)

chaos: .venv/installed ## kill stages, kill refreshes, refresh under readers: KILLS="200 100 100" of each
	@$(BIN)/python -m tests.chaos $(KILLS)

soak: .venv/installed ## the running service under kills, new files, failing feeds and readers: TICKS=200 of its sensors
	@DATELINE_NER="$(NER)" $(BIN)/python -m tests.soak $(TICKS)

fuzz: .venv/installed ## strangers' bytes through decoders, separators and finders: INPUTS=100000 of them; GUIDED=20000 led by coverage (atheris)
	@$(BIN)/python -m $(if $(GUIDED),tests.guided $(GUIDED),tests.fuzzing $(INPUTS))

licences: .venv/installed ## write docs/licences.md: under which licence each pinned dependency stands
	@$(BIN)/python -m tests.licences

audit: .venv/installed ## ask a database of advisories about each pinned dependency (needs the network, or ADVISORIES=address of a mirror)
	@$(BIN)/python -m tests.audit $(ADVISORIES)

train: .venv/installed ## train the line model anew from the dev benchmarks (needs DATELINE_BENCH)
	@$(BIN)/python -m training.separation

lint: .venv/installed ## ruff, mypy, sqlfluff, import-linter
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/sqlfluff lint --disable-progress-bar dbt/models dbt/macros dbt/tests
	@$(BIN)/lint-imports

check: lint test quality ## everything that CI runs
