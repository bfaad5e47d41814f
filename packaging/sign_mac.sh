#!/usr/bin/env bash
# Signs what a Mac is given, in place: packaging/sign_mac.sh dist/Vialnote.app, or a disk image.
# MAC_CERTIFICATE is a PKCS#12 file in base64 with a "Developer ID Application" certificate and its key,
# MAC_CERTIFICATE_PASSWORD opens it. Without a certificate nothing is signed, and that is said.
set -euo pipefail
cd "$(dirname "$0")/.."
target=$1
if [ -z "${MAC_CERTIFICATE:-}" ]; then
    echo "Not signed, for there is no certificate: $target"
    exit 0
fi
work=$(mktemp -d)
keychain=$work/signing.keychain-db
trap 'security delete-keychain "$keychain" 2>/dev/null || true; rm -rf "$work"' EXIT
password=$(openssl rand -hex 24)
base64 -d <<<"$MAC_CERTIFICATE" >"$work/certificate.p12"
security create-keychain -p "$password" "$keychain"
security set-keychain-settings -lut 3600 "$keychain"
security unlock-keychain -p "$password" "$keychain"
security import "$work/certificate.p12" -k "$keychain" -P "${MAC_CERTIFICATE_PASSWORD:-}" -T /usr/bin/codesign
security set-key-partition-list -S apple-tool:,apple: -s -k "$password" "$keychain" >/dev/null
rm "$work/certificate.p12"
identity=$(security find-identity -v -p codesigning "$keychain" | awk '/Developer ID Application/ { print $2; exit }')
[ -n "$identity" ] || { echo "The certificate is no Developer ID Application." >&2; exit 1; }

sign() { codesign --force --timestamp --options runtime --keychain "$keychain" --sign "$identity" "$@"; }
if [ -d "$target" ]; then
    # From the inside out: a signature holds those of all that lies within.
    find "$target/Contents" -type f -print0 | while IFS= read -r -d '' file; do
        case "$(file -b "$file")" in *Mach-O*) sign "$file" ;; esac
    done
    for program in vialnote vialnote-window; do
        sign --entitlements packaging/mac/entitlements.plist "$target/Contents/MacOS/$program"
    done
    sign --entitlements packaging/mac/entitlements.plist "$target"
    codesign --verify --deep --strict "$target"
else
    sign "$target"
fi
