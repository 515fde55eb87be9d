# Two commands do everything: `make build` makes the editions, `make test` tests the program.
# Both first install what they need; `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.NOTPARALLEL:

PY := .venv/bin/python
# Some containers forbid Python to keep compiled modules. The tests start hundreds of processes, and without them each process
# compiles the whole program anew: `edition epub` of the specimen takes 1.5 seconds of the processor instead of 1.0.
unexport PYTHONDONTWRITEBYTECODE
# Tests run in two processes, a file at a time (tests/README.md).
SIDE_BY_SIDE := -n 2 --dist loadfile --no-loadscope-reorder

# Texts that may not be committed are sought beside the repository. A path list, as PATH is; yours comes first.
empty :=
SHARED := $(subst $(empty) $(empty),:,$(strip $(patsubst %/,%,$(wildcard ../shared/serge/ ../shared/translations/*/))))
export EDITION_TEXTS := $(EDITION_TEXTS)$(and $(EDITION_TEXTS),$(SHARED),:)$(SHARED)

.PHONY: help
help: ## show this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 16

.PHONY: build
build: packages .venv/.runtime ## install what is needed and build the editions: tei/ and output/
	.venv/bin/edition build

.PHONY: test
test: tools .venv/.tests ## install what the tests need and run them all (under ten minutes)
	.venv/bin/ruff check .
	.venv/bin/mypy
	$(PY) -m pytest -q $(SIDE_BY_SIDE)

.PHONY: check
check: .venv/.tests ## the quick part: ruff, mypy and the tests without the books
	.venv/bin/ruff check .
	.venv/bin/mypy
	$(PY) -m pytest -q $(SIDE_BY_SIDE) --ignore=tests/books

.PHONY: trial
trial: tools .venv/.trials ## long trials: every TEI document of ../shared/corpus, properties on more examples, the wheel, Ace and Chromium
	$(PY) -m pytest -q tests/trials
	EDITION_EXAMPLES=all $(PY) -m pytest -q $(SIDE_BY_SIDE) -m hypothesis

.PHONY: bench
bench: .venv/.tests ## how long reading, alignment, books, the page on screen and at work, validation, building again and many editions take, and how that grows
	@tools/debian.sh bench || true
	@tools/venv.sh bench || true
	$(PY) tests/benchmarks/speed.py
	$(PY) tests/benchmarks/validation.py
	OMP_NUM_THREADS=1 $(PY) tests/benchmarks/readings.py
	$(PY) tests/benchmarks/rebuilding.py
	$(PY) tests/benchmarks/many.py
	$(PY) tests/benchmarks/screen.py
	$(PY) tests/benchmarks/serving.py ../shared/serge

.PHONY: bench-press
bench-press: packages .venv/.tests ## how long a PDF with a dense apparatus takes, beside reledmac, which is installed for it
	@tools/debian.sh press || true
	$(PY) tests/benchmarks/press.py

# A TEI document that `make latex` sets.
FILE ?= tei/specimen.xml
.PHONY: latex
latex: packages .venv/.runtime ## a TEI document as LaTeX with reledmac, set by Debian's TeX: FILE=tei/specimen.xml, to output/latex/
	@tools/debian.sh latex || true
	mkdir -p output/latex
	.venv/bin/edition export $(FILE) --to latex -o output/latex/$(basename $(notdir $(FILE))).tex
	cd output/latex && for run in 1 2 3; do lualatex -interaction=batchmode -halt-on-error $(basename $(notdir $(FILE))).tex; done

.PHONY: doubts-cv
doubts-cv: .venv/.tests ## how often what edition review calls doubtful is changed, in a work that the numbers were not made from: ../shared/gold
	PYTHONPATH=.:training $(PY) training/doubts.py ../shared/gold/divergences/*.json --work candide fathers meditations

.PHONY: words-cv
words-cv: .venv/.tests ## how well words are linked that the model was not trained on: five folds of ../shared/alignment
	OMP_NUM_THREADS=1 PYTHONPATH=. $(PY) training/crossvalidate.py ../shared/alignment/edinburgh-train.sure.json ../shared/score/words.py

# Passages of further works, weighed by hand, from which weights are trained besides: ALSO="one.json two.json". What ships had
# those of training/labels (training/labelled.py unpacks them where their texts are at hand).
ALSO ?=
.PHONY: grades
grades: .venv/.tests ## train the weights of readings anew from ../shared/gold/divergences and $(ALSO): edition/collation/weights.npz
	OMP_NUM_THREADS=1 PYTHONPATH=. $(PY) training/weights.py ../shared/gold/divergences/*.json $(if $(ALSO),--also $(ALSO))

.PHONY: grades-languages
grades-languages: .venv/.tests ## the same without the tables of English words, for other languages: edition/collation/weights_without_tables.npz
	OMP_NUM_THREADS=1 PYTHONPATH=. $(PY) training/weights.py ../shared/gold/divergences/*.json --without-tables $(if $(ALSO),--also $(ALSO))

.PHONY: grades-cv
grades-cv: .venv/.tests ## how well readings of a work are weighed by what was trained on the others: five works of ../shared/gold
	OMP_NUM_THREADS=1 PYTHONPATH=. $(PY) training/weights.py ../shared/gold/divergences/*.json --figures $(if $(ALSO),--also $(ALSO))

.PHONY: messages
messages: .venv/.tests ## make docs/messages.md and the examples of `edition explain` from the messages and their cases
	PYTHONPATH=. $(PY) tools/messages.py

.PHONY: modules
modules: .venv/.tests ## make docs/modules.md from the first sentence of each module
	PYTHONPATH=. $(PY) tools/modules.py

.PHONY: schemas
schemas: .venv/.tests ## make docs/edition-toml.md and the JSON Schemas of edition.toml, names.toml and decisions.toml from the code
	PYTHONPATH=. $(PY) tools/schemas.py

.PHONY: pictures
pictures: tools .venv/.tests ## make docs/pictures/ from the tutorial and the specimen (Chromium, poppler-utils)
	$(PY) tools/pictures.py

.PHONY: site
site: .venv/.site ## make a site of docs/ and of this folder's pages, with Sphinx: output/site/
	$(PY) tools/site/build.py

.PHONY: lock
lock: .venv/.tests ## pin the newest libraries and tools anew: requirements/*.txt
	$(PY) -m pip install --quiet pip-tools
	cd requirements && for list in ../pyproject.toml build.in tests.in trials.in bench.in site.in; do \
	  name=$$(basename $${list/pyproject.toml/runtime} .in).txt; \
	  ../.venv/bin/pip-compile --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe --annotation-style=line \
	    --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file "$$name" "$$list"; \
	done
	cd requirements/ace && npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved

.PHONY: clean
clean: ## remove what was built and installed here
	rm -rf .venv .tools dist output .hypothesis .mypy_cache .pytest_cache .ruff_cache

# What Debian has. Without it the work goes on as far as it can: no PDF without Pango, some tests skipped.
.PHONY: packages tools
packages:
	@tools/debian.sh build || true

tools:
	@tools/debian.sh test || true
	@tools/ace.sh || true

.venv/.runtime: requirements/runtime.txt requirements/build.txt pyproject.toml
	@tools/venv.sh runtime

.venv/.tests: .venv/.runtime requirements/tests.txt
	@tools/venv.sh tests

.venv/.site: .venv/.runtime requirements/site.txt
	@tools/venv.sh site

.venv/.trials: .venv/.tests requirements/trials.txt
	@tools/venv.sh trials
