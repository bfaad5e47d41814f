#!/usr/bin/env bash
# Changes the calculation bit by bit in a copy of the project, and tells which changes no test notices; see docs/mutation.md.
# A name with a star, such as 'core.plan*', tries that module alone; what was noticed before stands in build/mutate and is
# not tried again, unless it is named. `.venv-mutate/bin/mutmut show NAME`, in build/mutate, shows a change.
set -euo pipefail
cd "$(dirname "$0")/.."
wanted=$(cksum requirements/mutate.txt)
if [ "$(cat .venv-mutate/wanted 2>/dev/null)" != "$wanted" ]; then
    python3 -m venv --clear .venv-mutate
    .venv-mutate/bin/python -m pip install --quiet --require-hashes --requirement requirements/mutate.txt
    echo "$wanted" >.venv-mutate/wanted
fi
python=$PWD/.venv-mutate/bin/python
mkdir -p build/mutate
git ls-files -z | xargs -0 cp --parents --update --target-directory build/mutate
cd build/mutate
"$python" -c '
from mutmut.__main__ import copy_also_copy_files, copy_src_dir, create_mutants
if __name__ == "__main__":
    copy_src_dir()
    copy_also_copy_files()
    create_mutants(1)'
cd mutants
mapfile -t tests < <("$python" -c '
import tomllib
print(*tomllib.load(open("pyproject.toml", "rb"))["tool"]["mutmut"]["pytest_add_cli_args_test_selection"], sep="\n")')
# One test starts programs of its own, which a change does not reach.
QT_QPA_PLATFORM=offscreen nice -n 15 "$python" -m pytest -qs --tb=no --assert=plain -p no:cacheprovider \
    -p tests.mutants --processes "${PROCESSES:-1}" "${@/#/--change=}" "${tests[@]}" \
    --deselect tests/property/test_engine.py::test_the_clock_the_hash_seed_and_the_locale_change_nothing
