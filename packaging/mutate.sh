#!/usr/bin/env bash
# Changes the calculation bit by bit in a copy of the project, and tells which changes no test notices; see docs/mutation.md.
# It takes hours of one processor. A name with a star, such as 'core.plan*', takes that module alone; what was found before
# stands in build/mutate and is not tried again, unless it is named.
set -euo pipefail
cd "$(dirname "$0")/.."
wanted=$(cksum requirements/mutate.txt)
if [ "$(cat .venv-mutate/wanted 2>/dev/null)" != "$wanted" ]; then
    python3 -m venv --clear .venv-mutate
    .venv-mutate/bin/python -m pip install --quiet --require-hashes --requirement requirements/mutate.txt
    echo "$wanted" >.venv-mutate/wanted
fi
mkdir -p build/mutate
git ls-files -z | xargs -0 cp --parents --update --target-directory build/mutate
cd build/mutate
export QT_QPA_PLATFORM=offscreen
nice -n 15 ../../.venv-mutate/bin/mutmut run --max-children "${PROCESSES:-1}" "$@"
../../.venv-mutate/bin/mutmut results | grep -v ': not checked' || true
