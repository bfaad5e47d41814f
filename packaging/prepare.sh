#!/usr/bin/env bash
# Makes ready what the program (argument: run), its tests (test) or the building of it (build) need: the system libraries
# of the window on Debian and Ubuntu, then .venv with the locked packages, or .venv-build. For packing the Windows program
# (pack-windows) only the system's own tools. What is there already is left
# alone, so that it works without a network from the second time on.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=$1
venv=.venv
[ "$kind" = build ] && venv=.venv-build
bin=$venv/bin
case "$(uname)" in MINGW* | MSYS*) bin=$venv/Scripts ;; esac # Git Bash on Windows

# Shared library and the Debian package that holds it; found by library, for package names differ between releases.
libraries="
libGL.so.1 libgl1
libEGL.so.1 libegl1
libxkbcommon.so.0 libxkbcommon0
libglib-2.0.so.0 libglib2.0-0
libfontconfig.so.1 libfontconfig1
libdbus-1.so.3 libdbus-1-3
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-shape.so.0 libxcb-shape0
libxcb-xkb.so.1 libxcb-xkb1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libcups.so.2 libcups2
"

python=$(command -v python3 || command -v python || true)
if [ -z "$python" ] || ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Vialnote needs Python 3.11 or newer as python3." >&2
    exit 1
fi

as_root=""
[ "$(id -u)" = 0 ] || as_root=$(command -v sudo || true)
can_install() { command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || [ -n "$as_root" ]; }; }
install() {
    echo "Installing the system's packages $*"
    $as_root apt-get update -qq &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

missing=""
if [ "$(uname)" = Linux ]; then
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)
    while read -r library package; do
        if [ -n "$library" ] && ! grep -qF "$library " <<<"$known"; then
            missing="$missing $package"
        fi
    done <<<"$libraries"
    "$python" -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
fi
if [ -n "$missing" ]; then
    if ! can_install; then
        echo "Please install these packages first (Debian's names):$missing" >&2
        exit 1
    fi
    # shellcheck disable=SC2086 # a list of words
    install $missing
fi

# A print server, a database server, Java for what validates notes, a reader of faxes, a display with keys, what a screen
# reader listens to: tests that lack them are skipped, so nobody is asked for them.
extra=""
if [ "$kind" = test ] && [ "$(uname)" = Linux ] && can_install; then
    if [ ! -e /usr/sbin/cupsd ] || [ ! -e /usr/bin/lpstat ] || [ ! -e /usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd ]; then
        extra="cups cups-client cups-filters printer-driver-cups-pdf"
    fi
    if ! command -v initdb >/dev/null && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
        extra="$extra postgresql openssl"
    fi
    command -v java >/dev/null || extra="$extra default-jre-headless"
    command -v tesseract >/dev/null || extra="$extra tesseract-ocr"
    command -v Xvfb >/dev/null || extra="$extra xvfb"
    command -v xdotool >/dev/null || extra="$extra xdotool"
    command -v shellcheck >/dev/null || extra="$extra shellcheck"
    command -v osslsigncode >/dev/null || extra="$extra osslsigncode"
    command -v dbus-run-session >/dev/null || extra="$extra dbus"
    [ -e /usr/libexec/at-spi-bus-launcher ] || extra="$extra at-spi2-core"
    /usr/bin/python3 -c 'import pyatspi' 2>/dev/null || extra="$extra python3-pyatspi gir1.2-atspi-2.0"
    [ -e /usr/share/java/jaxb-runtime.jar ] || extra="$extra libjaxb-java"
fi
if [ "$kind" = build ] && [ "$(uname)" = Linux ] && can_install; then
    # What takes libraries apart; then a screen, a system without Python, and what judges the files for desktops.
    for need in objdump:binutils Xvfb:xvfb debootstrap desktop-file-validate:desktop-file-utils appstreamcli:appstream; do
        PATH="$PATH:/usr/sbin" command -v "${need%:*}" >/dev/null || extra="$extra ${need#*:}"
    done
fi
if [ "$kind" = wine ]; then # for building and testing the Windows program; more is not wanted
    for need in wine wine:wine64 makensis:nsis wixl:wixl Xvfb:xvfb x86_64-w64-mingw32-gcc:gcc-mingw-w64-x86-64; do
        command -v "${need%:*}" >/dev/null || extra="$extra ${need#*:}"
    done
    # shellcheck disable=SC2086 # a list of words
    [ -z "$extra" ] || install $extra
    exit 0
fi
if [ "$kind" = pack-windows ]; then
    for need in makensis:nsis wixl osslsigncode; do
        command -v "${need%:*}" >/dev/null || extra="$extra ${need#*:}"
    done
    # shellcheck disable=SC2086 # a list of words
    [ -z "$extra" ] || install $extra
    exit 0
fi
if [ -n "$extra" ]; then
    # Debian would make and start a database server of its own, which nobody asked for.
    quiet=/etc/postgresql-common/createcluster.d/vialnote.conf
    $as_root mkdir -p "$(dirname $quiet)"
    echo "create_main_cluster = false" | $as_root tee $quiet >/dev/null
    # shellcheck disable=SC2086 # a list of words
    install $extra || echo "Some tests are skipped: these packages can't be had: $extra"
    $as_root rm $quiet
fi

# What is installed is remembered by its lock file, the project's metadata and where the folder lies.
wanted() { { pwd; cat "requirements/$1.txt" pyproject.toml; } | cksum; }
usable() { $bin/python -c pass && { [ $bin != $venv/bin ] || grep -qF "$PWD/$venv/" $bin/pip; }; }
usable 2>/dev/null || rm -rf $venv
installed=$(cat $venv/installed 2>/dev/null || true)
if [ "$installed" = "$(wanted "$kind")" ] || { [ "$kind" = run ] && [ "$installed" = "$(wanted test)" ]; }; then
    exit 0
fi
echo "Installing the locked packages into $venv"
[ -d $venv ] || "$python" -m venv $venv
rm -f $venv/installed
$bin/python -m pip install --quiet --require-hashes --requirement "requirements/$kind.txt"
if [ "$kind" != build ]; then
    $bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
    $bin/python -m compileall -q core gui
fi
wanted "$kind" >$venv/installed
