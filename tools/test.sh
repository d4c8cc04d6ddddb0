#!/usr/bin/env bash
# test.sh PRESET [CTEST OPTION...]: runs the built tests of a preset; quiet, with the whole output in build/PRESET/test.log.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

preset=$1
shift
log=$root/build/$preset/test.log

# Each failed test with the first forty lines of its output.
show_failures() {
    awk '/^ *[0-9]+\/[0-9]+ Test/ { left = /\*\*\*/ ? 41 : 0 }
         /^ +Start +[0-9]+:/ || /^[0-9]+% tests passed/ { left = 0 }
         left > 0 && total < 400 { --left; ++total; print }' "$log" >&2
}

cd "$root"
status=0
ctest --preset "$preset" -j "$(jobs_for_build)" "$@" 2>&1 | tee "$log" | show_counts "testing $preset" || status=$?
[ "$status" = 0 ] || show_failures
awk '/tests passed/ { shown = 1 } /No tests were found/ { shown = 1 } shown && NF' "$log" >&2
[ "$status" = 0 ] || die 1 "tests of $preset failed; the whole log is ${log#"$root"/}"
