# Every way to work on roomflow, each one line of a tool. `make run` and `make test` do all of their own set-up.

VENV := .venv/bin
SETUP := sh packaging/linux/setup.sh
# Without a display `make run` plays the sample evening in the terminal, and that needs no system library.
DISPLAY_NAMED := $(DISPLAY)$(WAYLAND_DISPLAY)
# The whole suite is spread over the cores, a file to a core; chosen tests stay in one process, where -s, -x and --pdb help.
SPREAD := -n auto --maxprocesses 4 --dist loadfile

.PHONY: help setup run serve test check format messages pictures bench proof proof-release package package-check clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 24

setup: ## make .venv, and name (as root: install) missing system packages
	@$(SETUP)

run: ## open the desk; make run ARGS="rehearse --seed 126" passes words on
	@$(SETUP) $(if $(DISPLAY_NAMED),,--libraries-optional)
	@$(VENV)/roomflow $(ARGS)

serve: ## a practice evening for browsers; make serve ARGS="--host 192.168.1.20" passes words on
	@$(SETUP) --libraries-optional
	@$(VENV)/roomflow serve --practice $(ARGS)

test: ## the tests; make test ARGS="-k ticket" passes words on
	@$(SETUP) --test
	$(VENV)/python -m pytest $(if $(ARGS),$(ARGS),$(SPREAD))

check: setup ## lint, format, types, layers
	$(VENV)/ruff check
	$(VENV)/ruff format --check
	$(VENV)/mypy
	$(VENV)/lint-imports --no-logo

format: setup ## put the code into its one form
	$(VENV)/ruff check --fix
	$(VENV)/ruff format

messages: setup ## gather the texts of the program into the catalogue
	$(VENV)/python packaging/messages.py

pictures: setup ## draw every page in every form into build/pictures; the best go to docs/pictures
	$(VENV)/python -m tests.desktop.pictures --best docs/pictures $(ARGS)
	$(VENV)/python -m tests.browser.pictures --best docs/pictures

bench: setup ## what measures time
	$(VENV)/python -m pytest -m bench -s $(ARGS)

proof: setup ## what takes minutes: kills, power cuts, many seeds, 300 mutants
	$(VENV)/python -m pytest -m proof -o faulthandler_timeout=0 $(ARGS)

proof-release: setup ## the same with a million requests, all mutants and ten times the races: hours
	ROOMFLOW_PROOF=release $(VENV)/python -m pytest -m proof -o faulthandler_timeout=0 $(ARGS)

package: ## the wheel, and the frozen program made from it, in packaging/build
	@$(SETUP) --freeze
	$(VENV)/python packaging/build.py

package-check: setup ## start the frozen program and have it play an evening
	$(VENV)/python packaging/smoke.py

clean: ## remove what the tools made, .venv too
	rm -rf .venv packaging/build dist build .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
