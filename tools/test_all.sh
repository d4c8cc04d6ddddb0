#!/usr/bin/env bash
# test_all.sh: every check there is, one after the other; goes on after a failure and says at the end which failed.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

results=()
failures=0

# check NAME COMMAND...: runs it and notes how it ended and how long it took.
check() {
    local name=$1 began=$SECONDS verdict=passed
    shift
    say "== $name"
    "$@" || {
        verdict=FAILED
        failures=$((failures + 1))
    }
    results+=("$(printf '%-34s %-7s %6d s' "$name" "$verdict" $((SECONDS - began)))")
}

build_and_test() { "$root/tools/build.sh" "$1" && "$root/tools/test.sh" "$@"; }

# What the desktop's window costs: figures to look at, not to judge; docs/performance.md has them of a quiet machine.
desktop_speed() {
    local benches=$root/build/release/tests/gui/bench recording
    [ -x "$benches/headroom_bench_desktop" ] || return 0
    recording=$(mktemp -d)
    local status=0
    "$benches/headroom_bench_canvas" && QT_SCALE_FACTOR=2 "$benches/headroom_bench_canvas" &&
        "$benches/headroom_bench_desktop" open && "$benches/headroom_bench_desktop" edit &&
        "$benches/headroom_bench_desktop" speed 4m &&
        "$root/build/release/bin/headroom" run "$root/scenarios/transaction-platform.yaml" --duration 1h \
            --record "$recording/hour.headroom" --output "$recording/report.txt" || status=$?
    # 1: an expectation fails; the recording is there all the same.
    [ "$status" -gt 1 ] || { "$benches/headroom_bench_desktop" memory "$recording/hour.headroom" && status=0; } || status=$?
    rm -rf "$recording"
    return "$status"
}

# The page of predictions is the same wherever it is made.
validation_is_reproduced() {
    local page=$root/build/validation/page.md
    (cd "$root" && build/release/bin/headroom-validate --kept build/validation/all.tsv --output "$page") &&
        diff -u "$root/docs/validation.md" "$page" >&2
}

check "release, heavy tests included" build_and_test release
check "speed, reported and not judged" "$root/build/release/tests/bench/headroom_bench_scenarios"
check "the desktop's speed, not judged" desktop_speed
check "a thousand million records" "$root/build/release/tests/bench/headroom_bench_scenarios" memory
check "validation page reproduced" validation_is_reproduced
for preset in asan clang; do
    check "$preset" build_and_test "$preset"
done
# The everyday asan preset leaves out what is heavy.
check "100,000 random events" ctest --test-dir "$root/build/asan" -R FiftyThousandEvents -j 2 --output-on-failure --no-tests=error
check "fingerprints across builds" "$root/tools/fingerprints.sh"
check "fuzz" build_and_test fuzz
for preset in tsan headless; do
    check "$preset" build_and_test "$preset"
done
check "package in an empty Debian" "$root/tools/package_test.sh" --remove "$(mktemp -d)/root"
check "tidy" "$root/tools/build.sh" tidy

printf '%s\n' "${results[@]}"
[ "$failures" = 0 ] || die 1 "$failures of ${#results[@]} checks failed"
