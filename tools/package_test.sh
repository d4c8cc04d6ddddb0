#!/usr/bin/env bash
# package_test.sh [--cache DIR] [--mirror URL] [--remove] DIRECTORY
# Proves that the Debian package is enough: makes an empty Debian 12 in DIRECTORY (which must not exist yet), installs the package
# there with apt and what it depends on, and uses the programs as an ordinary user would. No compiler comes along.
# --cache keeps downloaded packages for the next time; --remove deletes DIRECTORY afterwards. Needs root and debootstrap.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

cache="" mirror="" remove="" directory=""
while [ $# -gt 0 ]; do
    case $1 in
        --cache) cache=$(mkdir -p "$2" && cd "$2" && pwd) && shift ;;
        --mirror) mirror=$2 && shift ;;
        --remove) remove=yes ;;
        -*) die 2 "unknown option $1" ;;
        *) directory=$1 ;;
    esac
    shift
done
[ -n "$directory" ] || die 2 "which directory?"
[ ! -e "$directory" ] || die 2 "$directory exists already"
[ "$(id -u)" = 0 ] || die 3 "needs root, for chroot and mount"
command -v debootstrap >/dev/null || die 3 "needs debootstrap"
mkdir -p "$directory"
directory=$(cd "$directory" && pwd -P)

mounted=()
clean_up() {
    local i
    for ((i = ${#mounted[@]} - 1; i >= 0; --i)); do umount "${mounted[i]}" || umount -l "${mounted[i]}"; done
    if [ -n "$remove" ] && ! grep -q " $directory/" /proc/mounts; then rm -rf --one-file-system "$directory"; fi
}
trap clean_up EXIT
trap 'exit 130' INT TERM

mount_inside() {
    local point=$directory/${!#}
    mkdir -p "$point"
    mount "${@:1:$#-1}" "$point"
    mounted+=("$point")
}

inside() {
    chroot "$directory" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb DEBIAN_FRONTEND=noninteractive bash -c "$1"
}

as_learner() {
    chroot "$directory" /usr/bin/env -i HOME=/srv/learner PATH=/usr/bin:/bin TERM=dumb LC_ALL=C.UTF-8 \
        setpriv --reuid learner --regid learner --clear-groups bash -c "cd && $1"
}


failures=0
# shown NAME COMMAND...: says how it went, and what it said when it failed.
shown() {
    local name=$1 began output
    shift
    began=$(date +%s%N)
    if output=$("$@" 2>&1); then
        say "$(awk -v name="$name" -v ns=$(($(date +%s%N) - began)) 'BEGIN { printf "ok     %-56s %6.1f s", name, ns / 1e9 }')"
    else
        say "FAILED $name"
        tail -n 20 <<<"$output" >&2
        failures=$((failures + 1))
    fi
}

make_root() {
    local options=(--variant=minbase)
    say "an empty Debian 12 in $directory"
    if [ -n "$cache" ]; then
        mkdir -p "$cache/debootstrap" "$cache/archives/partial"
        options+=(--cache-dir="$cache/debootstrap")
    fi
    debootstrap "${options[@]}" bookworm "$directory" ${mirror:+"$mirror"} >"$directory.log" 2>&1 ||
        { tail -n 20 "$directory.log" >&2 && die 3 "debootstrap failed"; }
    mount_inside -t proc proc proc
    if [ -n "$cache" ]; then mount_inside --bind "$cache/archives" var/cache/apt/archives; fi
    inside "useradd --create-home --home-dir /srv/learner learner"
}

install_package() {
    cp "$package" "$directory/tmp/headroom.deb"
    inside "apt-get -q update && apt-get -q install -y --no-install-recommends /tmp/headroom.deb"
}

no_compiler() { inside '! command -v gcc g++ cc c++ clang cmake make'; }

# A PNG with more in it than an empty window.
picture_is_sound() {
    local path=$directory/srv/learner/$1
    [ "$(head -c 4 "$path" | tail -c 3)" = PNG ] && [ "$(stat -c %s "$path")" -gt 20000 ]
}

# Expectations of so short a run aren't judged, so its status is 0.
recorded() { as_learner "headroom run /usr/share/headroom/scenarios/transaction-platform.yaml --duration 30s --record day.headroom"; }
unsolved() { as_learner 'headroom run /usr/share/headroom/scenarios/lessons/consumer-lag.yaml; [ $? = 1 ]'; }

"$root/tools/package.sh"
package=$(find "$root/build/package" -maxdepth 1 -name '*.deb')
# Not through shown(): what it mounts must be known here, to be unmounted at the end.
make_root
shown "apt installs the package and what it depends on" install_package
shown "there is no compiler" no_compiler
shown "headroom check" as_learner "headroom check /usr/share/headroom/scenarios/transaction-platform.yaml --load 2x"
shown "headroom run, recorded" recorded
shown "headroom report" as_learner "headroom report day.headroom"
shown "a lesson fails until it is solved" unsolved
shown "headroom-lab --help" as_learner "headroom-lab --help"
shown "headroom-lab draws the welcome page" as_learner "headroom-lab --screenshot welcome.png"
shown "its picture is one" picture_is_sound welcome.png
shown "headroom-lab draws a scenario" as_learner "headroom-lab /usr/share/headroom/scenarios/monolith.yaml --theme dark --screenshot dark.png"
shown "its picture is one" picture_is_sound dark.png
shown "manual pages are there" inside "test -s /usr/share/man/man1/headroom-lab.1 && test -s /usr/share/man/man1/headroom.1"
shown "it can be removed again" inside "apt-get -q remove -y headroom && ! test -e /usr/bin/headroom-lab"
[ "$failures" = 0 ] || die 1 "$failures checks failed"
