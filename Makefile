# Vialnote: `make run` and `make test` are all that is needed; see README.md.
SHELL := /bin/bash
LOCK = .venv/bin/uv pip compile --no-config --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	pyproject.toml --group build

VERSION = $$(.venv-build/bin/python -c 'import core; print(core.__version__)')
PACK = SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) .venv-build/bin/python packaging/windows.py

.PHONY: run test bench pictures screenshots app app-windows test-app smoke-windows test-app-windows installers app-again \
	app-windows-again release mutate format lock clean

run: ## Installs what the program needs and opens the window.
	@bash packaging/prepare.sh run
	@bash packaging/open.sh

test: ## Installs what the tests need and runs them all.
	@bash packaging/prepare.sh test
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports
	QT_QPA_PLATFORM=offscreen .venv/bin/pytest -n auto --dist loadfile --no-loadscope-reorder --cov --cov-report=term --durations=20

.PHONY: nightly
nightly: ## Robot users for half an hour, and 10,000 inputs of each kind.
	@bash packaging/prepare.sh test
	.venv/bin/python -m tests.robot --seconds 1800
	QT_QPA_PLATFORM=offscreen .venv/bin/pytest -n auto tests/fuzz --hypothesis-profile=nightly -o faulthandler_timeout=0

bench: ## Measures speed and memory beside their floors in ten minutes, and writes bench/RESULTS.md.
	@bash packaging/prepare.sh test
	@QT_QPA_PLATFORM=offscreen .venv/bin/python -m bench.run

screenshots: ## Pastes pictures of all that the window can show into sheets, to be looked at.
	@bash packaging/prepare.sh test
	@QT_QPA_PLATFORM=offscreen .venv/bin/python docs/screenshots.py

pictures: ## Makes the pictures of README and guide anew, and the quick guide.
	@bash packaging/prepare.sh test
	@QT_QPA_PLATFORM=offscreen QT_SCALE_FACTOR=2 .venv/bin/python docs/pictures.py

app: ## Builds the program that needs no Python into dist/.
	@bash packaging/prepare.sh build
	@bash packaging/app.sh dist

app-windows: ## Builds the Windows program, its setup and its MSI on Linux, under Wine, into dist/.
	@bash packaging/prepare.sh build
	@bash packaging/prepare.sh wine
	@bash packaging/windows.sh dist/windows
	@$(PACK) dist/windows/Vialnote $(VERSION) dist

test-app: ## Tests what is in dist/.
	@bash packaging/prepare.sh test
	@bash packaging/prepare.sh build
	.venv/bin/pytest -m packaged tests/packaged --ignore=tests/packaged/windows

smoke-windows: ## Builds the Windows program alone, and lets it try itself out.
	@bash packaging/prepare.sh test
	@bash packaging/prepare.sh build
	@bash packaging/prepare.sh wine
	@bash packaging/windows.sh dist/windows
	.venv/bin/pytest -m packaged tests/packaged/windows/test_window.py::test_tries_itself_out

test-app-windows: ## Tests the Windows program in dist/, under Wine.
	@bash packaging/prepare.sh test
	.venv/bin/pytest -m packaged tests/packaged/windows

installers: ## Packs what is in dist/.
	@bash packaging/installers.sh dist

app-again: ## Builds and packs once more, and names each file that is not the same.
	@bash packaging/app.sh build/again
	@bash packaging/installers.sh build/again
	diff --recursive --brief --no-dereference dist/Vialnote build/again/Vialnote
	for file in build/again/vialnote-*; do cmp "dist/$${file##*/}" "$$file" || exit 1; done

app-windows-again: ## The same for Windows, with setup and MSI.
	@bash packaging/windows.sh build/again/windows
	@$(PACK) build/again/windows/Vialnote $(VERSION) build/again
	diff --recursive --brief dist/windows build/again/windows
	for file in build/again/*.exe build/again/*.msi; do cmp $$file dist/$${file##*/} || exit; done

release: ## Builds, tries out and packs for this system what a release has; RELEASING.md says what else there is to do.
	@bash packaging/release.sh check
	@bash packaging/release.sh build
	@bash packaging/release.sh smoke
	@bash packaging/release.sh pack
	@bash packaging/release.sh sums

mutate: ## Changes the calculation bit by bit and tells what no test notices; takes half an hour.
	@bash packaging/mutate.sh

format:
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

lock: ## Writes the lock files from pyproject.toml; versions stay where they still fit.
	.venv/bin/python -m pip install --quiet uv
	$(LOCK) --output-file requirements/run.txt
	$(LOCK) --group test --output-file requirements/test.txt
	$(LOCK) --group app --output-file requirements/build.txt
	$(LOCK) --group test --group mutate --output-file requirements/mutate.txt
	$(subst --universal,--python-platform windows,$(LOCK)) --group app --only-binary :all: --output-file requirements/windows.txt

clean:
	rm -rf .venv .venv-build .venv-mutate build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage
