# `make help` lists what there is.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

OLD := samples/2014-bz-jaarverslag-artikel-2.txt
NEW := samples/2022-bz-jaarverslag-artikel-2.txt

# As an installed package is: else each start compiles it anew where PYTHONDONTWRITEBYTECODE is set.
COMPILE := $(BIN)/python -m compileall -q desktop

# What Help opens. A page with a fault fails the tests, not the program.
HANDBOOK := build/manual/en/index.html
PAGES    := docs/conf.py $(wildcard docs/*.md docs/*/*.md docs/*/*/*.md docs/pictures/*)

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help setup demo run test check lint format fuzz formats quality bench bench-window check-tracked bench-opening pictures docs clean check-project bench-project bench-reports bench-reading anchors package check-package changelog

help:      ## this list
	@sed -n 's/^\([a-z-]*\): .*## */\1\t/p' Makefile

setup: $(READY) $(HANDBOOK)  ## make .venv, install Naast with its tools in it, build the handbook

# Again whenever the dependencies change. Built with the setuptools of constraints.txt, so that the build is pinned too.
$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet setuptools -c constraints.txt
	$(BIN)/python -m pip install --quiet --no-build-isolation -e '.[dev]' -c constraints.txt
	$(COMPILE)
	touch $@

demo: $(READY)  ## set up, then compare the sample article of 2014 with that of 2022
	$(BIN)/naast compare $(OLD) $(NEW) || [ $$? -eq 1 ]  # 1 = changes found

$(HANDBOOK): $(PAGES) | $(READY)
	-$(BIN)/python -m tools.manual

run: $(READY) $(HANDBOOK)  ## run naast, with ARGS="compare OLD NEW"
	$(BIN)/naast $(ARGS)

test: $(READY)  ## run the tests
	$(BIN)/python -m pytest

lint: $(READY)  ## format, lint, types, import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test  ## lint and test: what must pass before a change goes in

format: $(READY)  ## put the code in the project's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

fuzz: $(READY)  ## read thousands of damaged files of every format, with CASES=1000 more of each
	NAAST_FUZZ_CASES=$(or $(CASES),200) $(BIN)/python -m pytest -q tests/readers/test_fuzz.py --timeout 1200

formats: $(READY)  ## compare each sample in every format with every other (LibreOffice), with ARGS="--sheets --faults"
	$(BIN)/python -m tools.formats $(ARGS)

quality: $(READY)  ## score the reading, aligning and diffing against the truth, with ARGS=--fast the quick part
	$(BIN)/python -m tools.quality $(ARGS)

bench: $(READY)  ## measure speed and memory beside other diff programs, with ARGS=--large also 9 MB
	$(COMPILE)
	$(BIN)/python -m tools.bench $(ARGS)

bench-window: $(READY)  ## measure the comparison view: painting, scrolling, jumps, search, memory
	$(BIN)/python -m tools.bench_window $(ARGS)

check-tracked: $(READY)  ## judge Word's tracked changes by LibreOffice: over 1,000 checks, some minutes
	$(BIN)/python -m tools.check_tracked $(ARGS)

bench-opening: $(READY)  ## measure the start of the window and opening, with ARGS=--large also 9 MB
	$(COMPILE)
	$(BIN)/python -m tools.bench_opening $(ARGS)

pictures: $(READY)  ## draw the window in each of its states, into build/pictures
	$(BIN)/python -m tools.pictures $(ARGS)

docs: $(READY)  ## renew the pages that come from tables, and build the handbook into build/manual
	$(BIN)/python -m tools.docs $(ARGS)

check-project: $(READY)  ## kill, fill, protect, cut and flip projects: nothing acknowledged may be lost; some minutes
	$(BIN)/python -m tools.check_project $(ARGS)
	$(BIN)/python -m tools.check_window

bench-project: $(READY)  ## measure a project of 10,000 notes: opening, saving, filtering, placing
	$(BIN)/python -m tools.bench_project $(ARGS)

bench-reports: $(READY)  ## measure each report of 10,000 rows: time and memory
	$(BIN)/python -m tools.bench_reports $(ARGS)

bench-reading: $(READY)  ## measure the reading of large PDF and Word files: pages a second, memory (LibreOffice); some minutes
	$(BIN)/python -m tools.bench_reading $(ARGS)

anchors: $(READY)  ## measure how well notes find their words again, in other formats and after edits; some minutes
	$(BIN)/python -m tools.anchors $(ARGS)

package:   ## build the folder and the Debian package into build/package; ARGS="--archive --appdir" for more
	$(PYTHON) packaging/build.py $(ARGS)

check-package:  ## try the package on a bare Debian system made for it, as root; some minutes
	packaging/linux/check.sh $(ARGS)

changelog: $(READY)  ## join the fragments of changes/ into CHANGELOG.md as VERSION=0.2.0
	$(BIN)/python -m tools.changelog $(VERSION)

clean:     ## remove what the other targets made
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
