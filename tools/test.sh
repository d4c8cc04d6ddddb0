#!/usr/bin/env bash
# test.sh PRESET [CTEST OPTION...]: runs the built tests of a preset; quiet, with the whole output in build/PRESET/test.log.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

preset=$1
shift
log=$root/build/$preset/test.log

# Each failed test with its output: all of a short one, of a long one the begin and the end, which says what failed.
show_failures() {
    awk 'function show(   i) {
             for (i = 1; i <= lines && total < 400; ++i)
                 if (i <= 12 || i > lines - 40) { print line[i]; ++total }
                 else if (i == 13) print "    (" lines - 52 " lines are left out)"
             lines = 0
         }
         /^ *[0-9]+\/[0-9]+ Test/ || /^ +Start +[0-9]+:/ || /^[0-9]+% tests passed/ { show(); failed = /\*\*\*/ }
         failed { line[++lines] = $0 }
         END { show() }' "$log" >&2
}

cd "$root"
status=0
ctest --preset "$preset" -j "$(jobs_for_build)" "$@" 2>&1 | tee "$log" | show_counts "testing $preset" || status=$?
[ "$status" = 0 ] || show_failures
awk '/tests passed/ { shown = 1 } /No tests were found/ { shown = 1 } shown && NF' "$log" >&2
[ "$status" = 0 ] || die 1 "tests of $preset failed; the whole log is ${log#"$root"/}"
