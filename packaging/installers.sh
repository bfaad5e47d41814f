#!/usr/bin/env bash
# Packs the finished program in a folder for the people who install it: the same bytes from the same commit.
set -euo pipefail
cd "$(dirname "$0")/.."
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
.venv-build/bin/python packaging/linux.py "$1"
