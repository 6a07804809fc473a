#!/bin/bash
# Tries the built packages on a bare Debian that is made for it: `make check-package`, as root, after `make package`.
#
#   build/package/bare      Debian as debootstrap leaves it (minbase, no Python), made once
#   build/package/try-deb   a copy of it with the .deb and what that asks for
#   build/package/try-dir   another with the folder copied in, and the libraries packaging/README.md names
#
# In each: the main job on the command line, every report, projects, the window without a screen and on one (an Xvfb outside; a
# picture of each is left in build/package). Needs debootstrap xvfb imagemagick xdotool.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
made=$PWD/build/package
suite=${SUITE:-bookworm}
screen=:${SCREEN:-97}
# What the folder needs of a system that has no desktop; the second line only for a screen.
folder_needs="libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 fonts-dejavu-core
    libxcb-randr0 libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libwayland-cursor0"
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8

[ "$(id -u)" = 0 ] || { echo "as root: it makes and enters a system of its own"; exit 2; }
deb=$(ls -t "$made"/naast_*.deb | head -1)
say() { printf '\n== %s\n' "$*"; }

bare() {
    [ -e "$made/bare/etc/debian_version" ] || debootstrap --variant=minbase "$suite" "$made/bare" ${MIRROR:+"$MIRROR"} >"$made/bare.log"
}

inside() { # inside ROOT COMMAND...: as an ordinary user, with a home of his own
    local root=$1; shift
    chroot --userspec=1000:1000 "$root" /usr/bin/env -i HOME=/home/anna LANG=C.UTF-8 PATH=/usr/bin:/bin "$@"
}

fresh() { # fresh NAME: a new copy of the bare system, with the sample pair in the home of anna
    local root=$made/$1
    if mountpoint -q "$root/proc"; then umount "$root/proc"; fi
    rm -rf --one-file-system "$root"
    cp -a --reflink=auto "$made/bare" "$root"
    chroot "$root" useradd -m -u 1000 anna
    cp samples/2014-bz-jaarverslag-artikel-2.txt "$root/home/anna/old.txt"
    cp samples/2022-bz-jaarverslag-artikel-2.txt "$root/home/anna/new.txt"
    cp samples/formats/kamerstuk.xml "$root/home/anna/"
    # Where LibreOffice is at hand it writes the OpenDocument; Naast itself writes none.
    if command -v soffice >/dev/null; then
        soffice --headless --infilter="Text (encoded):UTF8" --convert-to odt --outdir "$root/home/anna" "$root/home/anna/old.txt" >/dev/null 2>&1
    fi
    chown -R 1000:1000 "$root/home/anna"
    mount -t proc proc "$root/proc"
    mounted+=("$root/proc")
}

libraries() { # libraries ROOT FOLDER: each library finds those it needs
    local missing
    missing=$(chroot "$1" /bin/sh -c "find $2 -name '*.so*' -type f -exec env LD_LIBRARY_PATH=$2/_internal:$2/_internal/PySide6/Qt/lib ldd {} \;" |
        grep 'not found' | sort | uniq -c || true)
    [ -z "$missing" ] || { echo "libraries not found:"; echo "$missing"; return 1; }
    echo "all libraries are found"
}

main_job() { # main_job ROOT PROGRAM
    local root=$1 naast=$2 code=0
    cat >"$root/home/anna/try.sh" <<'TRY'
set -eu
cd ~
naast=$1
expect() { wanted=$1; shift; code=0; "$@" || code=$?; [ $code = $wanted ] || { echo "code $code, not $wanted: $*"; exit 1; }; }
$naast --version
expect 1 $naast compare old.txt new.txt >summary.txt
grep -q Coverage summary.txt || grep -q Words summary.txt
expect 0 $naast compare old.txt old.txt >/dev/null
outs=""; for s in html docx tracked.docx pdf xlsx csv md json; do outs="$outs -o report.$s"; done
QT_QPA_PLATFORM=offscreen expect 1 $naast compare old.txt new.txt $outs
ls -l report.*
expect 1 $naast compare report.docx report.pdf >read.txt
$naast inspect report.docx --format md | grep -q "Toetsingskader" && echo "DOCX read"
$naast inspect report.pdf --format md | grep -q "Toetsingskader" && echo "PDF read"
$naast inspect kamerstuk.xml >/dev/null && echo "XML read"
[ ! -e old.odt ] || { expect 1 $naast compare old.odt new.txt >/dev/null; echo "OpenDocument read"; }
$naast inspect report.html >/dev/null && $naast inspect report.md >/dev/null && echo "HTML and Markdown read"
expect 1 $naast compare old.txt new.txt --project P.naast >/dev/null
expect 0 $naast export P.naast -o again.html
$naast notes P.naast >/dev/null && echo "project written, exported, read"
$naast --licences | tail -1
inside=$(dirname "$(readlink -f "$(command -v $naast)")")/_internal/desktop
expect 1 $naast compare $inside/samples/2014-*.txt $inside/samples/2022-*.txt >/dev/null
ls $inside/manual/en/index.html $inside/manual/nl/index.html >/dev/null && echo "samples and handbook are there"
for n in 1 2 3; do QT_QPA_PLATFORM=offscreen $naast --timings old.txt new.txt 2>/dev/null; done
time $naast --version
TRY
    inside "$root" bash /home/anna/try.sh "$naast" 2>&1 || code=$?
    [ $code = 0 ] || { echo "the main job failed"; return 1; }
}

on_screen() { # on_screen ROOT PROGRAM PICTURE: the window on two files, on a screen
    local root=$1 naast=$2 picture=$3 server window id=
    Xvfb "$screen" -screen 0 1400x900x24 >/dev/null 2>&1 &
    server=$!
    sleep 1
    inside "$root" DISPLAY="$screen" NAAST_SETTINGS=/home/anna/settings "$naast" --language en /home/anna/old.txt /home/anna/new.txt &
    window=$!
    for _ in $(seq 60); do
        id=$(DISPLAY=$screen xdotool search --onlyvisible --name Naast 2>/dev/null | head -1 || true)
        [ -z "$id" ] || break
        sleep 0.5
    done
    sleep 4
    DISPLAY=$screen import -window root "$picture" || true
    kill "$window" "$server" 2>/dev/null || true
    wait "$window" "$server" 2>/dev/null || true
    [ -n "$id" ] || { echo "no window was seen"; return 1; }
    echo "the window was seen: $picture"
}

mounted=()
leave() { for place in "${mounted[@]}"; do umount "$place" 2>/dev/null || true; done; }
trap leave EXIT

say "a bare $suite"
bare
du -sm "$made/bare" | cut -f1 | sed 's/$/ MB/'

say "the Debian package $(basename "$deb")"
fresh try-deb
cp "$deb" "$made/try-deb/tmp/naast.deb"
chroot "$made/try-deb" sh -c "apt-get update -qq && apt-get install -y -qq --no-install-recommends shared-mime-info desktop-file-utils" >"$made/apt.log" 2>&1
chroot "$made/try-deb" apt-get install -y -qq --no-install-recommends /tmp/naast.deb >>"$made/apt.log" 2>&1
chroot "$made/try-deb" sh -c '! command -v python3' && echo "installed; the system has no Python"
libraries "$made/try-deb" /usr/lib/naast
main_job "$made/try-deb" naast
grep -q 'vnd.naast' "$made/try-deb/usr/share/mime/globs2" && echo "the system knows .naast"
grep -q 'vnd.naast=org.naast.Naast.desktop' "$made/try-deb/usr/share/applications/mimeinfo.cache" && echo "and opens it with Naast"
on_screen "$made/try-deb" naast "$made/try-deb.png"
chroot "$made/try-deb" apt-get purge -y -qq naast >>"$made/apt.log" 2>&1
chroot "$made/try-deb" sh -c '! ls -d /usr/lib/naast /usr/bin/naast /usr/share/doc/naast 2>/dev/null' && echo "removed without a trace"

say "the folder, copied"
fresh try-dir
chroot "$made/try-dir" sh -c "apt-get update -qq && apt-get install -y -qq --no-install-recommends $(echo $folder_needs)" >>"$made/apt.log" 2>&1
cp -a "$made/dist/naast" "$made/try-dir/home/anna/naast"
chown -R 1000:1000 "$made/try-dir/home/anna/naast"
libraries "$made/try-dir" /home/anna/naast
main_job "$made/try-dir" /home/anna/naast/naast
on_screen "$made/try-dir" /home/anna/naast/naast "$made/try-dir.png"
say "all passed"
