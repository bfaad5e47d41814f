#!/usr/bin/env bash
# Signs Windows programs and installers on Linux, in place: packaging/sign_windows.sh FILE...
# WINDOWS_CERTIFICATE is a PKCS#12 file in base64, WINDOWS_CERTIFICATE_PASSWORD opens it. Without a certificate nothing is
# signed, and that is said. WINDOWS_TIMESTAMP is the address of a time stamp server; without a stamp a signature ends with
# its certificate.
set -euo pipefail
if [ -z "${WINDOWS_CERTIFICATE:-}" ]; then
    echo "Not signed, for there is no certificate: $*"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 700 "$work"
base64 -d <<<"$WINDOWS_CERTIFICATE" >"$work/certificate.p12"
printf %s "${WINDOWS_CERTIFICATE_PASSWORD:-}" >"$work/password"
stamp=()
[ -z "${WINDOWS_TIMESTAMP:-}" ] || stamp=(-ts "$WINDOWS_TIMESTAMP")
for file; do
    osslsigncode sign -pkcs12 "$work/certificate.p12" -readpass "$work/password" -h sha256 -n Vialnote \
        ${stamp[@]+"${stamp[@]}"} -in "$file" -out "$work/signed" >/dev/null
    mv "$work/signed" "$file"
    echo "Signed: $file"
done
