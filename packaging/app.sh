#!/usr/bin/env bash
# Builds the program for this system into a folder: the same bytes from the same commit.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$1
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE=1 LC_ALL=C.UTF-8
export PYINSTALLER_CONFIG_DIR=$PWD/build/cache # of its own: builds side by side would take files from each other
python=.venv-build/bin/python
[ -e $python ] || python=.venv-build/Scripts/python.exe
rm -rf "$folder"
$python -m PyInstaller --noconfirm --clean --log-level ERROR --distpath "$folder" --workpath build/app build.spec
$python packaging/sizes.py "$folder/Vialnote"
