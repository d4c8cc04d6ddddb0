#!/usr/bin/env bash
# build.sh PRESET [TARGET...]: configures if needed and builds; quiet, with the whole output in build/PRESET/build.log.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

preset=$1
shift
directory=$root/build/$preset
log=$directory/build.log

# A checkout that was moved or copied can't use the old configuration.
forget_foreign_configuration() {
    local cache=$directory/CMakeCache.txt
    [ -e "$cache" ] || return 0
    grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$cache" || rm -rf "$directory"
}

# Ninja configures again by itself when a CMakeLists.txt has changed, but never looks at the presets.
configure() {
    if [ -e "$directory/build.ninja" ] && [ "$directory/configure.log" -nt CMakePresets.json ]; then return 0; fi
    mkdir -p "$directory"
    say "configuring $preset"
    cmake --preset "$preset" >"$directory/configure.log" 2>&1 || {
        rm -f "$directory/build.ninja"
        tail -n 40 "$directory/configure.log" >&2
        die 3 "configuring $preset failed; the whole log is ${directory#"$root"/}/configure.log"
    }
}

# What clang-tidy does is one step to ninja, of half an hour the first time; its files are counted as steps.
count_tidied() {
    [ "$preset" = tidy ] || exec cat
    awk -v all="$(grep -F "\"file\": \"$root/" "$directory/compile_commands.json" | grep -vcF "$directory/")" \
        '/clang_tidy_cached.* -p=/ { print "[" ++done "/" all "]"; fflush() }'
}

show_failure() {
    if [ "$preset" = tidy ] && grep -qE ' (error|warning): ' "$log"; then
        grep -E ' (error|warning): ' "$log" | sort -u | head -n 80 >&2
    elif grep -q '^FAILED:' "$log" && ! grep -q '^CMake Error' "$log"; then
        awk '/^FAILED:/ { shown = 1 } /^\[[0-9]+\/[0-9]+\]/ { shown = 0 } shown && ++total <= 80' "$log" >&2
    else
        tail -n 40 "$log" >&2
    fi
    die 3 "building $preset failed; the whole log is ${log#"$root"/}"
}

build() {
    local began=$SECONDS target arguments=()
    for target in "$@"; do arguments+=(--target "$target"); done
    cmake --build --preset "$preset" -j "$(jobs_for_build)" "${arguments[@]}" 2>&1 | tee "$log" | count_tidied | show_counts "building $preset" ||
        show_failure
    grep -q '^ninja: no work to do' "$log" || say "built $preset in $((SECONDS - began)) s"
}

cd "$root"
# ccache wants a place to write; a service account may have none.
if [ ! -w "${HOME:-/nonexistent}" ]; then export CCACHE_DIR="$root/build/ccache"; fi
forget_foreign_configuration
configure
build "$@"
