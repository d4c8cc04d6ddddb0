#!/usr/bin/env bash
# test_all.sh [CHECK...]: every check there is, or those whose names contain one of the words given, one after the other; goes on after
# a failure and says at the end which failed.
# All take some two hours and a half on two cores, with builds from a warm compiler cache.
# Interrupted and started again on the same commit, it goes on with the check it was at; what passed before is said to have.
# HEADROOM_AFRESH=1 begins anew.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

wanted=("$@")
names=()
results=()
failures=0
passed=$root/build/all-passed

# The commit that is checked; nothing when files differ from it, for then nothing is known of what passed before.
commit() {
    git -C "$root" diff --quiet HEAD 2>/dev/null || return 0
    git -C "$root" rev-parse HEAD
}

result() { results+=("$(printf '%-34s %-15s %6d s' "$1" "$2" "$3")"); }

is_wanted() {
    local word
    [ ${#wanted[@]} -gt 0 ] || return 0
    for word in "${wanted[@]}"; do
        case $1 in *"$word"*) return 0 ;; esac
    done
    return 1
}

# check NAME COMMAND...: runs it, if it is wanted, and notes how it ended and how long it took.
check() {
    local name=$1 began=$SECONDS now line
    shift
    names+=("$name")
    is_wanted "$name" || return 0
    now=$(commit)
    line=$(grep -F "$now	$name	" "$passed" 2>/dev/null | tail -n 1) || true
    if [ -n "$now" ] && [ -n "$line" ]; then
        say "== $name: passed before"
        result "$name" "passed before" "${line##*	}"
    elif say "== $name" && "$@"; then
        result "$name" passed $((SECONDS - began))
        printf '%s\t%s\t%d\n' "$now" "$name" $((SECONDS - began)) >>"$passed"
    else
        failures=$((failures + 1))
        result "$name" FAILED $((SECONDS - began))
    fi
}

mkdir -p "$root/build"
[ -z "${HEADROOM_AFRESH:-}" ] || rm -f "$passed"

build_and_test() { "$root/tools/build.sh" "$1" && "$root/tools/test.sh" "$@"; }
# built PRESET COMMAND...: builds the preset, which takes no time when that was done, and runs the command.
built() { "$root/tools/build.sh" "$1" && "${@:2}"; }

# What the desktop's window costs: figures to look at, not to judge; docs/performance.md has them of a quiet machine.
desktop_speed() {
    local benches=$root/build/release/tests/gui/bench recording
    [ -x "$benches/headroom_bench_desktop" ] || return 0
    recording=$(mktemp -d)
    local status=0
    "$benches/headroom_bench_canvas" && QT_SCALE_FACTOR=2 "$benches/headroom_bench_canvas" &&
        "$benches/headroom_bench_desktop" open && "$benches/headroom_bench_desktop" edit && "$benches/headroom_bench_desktop" panels &&
        "$benches/headroom_bench_desktop" speed 4m &&
        "$root/build/release/bin/headroom" run "$root/scenarios/transaction-platform.yaml" --duration 1h \
            --record "$recording/hour.headroom" --output "$recording/report.txt" || status=$?
    # 1: an expectation fails; the recording is there all the same.
    [ "$status" -gt 1 ] || { "$benches/headroom_bench_desktop" memory "$recording/hour.headroom" && status=0; } || status=$?
    rm -rf "$recording"
    return "$status"
}

# The page of predictions is the same wherever it is made. Interrupted on a commit, it goes on with the runs it has; figures of
# anything else, and of a page that was compared, prove nothing.
validation_is_reproduced() {
    local folder=$root/build/validation
    local page=$folder/page.md kept
    kept=$folder/$(commit).tsv
    mkdir -p "$folder" || return 1
    find "$folder" -maxdepth 1 -name '*.tsv' ! -path "$kept" -delete
    [ "$kept" != "$folder/.tsv" ] || rm -f "$kept"
    # What was measured on real Kafka stays as it is: that is another command's.
    cp "$root/docs/validation.md" "$page" || return 1
    (cd "$root" && build/release/bin/headroom-validate --kept "${kept#"$root"/}" --output "$page") || return 1
    rm -f "$kept"
    diff -u "$root/docs/validation.md" "$page" >&2
}

# What is likeliest to fail comes first.
check "release, heavy tests included" build_and_test release
for preset in tsan asan; do
    check "$preset" build_and_test "$preset"
done
# The everyday asan preset leaves out what is heavy.
check "100,000 random events" built asan ctest --test-dir "$root/build/asan" -R headroom_robot.FiveThousandEvents -j 2 --output-on-failure --no-tests=error
for preset in clang headless; do
    check "$preset" build_and_test "$preset"
done
check "tidy" "$root/tools/build.sh" tidy
check "fingerprints across builds" "$root/tools/fingerprints.sh"
check "fuzz" build_and_test fuzz
check "speed, reported and not judged" built release "$root/build/release/tests/bench/headroom_bench_scenarios"
check "a thousand million records" built release "$root/build/release/tests/bench/headroom_bench_scenarios" memory
check "the desktop's speed, not judged" built release desktop_speed
check "validation page reproduced" built release validation_is_reproduced
check "package in an empty Debian" "$root/tools/package_test.sh" --remove "$(mktemp -d)/root"

[ ${#results[@]} -gt 0 ] || die 2 "no check is called ${wanted[*]}; there are: $(printf '\n    %s' "${names[@]}")"
printf '%s\n' "${results[@]}"
[ "$failures" = 0 ] || die 1 "$failures of ${#results[@]} checks failed"
