# shellcheck shell=bash
# What the scripts share; sourced. Sets $root, the top of the checkout.

set -euo pipefail
# shellcheck disable=SC2034 # for those who source this
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

say() { printf 'headroom: %s\n' "$*" >&2; }

die() {
    local status=$1
    shift
    say "$*"
    exit "$status"
}

# As many jobs as there are cores, but each needs about 1.2 GB for the heaviest sources.
jobs_for_build() {
    local cores available limit
    if [ -n "${HEADROOM_JOBS:-}" ]; then
        echo "$HEADROOM_JOBS"
        return
    fi
    cores=$(nproc 2>/dev/null || echo 1)
    available=$(sed -n 's/^MemAvailable: *\([0-9]*\) kB$/\1/p' /proc/meminfo 2>/dev/null || true)
    limit=$((${available:-99000000} / 1200000))
    [ "$limit" -ge 1 ] || limit=1
    echo $((cores < limit ? cores : limit))
}

# progress TITLE PERCENT TEXT: one line, rewritten on a terminal; elsewhere a line at every tenth.
progress_tenth=-1
progress() {
    local title=$1 percent=$2 text=$3
    if [ -t 2 ]; then
        printf '\r\033[K%s: %3d %%  %.70s' "$title" "$percent" "$text" >&2
    elif [ $((percent / 10)) -gt "$progress_tenth" ]; then
        progress_tenth=$((percent / 10))
        printf '%s: %3d %%\n' "$title" "$percent" >&2
    fi
}

progress_end() {
    progress_tenth=-1
    if [ -t 2 ]; then printf '\r\033[K' >&2; fi
}

# Shows the "12/345" that ninja and ctest print at the beginning of a line as progress; swallows the rest.
show_counts() {
    local title=$1 line
    while IFS= read -r line; do
        if [[ $line =~ ^\ *\[?([0-9]+)/([0-9]+)(\]|\ Test) ]]; then
            [ "${BASH_REMATCH[1]}" -gt 0 ] || continue
            progress "$title" $((100 * BASH_REMATCH[1] / BASH_REMATCH[2])) "${BASH_REMATCH[1]}/${BASH_REMATCH[2]}"
        fi
    done
    progress_end
}

# COUNT ports of the ephemeral range that nothing on this machine uses.
free_ports() {
    local count=$1 low high port used
    read -r low high </proc/sys/net/ipv4/ip_local_port_range
    used=" $(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk '{ n = split($2, part, ":"); printf "%s ", part[n] }')"
    while [ "$count" -gt 0 ]; do
        port=$((low + (RANDOM * 32768 + RANDOM) % (high - low + 1)))
        [[ $used != *" $(printf '%04X' "$port") "* ]] || continue
        used+="$(printf '%04X' "$port") "
        count=$((count - 1))
        echo "$port"
    done
}
