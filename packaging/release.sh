#!/usr/bin/env bash
# What a release takes, one step at a time; the workflow and `make release` call the same. RELEASING.md says the order.
set -euo pipefail
cd "$(dirname "$0")/.."
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' core/__init__.py)
bin=.venv-build/bin
[ -d .venv-build/Scripts ] && bin=.venv-build/Scripts

fail() {
    echo "$*" >&2
    exit 1
}

version() { echo "$version"; }

# The tag names the version, the changelog has its chapter with a day, and nothing is changed that is in no commit.
check() {
    [ "${1:-v$version}" = "v$version" ] || fail "The tag is ${1:-}, and core/__init__.py says $version."
    grep -qE "^## \[${version//./\\.}\] - [0-9]{4}-[0-9]{2}-[0-9]{2}$" CHANGELOG.md ||
        fail "CHANGELOG.md has no chapter [$version] with a day."
    [ -z "$(git status --porcelain)" ] || fail "Something is changed and in no commit."
    echo "$version can be released"
}

build() {
    bash packaging/prepare.sh build
    bash packaging/app.sh dist
}

# The finished programs try themselves out; whatever they say on standard error is a fault.
smoke() {
    local programs=dist/Vialnote window said
    [ ! -d dist/Vialnote.app ] || programs=dist/Vialnote.app/Contents/MacOS
    window=$programs/vialnote-window
    said=$(mktemp)
    QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-$([ "$(uname)" != Linux ] || echo offscreen)} LC_ALL=C.UTF-8 \
        "$window" --smoke-test 2>"$said" || fail "The window failed: $(cat "$said")"
    [ ! -s "$said" ] || fail "The window complained: $(cat "$said")"
    [ "$("$programs/vialnote" --version | tr -d '\r')" = "vialnote $version" ] || fail "Another version was built."
    "$programs/vialnote" calc examples/sc_60_of_100.json 2>"$said" | grep -q '"hcpcs": "J2354"' || fail "calc failed."
    [ ! -s "$said" ] || fail "calc complained: $(cat "$said")"
    rm "$said"
    echo "The finished programs passed"
}

# Installers of this system, and the list of parts beside them.
pack() {
    local system
    case "$(uname)" in
        Linux)
            make installers
            system=linux
            ;;
        Darwin)
            bash packaging/pack_mac.sh
            system=mac-$(uname -m)
            ;;
        *) fail "Windows programs are packed on Linux: packaging/release.sh windows" ;;
    esac
    cp "$(find dist -name sbom.cdx.json | head -1)" "dist/vialnote-$version-$system.cdx.json"
}

# Setup and MSI out of the program that Windows built, on Linux: signed outside and inside where there is a certificate.
windows() {
    local program=${1:-dist/windows/Vialnote}
    bash packaging/prepare.sh build
    bash packaging/prepare.sh pack-windows
    bash packaging/sign_windows.sh "$program"/*.exe
    SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) "$bin/python" packaging/windows.py "$program" "$version" dist
    bash packaging/sign_windows.sh dist/vialnote-"$version"-*.exe dist/vialnote-"$version"-*.msi
    cp "$program/_internal/sbom.cdx.json" "dist/vialnote-$version-windows.cdx.json"
}

# Checksums of all that is published, in the order of names.
sums() {
    local folder=${1:-dist}
    local tool=sha256sum
    command -v $tool >/dev/null || tool="shasum -a 256" # on a Mac
    (cd "$folder" && export LC_ALL=C && $tool vialnote-* >SHA256SUMS)
    cat "$folder/SHA256SUMS"
}

# The changelog's chapter of this version.
notes() {
    awk -v head="## [$version]" 'index($0, "## [") == 1 { shown = index($0, head) == 1; next } shown' CHANGELOG.md
}

# A draft, which a person looks through and publishes.
publish() {
    local folder=$1
    notes >"$folder/notes.md"
    [ -s "$folder/notes.md" ] || fail "CHANGELOG.md says nothing of $version."
    gh release create "v$version" --verify-tag --draft --title "Vialnote $version" --notes-file "$folder/notes.md" \
        "$folder"/vialnote-* "$folder/SHA256SUMS"
}

[ $# -ge 1 ] || fail "usage: packaging/release.sh version|check|build|smoke|pack|windows|sums|notes|publish"
"$@"
