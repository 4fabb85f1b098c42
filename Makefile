# Entente needs Python 3.11 or later and make; everything else is installed into .venv, node_modules and build.
#   make run     everything, at http://localhost:8000 (PORT=… chooses another port)
#   make test    all checks and tests
# PYTHON=… names the Python to use, DATABASE_URL and REDIS_URL real servers.

PY := .venv/bin/python
BIN := .venv/bin
TRANSLATIONS := $(wildcard locale/*/LC_MESSAGES/*.po)
COMPILE := $(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header --no-emit-index-url
# Settings of a production that is only looked at, never run.
PRODUCTION := DJANGO_ENV=production DEBUG=0 SITE_URL=https://entente.example.org ALLOWED_HOSTS=entente.example.org \
	SECRET_KEY=only-for-the-check-of-the-settings-0123456789-abcdefghijklmnopqrstuvwxyz \
	SEALING_KEYS=check:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA \
	DATABASE_URL=postgresql://entente@localhost/entente REDIS_URL=redis://localhost:6379/0
export PYTHONUTF8 := 1

.PHONY: help run setup setup-dev test lint bench chaos lock messages clean

help:
	@sed -n '1,4s/^# \{0,1\}//p' Makefile
	@echo "  make setup, setup-dev, lint, bench (ONLY=a,c), chaos (SHORT=1), messages, lock, clean"

run: setup
	@$(PY) manage.py up --end-with-parent

setup: .venv/.requirements build/.assets locale/.compiled

setup-dev: setup .venv/.requirements-dev

.venv/.made: config/setup.sh
	@sh config/setup.sh venv
	@touch $@

.venv/.requirements: requirements.txt .venv/.made
	@sh config/setup.sh requirements requirements.txt
	@touch $@

.venv/.requirements-dev: requirements-dev.txt .venv/.requirements
	@sh config/setup.sh requirements requirements-dev.txt
	@touch $@

node_modules/.installed: package-lock.json .npmrc .venv/.requirements
	@sh config/setup.sh assets
	@touch $@

build/.assets: node_modules/.installed config/assets.py $(wildcard static/icons.txt)
	@$(PY) -m config.assets
	@touch $@

locale/.compiled: .venv/.requirements config/translations.py $(TRANSLATIONS)
	@$(PY) -m config.translations
	@mkdir -p locale && touch $@

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	find templates -name '*.html' -print0 | xargs -0 $(BIN)/djade --check --target-version 5.2
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) manage.py makemigrations --check --dry-run

# pytest comes last: its closing line is the last line.
test: lint
	@$(BIN)/pytest -n auto --maxprocesses 4 --dist worksteal

bench: setup
	@$(PY) -m bench

# Kills, empties and restarts everything, and counts what was lost; SHORT=1 takes two minutes.
chaos: setup-dev
	@$(PY) -m tests.chaos

lock: setup-dev
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) requirements-dev.in -o requirements-dev.txt
	$(COMPILE) requirements-node.in -o requirements-node.txt
	npm install --package-lock-only

messages: setup
	$(PY) manage.py makemessages --locale zh_Hans --locale es --locale pt --no-obsolete --add-location file \
		--ignore .venv --ignore node_modules --ignore build --ignore var --ignore tests --ignore bench
	$(PY) -m config.translations tidy

clean:
	rm -rf .venv node_modules build locale/.compiled
