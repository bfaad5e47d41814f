#!/usr/bin/env bash
# Opens the window; without a display, shows what the program does with an example instead.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ "$(uname)" != Linux ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec .venv/bin/vialnote
fi
example=examples/sc_60_of_100.json
mkdir -p build
.venv/bin/vialnote note "$example" -o build/example-note.pdf
echo "No display, so no window. The note of $example is build/example-note.pdf, and these are its claim lines:"
.venv/bin/vialnote calc "$example" | .venv/bin/python -c '
import json, sys
for line in json.load(sys.stdin)["lines"]:
    code = " ".join([line["hcpcs"], *line["modifiers"]])
    units, ndc, unit, quantity = line["units"], line["ndc11"], line["ndc_unit"], line["ndc_quantity"]
    words = "unit " if units == 1 else "units"
    print(f"  {code:10} {units:>3} {words}   NDC {ndc}  {unit} {quantity}")
'
