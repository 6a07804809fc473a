#!/bin/bash
# Builds Naast for macOS: Naast.app and a disk image of it. Run on a Mac, in a clone; one for each processor:
#
#   packaging/macos/build.sh
#
# Needed: Python 3.11 (python.org, for macOS 11 or later) and the command line tools. Nothing of this was run yet; see packaging/README.md.
# NAAST_SIGN names a "Developer ID Application" certificate, NAAST_NOTARY a profile of `notarytool store-credentials`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
made=$PWD/build/package
app=$made/dist/Naast.app

python3.11 packaging/build.py
version=$("$made/env/bin/python" -c 'import desktop; print(desktop.__version__)')
image=$made/Naast-$version-$(uname -m).dmg

# Without a certificate: signed by nobody, so that it runs at all on Apple's processors.
codesign --force --deep --options runtime --sign "${NAAST_SIGN:--}" "$app"
codesign --verify --deep --strict "$app"
plutil -lint "$app/Contents/Info.plist"

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
cp LICENSE NOTICE packaging/texts/replacing-qt.md "$stage/"
hdiutil create -volname "Naast $version" -srcfolder "$stage" -fs HFS+ -format UDZO -ov "$image"
if [ -n "${NAAST_NOTARY:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$NAAST_NOTARY" --wait
    xcrun stapler staple "$image"
fi
ls -lh "$image"
