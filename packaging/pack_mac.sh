#!/usr/bin/env bash
# Packs dist/Vialnote.app into a disk image: signed where there is a certificate, notarised where there is a key for it.
# MAC_NOTARY_KEY is a key of App Store Connect (.p8) in base64, MAC_NOTARY_KEY_ID its name, MAC_NOTARY_ISSUER who gave it.
set -euo pipefail
cd "$(dirname "$0")/.."
version=$(bash packaging/release.sh version)
image=dist/vialnote-$version-mac-$(uname -m).dmg
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

bash packaging/sign_mac.sh dist/Vialnote.app
mkdir "$folder/image"
cp -R dist/Vialnote.app "$folder/image/"
ln -s /Applications "$folder/image/Applications"
hdiutil create -quiet -volname Vialnote -srcfolder "$folder/image" -format UDZO -ov "$image"
bash packaging/sign_mac.sh "$image"
if [ -z "${MAC_NOTARY_KEY:-}" ]; then
    echo "Not notarised, for there is no key: $image"
    exit 0
fi
base64 -d <<<"$MAC_NOTARY_KEY" >"$folder/key.p8"
xcrun notarytool submit "$image" --key "$folder/key.p8" --key-id "$MAC_NOTARY_KEY_ID" --issuer "$MAC_NOTARY_ISSUER" --wait
xcrun stapler staple "$image"
spctl --assess --type open --context context:primary-signature "$image"
