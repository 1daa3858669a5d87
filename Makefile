# `make demo` shows it, `make test` proves it; `make help` lists the rest.

PYTHON ?= python3
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PY := .venv/bin/python
# What WeasyPrint draws with, and the serif face the printed report is set in.
PRINTING := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 'fonts-liberation2|fonts-liberation'

# The servers of `make test-services`; by default those of this machine.
SERVICES_DATABASE_URL ?= $(or $(DATABASE_URL),postgres://postgres@127.0.0.1:5432/postgres)
SERVICES_REDIS_URL ?= $(or $(REDIS_URL),redis://127.0.0.1:6379/5)
# Tests on the embedded default hear nothing of the shell's servers.
EMBEDDED := env -u DATABASE_URL -u REDIS_URL
PYTEST := $(PY) -m pytest
JOBS ?= auto

PORT ?= 8000
DEMO_DIR := $(CURDIR)/var/demo
DEMO_DB := $(CURDIR)/var/demo.sqlite3
DEMO := env -u REDIS_URL DEBUG= CAMKET_TODAY=2021-03-19 VAR_DIR=$(DEMO_DIR) MEDIA_ROOT=$(DEMO_DIR)/media \
	SITE_URL=http://127.0.0.1:$(PORT) DATABASE_URL=sqlite:///$(DEMO_DB) EMAIL_URL=filemail:///$(DEMO_DIR)/mail

# A production environment for `check --deploy`; nothing in it is used anywhere.
PRODUCTION := env DEBUG= CAMKET_TODAY= SITE_URL=https://camket.example.vn VAR_DIR=$(CURDIR)/var/check \
	EMAIL_URL=smtp://mail.example.vn \
	SECRET_KEY=only-for-make-lint-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGH

.PHONY: help install run demo demo-data test test-services test-browser lint format bench shots lock clean-demo

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

# --- Environment -------------------------------------------------------------

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed ($(PYTHON) is older); make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || .ci/need python3-venv
	@$(PYTHON) -m venv .venv

.venv/.running: requirements.lock | .venv/bin/python
	@echo "Installing the locked packages into .venv (once)"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/.testing: tests/requirements.lock | .venv/bin/python
	@echo "Installing the locked packages and the test tools into .venv (once)"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.lock
	@touch $@ .venv/.running

install: .venv/.testing ## create .venv with everything; then .venv/bin/python

lock: .venv/.testing ## write both lock files anew from pyproject.toml (UPGRADE=--upgrade)
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) -c requirements.lock --group dev pyproject.toml -o tests/requirements.lock

COMPILE = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 $(UPGRADE) \
	--generate-hashes --no-emit-index-url --no-annotate --no-header

# --- To use it ---------------------------------------------------------------

run: .venv/.running ## serve for real: one process, its data in var/ unless the environment says otherwise
	@.ci/need $(PRINTING)
	@$(PY) manage.py serve

demo: .venv/.running ## a year of Đông Hà at http://127.0.0.1:8000 (or PORT=…), with people and passwords
	@.ci/need $(PRINTING)
	@$(MAKE) demo-data
	@cat $(DEMO_DIR)/people.txt
	@$(DEMO) $(PY) manage.py serve --bind 127.0.0.1:$(PORT)

# Loaded once; a load that was cut short starts over.
demo-data: .venv/.running
	@mkdir -p $(DEMO_DIR)
	@if [ ! -s $(DEMO_DIR)/people.txt ]; then \
		rm -f $(DEMO_DB) $(DEMO_DB)-wal $(DEMO_DB)-shm; \
		$(DEMO) $(PY) manage.py migrate --verbosity 0; \
		echo "Telling the demonstration's year (once, one to two minutes)"; \
		$(DEMO) $(PY) manage.py load_demo > $(DEMO_DIR)/people.new; \
		mv $(DEMO_DIR)/people.new $(DEMO_DIR)/people.txt; \
	fi

clean-demo: ## forget the demonstration; the next `make demo` begins anew
	rm -rf $(DEMO_DIR) $(DEMO_DB) $(DEMO_DB)-wal $(DEMO_DB)-shm

# --- To change it ------------------------------------------------------------

test: .venv/.testing ## the whole suite on the embedded default (SQLite, no broker)
	@.ci/need $(PRINTING) poppler-utils
	$(EMBEDDED) $(PYTEST) -n $(JOBS)

test-services: .venv/.testing ## the suite on PostgreSQL, and what needs Redis and a real worker
	@.ci/need $(PRINTING) poppler-utils
	DATABASE_URL=$(SERVICES_DATABASE_URL) REDIS_URL=$(SERVICES_REDIS_URL) $(PYTEST) -n $(JOBS)
	DATABASE_URL=$(SERVICES_DATABASE_URL) REDIS_URL=$(SERVICES_REDIS_URL) $(PYTEST) -m services

test-browser: .venv/.testing ## pages in headless Chromium
	@.ci/need $(PRINTING) poppler-utils 'chromium|chromium-browser'
	$(EMBEDDED) $(PYTEST) -m browser

lint: .venv/.testing ## style, types, import contracts, templates, migrations, deployment settings
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	find templates -name '*.html' -print0 | xargs -0r .venv/bin/djade --target-version 5.2 --check
	$(EMBEDDED) $(PRODUCTION) $(PY) manage.py makemigrations --check --dry-run
	$(EMBEDDED) $(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING

format: .venv/.testing ## put source and templates into shape
	.venv/bin/ruff check --fix --select I .
	.venv/bin/ruff format .
	find templates -name '*.html' -print0 | xargs -0r .venv/bin/djade --target-version 5.2

bench: .venv/.testing ## ratios of pages and PDF against their floor
	@.ci/need $(PRINTING)
	$(EMBEDDED) $(PYTEST) -m bench -s tests/bench

shots: .venv/.testing ## the pictures of the README and the guides, made anew from the demonstration
	@.ci/need $(PRINTING) poppler-utils 'chromium|chromium-browser'
	@$(MAKE) demo-data
	$(DEMO) $(PY) -m tests.browser.shots
