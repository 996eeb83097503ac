# For contributors; users install the wheel file (docs/install.md).
#
# make demo   the main job on invented lists, ending with where the report is
# make portal-demo  a portal on invented lists, with three users, on this machine alone
# make test   every test
# make attack hostile and damaged files in all their forms, under 15 minutes
# make spark  the tests of Spark, with Java 17 and pyspark (460 MB to download)
# make lint   style, types and who may import whom
# make docs   write again what in the documentation is generated
# make site   the documentation as a site in site/, with pictures of a report
# make styles compile the portal's style sheet and scripts from govuk-frontend (needs npm)
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check
CODE   := src tests benchmarks examples website hatch_build.py

# Compiled modules are kept, whatever the machine says: tests start some hundred processes, and each
# would compile the package again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo portal-demo test attack spark lint docs site styles clean

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Python 3.11 or later is needed: make PYTHON=python3.12 …'; exit 1; }
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.installed: pyproject.toml | $(VENV)/.made
	$(PIP) -e .
	touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/.made
	$(PIP) -e '.[dev]'
	touch $@ $(VENV)/.installed

demo: $(VENV)/.installed
	$(BIN)/cohortmatch demo -o demo-lists
	$(BIN)/cohortmatch run demo-lists -o demo-report

$(VENV)/.portal: pyproject.toml | $(VENV)/.made
	$(PIP) -e '.[portal]'
	touch $@ $(VENV)/.installed

portal-demo: $(VENV)/.portal
	$(BIN)/python examples/portal/demo.py

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto --dist worksteal

attack: $(VENV)/.dev
	ATTACK=1 $(BIN)/python -m pytest -n auto --dist worksteal tests/attack

spark: $(VENV)/.dev
	$(PIP) -e '.[spark]'
	$(BIN)/python -m pytest tests/extras/test_spark.py

lint: $(VENV)/.dev
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/.dev
	$(BIN)/python tests/generating.py

$(VENV)/.site: pyproject.toml | $(VENV)/.dev
	$(PIP) -e '.[site]'
	touch $@

site: $(VENV)/.site
	$(BIN)/python website/pictures.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --site-dir site

styles:
	npm install --prefix styles --no-audit --no-fund --silent
	npm run --prefix styles build

clean:
	rm -rf .venv .venv-pandas2 .venv-lowest demo-lists demo-report demo-portal site dist website/pictures
