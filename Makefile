# Two commands on a fresh machine, each enough alone:  make dossier  ·  make test
# They set up what they need by themselves (.venv, Python packages, Pango, fonts) and are quick when it is there.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

BIN := .venv/bin
READY := .venv/.ready
# What each test run may use besides its own options, such as make test PYTEST="-k quotation".
PYTEST ?=

.PHONY: help dossier check test types gallery pictures hooks clean system system-tests

help:
	@echo "make dossier   build build/roa-dossier.pdf"
	@echo "make check     check every quotation and fact, without a PDF"
	@echo "make test      run every test, the linter and the type checker"
	@echo "make gallery   make docs/gallery.md: every kind of block, its YAML and its picture"
	@echo "make pictures  make docs/pictures.md: pages of the dossier's editions"
	@echo "make hooks     run the tests before each push from this clone"
	@echo "make clean     take away what was built"

dossier: $(READY) system
	@$(BIN)/roa-dossier build

check: $(READY)
	@$(BIN)/roa-dossier check

test: $(READY) system-tests
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy
	@$(BIN)/pytest --numprocesses auto --dist loadfile $(PYTEST)

# The pages of the docs that show what is printed, with their pictures.
gallery pictures: $(READY) system
	@$(BIN)/python docs/make/$@.py

# The system libraries and fonts, and what only the tests need; asks nothing of apt when all are there.
system:
	@bash .ci/system

system-tests:
	@bash .ci/system tests

$(READY): pyproject.toml
	@bash .ci/venv
	@touch $@

hooks:
	@mkdir -p .git/hooks
	@printf '#!/bin/sh\nexec .ci/run\n' > .git/hooks/pre-push
	@chmod +x .git/hooks/pre-push

clean:
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
