#!/usr/bin/env bash
# setup.sh [--all]: installs what is missing of the packages in tools/packages.txt; does nothing when all are there.
# Exit status 3 when something is missing and can't be installed from here.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

table=$root/tools/packages.txt
wanted_groups=base
[ "${1:-}" != --all ] || wanted_groups="base all"
stamp="$root/build/setup-${wanted_groups// /-}.stamp"
log="$root/build/setup.log"

in_wanted_groups() { awk -v groups=" $wanted_groups " '!/^#/ && NF && index(groups, " " $1 " ")' "$table"; }

# Nothing was installed or removed since the last look, and the table is the same.
is_known_complete() {
    [ -e "$stamp" ] && [ "$stamp" -nt /var/lib/dpkg/status ] && [ "$(cat "$stamp")" = "$(cksum <"$table")" ]
}

missing_packages() {
    local wanted installed
    wanted=$(in_wanted_groups | awk '{print $2}')
    # shellcheck disable=SC2086,SC2016 # one argument a package; the format is dpkg-query's
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2>/dev/null | sed -n 's/^installed //p')
    printf '%s\n' "$wanted" | grep -vxF "${installed:-none}" || true
}

explain_missing() {
    local package
    say "missing Debian packages:"
    for package in "$@"; do
        in_wanted_groups | awk -v p="$package" '$2 == p { $1 = ""; sub(/^ /, ""); name = $1; $1 = ""; printf "    %-20s%s\n", name, $0 }' >&2
    done
}

# as_root COMMAND...: runs it directly, or through sudo.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

may_become_root() {
    [ "$(id -u)" = 0 ] && return
    command -v sudo >/dev/null || return 1
    sudo -n true 2>/dev/null || [ -t 0 ]
}

show_apt_progress() {
    local title=$1 kind percent text offset
    while IFS=: read -r kind _ percent text; do
        case $kind in
            dlstatus) offset=0 ;;
            pmstatus) offset=50 ;;
            *) continue ;;
        esac
        progress "$title" $((offset + ${percent%%.*} / 2)) "$text"
    done
    progress_end
}

# apt_get TITLE ARGUMENT...: runs apt-get with its progress under that title.
# Opens the status descriptor inside the root shell, because sudo closes all but the standard ones.
apt_get() {
    local title=$1
    shift
    # shellcheck disable=SC2016 # expanded by the inner shell
    as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C sh -c \
        'log=$1; shift; exec apt-get -q -o DPkg::Lock::Timeout=300 -o APT::Status-Fd=3 "$@" 3>&1 >>"$log" 2>&1' \
        sh "$log" "$@" </dev/null | show_apt_progress "$title"
}

# Debian's package makes a database server of the machine, unless it is told not to: the tests start their own.
keep_from_serving() {
    local settings=/etc/postgresql-common/createcluster.conf
    # shellcheck disable=SC2016 # expanded by the inner shell
    [ -e "$settings" ] || as_root sh -c 'mkdir -p "${1%/*}" && echo "create_main_cluster = false" >"$1"' sh "$settings"
}

install_packages() {
    say "installing them with apt-get (log: ${log#"$root"/})"
    keep_from_serving
    apt_get "package lists" update || say "the package lists could not all be refreshed; trying with those at hand"
    if ! apt_get "packages" install -y --no-install-recommends -o Dpkg::Options::=--force-confold "$@"; then
        tail -n 15 "$log" >&2
        die 3 "apt-get could not install the packages; the whole log is ${log#"$root"/}"
    fi
}

main() {
    [ -z "${HEADROOM_SKIP_SETUP:-}" ] || exit 0
    is_known_complete && exit 0
    command -v dpkg-query >/dev/null || die 3 "set-up knows Debian and Ubuntu only: install what tools/packages.txt lists, then set HEADROOM_SKIP_SETUP=1"
    local missing
    mapfile -t missing <<<"$(missing_packages)"
    mkdir -p "$root/build"
    if [ -n "${missing[0]}" ]; then
        explain_missing "${missing[@]}"
        may_become_root || die 3 "no rights to install them; an administrator can, with this line:
apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
        : >"$log"
        install_packages "${missing[@]}"
        mapfile -t missing <<<"$(missing_packages)"
        [ -z "${missing[0]}" ] || die 3 "still missing after the installation: ${missing[*]}"
        say "all packages are installed"
    fi
    cksum <"$table" >"$stamp"
}

main
