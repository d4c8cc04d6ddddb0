#!/usr/bin/env bash
# fresh_root_test.sh [--cache DIR] [--mirror URL] [--authorities DIR] [--remove] DIRECTORY
# Proves that a newcomer's two commands work: makes an empty Debian 12 with only git added in DIRECTORY (which must not exist yet),
# clones this checkout's HEAD into it, runs './headroom demo' twice and './headroom test', and reports the times.
# --cache keeps downloaded packages for the next time; --remove deletes DIRECTORY afterwards. --authorities has the *.crt that this network wants
# trusted, as its machines' administrator would install them: Maven and others download over TLS. Needs root and debootstrap.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

cache="" mirror="" authorities="" remove="" directory=""
while [ $# -gt 0 ]; do
    case $1 in
        --cache) cache=$(mkdir -p "$2" && cd "$2" && pwd) && shift ;;
        --mirror) mirror=$2 && shift ;;
        --authorities) authorities=$2 && shift ;;
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
    chroot "$directory" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb bash -c "cd /root/headroom && $1"
}

results=()
failures=0
# timed NAME COMMAND: runs the command inside and notes its time and end.
timed() {
    local began status=0
    say "== $1"
    began=$(date +%s%N)
    inside "$2" || status=$?
    results+=("$(awk -v name="$1" -v ns=$(($(date +%s%N) - began)) -v status="$status" \
        'BEGIN { printf "%-42s %8.1f s   exit status %d", name, ns / 1e9, status }')")
    [ "$status" = 0 ] || failures=$((failures + 1))
}

make_root() {
    local options=(--variant=minbase --include=git)
    if [ -n "$cache" ]; then
        mkdir -p "$cache/debootstrap" "$cache/archives/partial"
        options+=(--cache-dir="$cache/debootstrap")
    fi
    say "== an empty Debian 12 in $directory"
    debootstrap "${options[@]}" bookworm "$directory" ${mirror:+"$mirror"} >"$directory.log" 2>&1 ||
        { tail -n 20 "$directory.log" >&2 && die 3 "debootstrap failed"; }
    mount_inside -t proc proc proc
    if [ -n "$cache" ]; then mount_inside --bind "$cache/archives" var/cache/apt/archives; fi
    # Packages that keep authorities of their own, as Java's, take over what lies here when they are installed.
    if [ -n "$authorities" ]; then
        mkdir -p "$directory/usr/local/share/ca-certificates"
        cp "$authorities"/*.crt "$directory/usr/local/share/ca-certificates/"
    fi
}

clone_inside() {
    git -C "$root" bundle create --quiet "$directory/tmp/headroom.bundle" HEAD
    chroot "$directory" /usr/bin/env -i HOME=/root PATH=/usr/bin:/bin git clone --quiet /tmp/headroom.bundle /root/headroom
}

make_root
clone_inside
timed "first demo: set-up, build, run" "./headroom demo"
if [ -x "$directory/root/headroom/build/release/bin/headroom" ]; then
    built=$(stat -c %Y "$directory"/root/headroom/build/release/bin/* | sort -n | tail -n 1)
    results+=("$(printf '%-42s %8d.0 s' "  of which after the build" $(($(date +%s) - built)))")
fi
timed "what a second demo does before it simulates" "tools/setup.sh && tools/build.sh release app/all"
timed "second demo" "./headroom demo"
timed "test: build of the tests, default suite" "./headroom test"

printf '%s\n' "${results[@]}"
[ "$failures" = 0 ] || die 1 "$failures of the commands failed"
