# Builds Naast for Windows: the folder, a zip of it, and the installer. Run on Windows 10 or later, 64 bit, in a clone:
#
#   powershell -ExecutionPolicy Bypass -File packaging\windows\build.ps1
#
# Needed: Python 3.11 (python.org) and NSIS 3 (makensis in PATH). Nothing of this was run yet; see packaging\README.md.
$ErrorActionPreference = "Stop"
$root = Resolve-Path "$PSScriptRoot\..\.."
$made = "$root\build\package"
Set-Location $root

py -3.11 packaging\build.py --archive
if ($LASTEXITCODE) { exit $LASTEXITCODE }
$version = & "$made\env\Scripts\python.exe" -c "import desktop; print(desktop.__version__)"

# Where a certificate is at hand: sign before packing, and the installer after.
if ($env:NAAST_SIGN) { signtool sign /n $env:NAAST_SIGN /fd sha256 /tr $env:NAAST_STAMP /td sha256 "$made\dist\naast\naast.exe" "$made\dist\naast\naastw.exe" }

makensis "/DVERSION=$version" "/DFOLDER=$made\dist\naast" "/DICON=$made\icons\naast.ico" "/DOUT=$made\naast-$version-setup.exe" packaging\windows\naast.nsi
if ($LASTEXITCODE) { exit $LASTEXITCODE }
if ($env:NAAST_SIGN) { signtool sign /n $env:NAAST_SIGN /fd sha256 /tr $env:NAAST_STAMP /td sha256 "$made\naast-$version-setup.exe" }
