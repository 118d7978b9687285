# Everything that a person types; `make` alone lists it. Each command sets up what it needs, from an empty clone.
# A stamp is named after the checksum of what it stands for: the second start installs and builds nothing.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
export PORT ?= 8000
export LANTOA_DEMO ?= 1
# The tests start many servers: each would compile all of it again.
unexport PYTHONDONTWRITEBYTECODE

checksum = $(shell cksum $(1) 2>/dev/null | cksum | cut -d' ' -f1)

VENV    := .venv/bin/python
UV      := .venv/.uv-$(call checksum,requirements-setup.txt)
RUNTIME := .venv/.runtime-$(call checksum,requirements.txt)
DEV     := .venv/.dev-$(call checksum,requirements.txt requirements-dev.txt)
AUDIT   := .venv/audit/.installed-$(call checksum,requirements-audit.txt)
FORMS   := .venv/forms/.installed-$(call checksum,requirements-forms.txt)
MUTANTS := .venv/.mutants-$(call checksum,requirements.txt requirements-dev.txt requirements-mutants.txt)
# Nothing is installed that is not named there by its hash.
INSTALL := .venv/bin/uv pip install --quiet --require-hashes --compile-bytecode --python $(VENV)
COMPILE := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --annotation-style line --no-header --no-emit-index-url

CLIENT_FILES := $(sort $(shell find client -path client/node_modules -prune -o -path client/dist -prune -o -path client/tests -prune -o -path client/mutants -prune -o -path client/typed -prune -o -type f -print))
PACKAGES := client/node_modules/.packages-$(call checksum,client/package.json client/package-lock.json)
OVERLAY_MUTANTS := client/mutants/node_modules/.packages-$(call checksum,client/mutants/package.json client/mutants/package-lock.json)
TYPED_CLIENT := client/typed/node_modules/.packages-$(call checksum,client/typed/package.json client/typed/package-lock.json)
LIGHTHOUSE := bench/lighthouse/node_modules/.packages-$(call checksum,bench/lighthouse/package.json bench/lighthouse/package-lock.json)
BUILT    := client/node_modules/.built-$(call checksum,$(CLIENT_FILES))
ifeq ($(wildcard client/dist/index.html),)
.PHONY: $(BUILT)
endif

PYTEST := $(VENV) -m pytest -n 2
# A third worker uses what two leave of two cores while they wait for browsers, servers and the disk.
WHOLE  := $(VENV) -m pytest -n 3
# mypy and the client's tests keep one core each busy.
CODE := $(MAKE) --no-print-directory --jobs 2 --output-sync lint types client-tests

.DEFAULT_GOAL := help
.PHONY: help run test trust-short check prove trust mutants bench pictures sheets files forms lighthouse drill audit sbom lint types client-tests client-mutants requirements migration clean
.DELETE_ON_ERROR:

help: ## list the commands
	@echo "make <command>:"
	@sed -n 's/^\([a-z-]*\):.* ## \(.*\)/  \1\t\2/p' Makefile | expand -t 16

run: export LANTOA_LOG_LEVEL ?= warning
run: $(RUNTIME) $(BUILT) ## serve the demo province on port 8000 until Ctrl-C (PORT=8001: on another)
	@exec $(VENV) -m server.run

test: $(DEV) $(BUILT) $(TYPED_CLIENT) ## check style and types and run the suite, as each change must pass it
	@$(VENV) tests/provision.py
	@$(CODE)
	@echo "Testing all of it together, on SQLite, on PostgreSQL and in a browser"
	@$(WHOLE) -q --whole -m "not trust"

trust-short: $(DEV) $(BUILT) ## kill, starve and deploy the service for two minutes: what trust does for hours
	@$(VENV) tests/provision.py
	@echo "Killing, starving and deploying"
	@$(WHOLE) -q --whole -m trust

check: export LANTOA_QUICK := 1
check: $(DEV) $(BUILT) ## the quick part of test: no PostgreSQL, no browser, fewer random examples
	@$(CODE)
	@echo "Testing the server"
	@$(PYTEST) -q --hypothesis-profile quick -m "not slow and not lengthy and not postgres and not browser"

prove: $(DEV) $(BUILT) ## try the random schedules of test again, tens of thousands of them
	@$(VENV) tests/provision.py
	@echo "Trying tens of thousands of random schedules"
	@LANTOA_PROVE=1 $(PYTEST) -q -m prove

trust: $(DEV) $(BUILT) ## kill, starve and attack the service while phones write; writes docs/reliability.md (hours)
	@$(VENV) tests/provision.py
	@$(VENV) -m bench.trust
	@$(VENV) -m bench.attacks
	@$(VENV) -m bench.attacks.requests

mutants: $(DEV) $(MUTANTS) ## break 410 lines of merge, log, access, figures and the phone's overlay, and see tests fail
	@$(VENV) -m bench.mutants
	@$(MAKE) --no-print-directory client-mutants

bench: $(DEV) $(BUILT) ## measure on this machine every figure that is claimed (bench/README.md)
	@$(VENV) tests/provision.py
	$(VENV) -m bench.scenarios
	$(VENV) -m bench.load.phones
	$(VENV) -m bench.load.phones --database sqlite --phones 20
	$(VENV) -m bench.load.phones --sign-in 50
	$(VENV) -m bench.load.wire
	$(VENV) -m bench.load.exports
	$(VENV) -m bench.load.slow_clients
	$(VENV) -m bench.load.desk
	$(VENV) -m bench.client.desk
	$(VENV) -m bench.load.province

pictures: $(DEV) $(BUILT) ## take pictures of every screen of phone and desk into var/pictures
	@$(VENV) tests/provision.py
	@echo "Taking the pictures"
	@$(VENV) -m bench.pages

sheets: $(DEV) $(BUILT) ## take the pictures of the help sheets anew, after a change of the screens that they show
	@$(VENV) tests/provision.py
	@echo "Taking the pictures of the help sheets"
	@$(VENV) -m bench.pages.sheets

files: $(DEV) $(BUILT) ## print the files that officers sign, of the demo's year, into var/files
	@$(VENV) tests/provision.py
	@$(VENV) -m bench.files

forms: $(RUNTIME) $(FORMS) ## hold our registers as XLSForms, and the forms in FOLDERS="…", to pyxform and ODK Validate
	@command -v java > /dev/null || { echo "Java is needed for ODK Validate: apt-get install default-jre-headless" >&2; exit 1; }
	@$(VENV) -m bench.forms $(FOLDERS)

lighthouse: $(DEV) $(BUILT) $(LIGHTHOUSE) ## print what Lighthouse says of the public pages of the demo that run has made
	@$(VENV) tests/provision.py
	@$(VENV) -m bench.lighthouse

drill: $(RUNTIME) ## try on a copy of the database what a lost machine would need, and print the minutes of each step
	@.venv/bin/flask drill

# --strict: a library that nobody could say anything of is none without faults.
audit: $(AUDIT) $(PACKAGES) ## ask whether faults of any library are known; fails if some are, or if nobody answers
	@echo "Asking for known faults of the Python libraries"
	@for file in requirements*.txt; do .venv/audit/bin/pip-audit --strict --disable-pip --require-hashes \
	  --progress-spinner off -r $$file || exit; done
	@echo "Asking for known faults of the client's libraries"
	@cd client && npm audit
	@cd client/typed && npm audit

sbom: $(AUDIT) $(PACKAGES) ## list the libraries that a release consists of and is built by, as CycloneDX, in var/sbom
	@mkdir -p var/sbom
	@PYTHONWARNINGS=ignore .venv/audit/bin/cyclonedx-py requirements --output-reproducible --pyproject pyproject.toml \
	  -o var/sbom/server.cdx.json
	@cd client && npm sbom --sbom-format cyclonedx --package-lock-only > ../var/sbom/client.cdx.json
	@echo "var/sbom/server.cdx.json, var/sbom/client.cdx.json"

lint: $(DEV) $(PACKAGES) ## check style alone
	@echo "Checking the style of the server and the client"
	@.venv/bin/ruff check --quiet
	@.venv/bin/ruff format --check --quiet
	@cd client && npm run --silent lint

types: $(DEV) $(PACKAGES) ## check types alone
	@echo "Checking the types of the server and the client"
	@.venv/bin/mypy --no-error-summary
	@cd client && npm run --silent types

client-tests: $(PACKAGES) ## run the client's own tests alone
	@echo "Testing the client"
	@cd client && npm run --silent test -- --passWithNoTests

client-mutants: $(PACKAGES) $(OVERLAY_MUTANTS) ## break each line of the phone's overlay, and see a test fail
	@cd client && npx --prefix mutants --no-install stryker run mutants/stryker.config.json

# Versions stay as they are unless pyproject.toml wants others; each stands in one file alone.
requirements: | $(UV) ## pin what pyproject.toml wants, by hash, in requirements*.txt
	@$(COMPILE) pyproject.toml -o requirements.txt
	@$(COMPILE) --group dev -c requirements.txt -o requirements-dev.txt \
	  $$(sed -n 's/^\([a-z0-9-]*\)\(\[.*\]\)\{0,1\}==.*/--no-emit-package \1/p' requirements.txt)
	@$(COMPILE) --group mutants -c requirements.txt -c requirements-dev.txt -o requirements-mutants.txt \
	  $$(sed -n 's/^\([a-z0-9-]*\)\(\[.*\]\)\{0,1\}==.*/--no-emit-package \1/p' requirements.txt requirements-dev.txt)
	@$(COMPILE) --group audit -o requirements-audit.txt
	@$(COMPILE) --group forms -o requirements-forms.txt
	@$(COMPILE) --group setup -o requirements-setup.txt

# Earlier migrations are never changed.
migration: $(DEV) ## add a migration from what the models say now: make migration m="what it is for"
	@$(VENV) -m server.migrations.add "$(m)"

clean: ## remove all that was set up and built, but not var with the database
	@rm -rf .venv client/node_modules client/mutants/node_modules client/typed/node_modules bench/lighthouse/node_modules client/dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=...")'
	@echo "Making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv .venv

$(UV): | $(VENV)
	@$(VENV) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-setup.txt
	@rm -f .venv/.uv-* && touch $@

$(RUNTIME): | $(UV)
	@echo "Installing the Python libraries of requirements.txt"
	@$(INSTALL) -r requirements.txt
	@rm -f .venv/.runtime-* && touch $@

$(DEV): | $(RUNTIME)
	@echo "Installing the Python libraries of requirements-dev.txt"
	@$(INSTALL) -r requirements.txt -r requirements-dev.txt
	@rm -f .venv/.dev-* && touch $@

$(MUTANTS): | $(DEV)
	@echo "Installing the Python libraries of requirements-mutants.txt"
	@$(INSTALL) -r requirements.txt -r requirements-dev.txt -r requirements-mutants.txt
	@rm -f .venv/.mutants-* && touch $@

# In a room of their own: they want other versions than the server does.
$(AUDIT): | $(UV)
	@echo "Installing the Python libraries of requirements-audit.txt"
	@.venv/bin/uv venv --quiet --clear --python $(VENV) .venv/audit
	@$(INSTALL:$(VENV)=.venv/audit/bin/python) -r requirements-audit.txt
	@touch $@

$(FORMS): | $(UV)
	@echo "Installing the Python libraries of requirements-forms.txt"
	@.venv/bin/uv venv --quiet --clear --python $(VENV) .venv/forms
	@$(INSTALL:$(VENV)=.venv/forms/bin/python) -r requirements-forms.txt
	@touch $@

$(PACKAGES):
	@node -e 'process.exit(+(process.versions.node.split(".")[0] < 20))' || \
	  { echo "Node 20 or later, with npm, is needed to build the client." >&2; exit 1; }
	@echo "Installing the client's packages"
	@cd client && npm ci --loglevel=error >/dev/null
	@touch $@

$(OVERLAY_MUTANTS):
	@echo "Installing what breaks the client's lines"
	@cd client/mutants && npm ci --loglevel=error > /dev/null
	@touch $@

$(TYPED_CLIENT):
	@echo "Installing what makes a client of the API's description"
	@cd client/typed && npm ci --loglevel=error > /dev/null
	@touch $@

$(LIGHTHOUSE):
	@echo "Installing Lighthouse"
	@cd bench/lighthouse && npm ci --loglevel=error > /dev/null
	@touch $@

$(BUILT): $(PACKAGES) | $(RUNTIME)
	@echo "Building the client"
	@cd client && npx --no-install vite build --logLevel warn
	@$(VENV) -m whitenoise.compress -q client/dist
	@rm -f client/node_modules/.built-* && touch $@
