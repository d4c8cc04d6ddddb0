#!/usr/bin/env bash
# fingerprints.sh [--duration TIME] [SCENARIO...]: the same run gives the same trace, whatever built it.
# Runs every scenario and variant on both infrastructures with the builds release (twice), asan, clang, release with the machine's
# fused multiply-add hidden from the C library, and (where the machine has it) with fused multiply-add open to the compiler.
# Prints a table of what differs; exit status 1 when anything does.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
cd "$root"

duration=()
if [ "${1:-}" = --duration ]; then
    duration=(--duration "$2")
    shift 2
fi
work=$root/build/fingerprints
mkdir -p "$work"

# Keys of the first level under `variants:`; the base itself is the empty name.
variants_of() {
    echo ""
    awk '/^variants:/ { inside = 1; next }
         inside && /^[^ #]/ { exit }
         inside && match($0, /^ +[^ #][^:]*:/) {
             indent = match($0, /[^ ]/) - 1
             if (!first) first = indent
             if (indent == first) { sub(/^ +/, ""); sub(/:.*/, ""); gsub(/["\047]/, ""); print }
         }' "$1"
}

scenarios() {
    if [ $# -gt 0 ]; then
        printf '%s\n' "$@"
    else
        find scenarios -name '*.yaml' -not -path '*/invalid/*' -exec grep -l '^scenario:' {} + | sort
    fi
}

# Lines "scenario variant infrastructure", tab-separated.
runs() {
    local scenario variant infrastructure
    for scenario in $(scenarios "$@"); do
        while IFS= read -r variant; do
            for infrastructure in native simgrid; do
                printf '%s\t%s\t%s\n' "$scenario" "${variant:--}" "$infrastructure"
            done
        done <<<"$(variants_of "$scenario")"
    done
}

# fingerprint PROGRAM SCENARIO VARIANT INFRASTRUCTURE; a failed expectation (status 1) still has one.
fingerprint() {
    local program=$1 report status=0 variant=()
    [ "$3" = - ] || variant=(--variant "$3")
    report=$("$program" run "$2" "${variant[@]}" --infrastructure "$4" "${duration[@]}" --format json 2>"$work/last-error.txt") || status=$?
    if [ "$status" -gt 1 ]; then
        echo "status-$status"
        return
    fi
    sed -n '/"fingerprint" *:/ { s/.*"fingerprint" *: *"\([^"]*\)".*/\1/p; q; }' <<<"$report" | grep . || echo none
}

# build_of NAME: the preset a column of the table is run with.
build_of() {
    case $1 in
        release | again | no-fma) echo release ;;
        *) echo "$1" ;;
    esac
}

# column NAME: one fingerprint a line, in the order of the runs.
column() {
    local program scenario variant infrastructure done_count=0
    program=$root/build/$(build_of "$1")/bin/headroom
    : >"$work/$1.txt"
    while IFS=$'\t' read -r scenario variant infrastructure; do
        fingerprint "$program" "$scenario" "$variant" "$infrastructure" >>"$work/$1.txt" </dev/null
        done_count=$((done_count + 1))
        progress "fingerprints, $1" $((100 * done_count / run_count)) "$scenario $variant $infrastructure"
    done <"$work/runs.txt"
    progress_end
}

# The C library picks fused variants of its functions by itself; this hides the instruction from it.
without_fma() { GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2 "$@"; }

runs "$@" >"$work/runs.txt"
run_count=$(wc -l <"$work/runs.txt")
[ "$run_count" -gt 0 ] || die 1 "no scenario to run"

columns=(release again asan clang no-fma)
if grep -qw fma /proc/cpuinfo; then columns+=(fma); else say "this machine has no fused multiply-add: column fma left out"; fi
for name in "${columns[@]}"; do "$root/tools/build.sh" "$(build_of "$name")" app/all; done
for name in "${columns[@]}"; do
    if [ "$name" = no-fma ]; then without_fma column "$name"; else column "$name"; fi
done

files=()
for name in "${columns[@]}"; do files+=("$work/$name.txt"); done
{
    (IFS=$'\t' && printf '%s\n' "scenario	variant	infrastructure	${columns[*]}")
    paste "$work/runs.txt" "${files[@]}"
} >"$work/table.tsv"

# A row is good when it has a fingerprint and all columns show the same one.
if awk -F '\t' 'NR == 1 { next }
        { good = $4 !~ /^(none|status-)/; for (i = 5; i <= NF; ++i) good = good && $i == $4; if (!good) { bad = 1; print } }
        END { exit bad }' "$work/table.tsv"; then
    say "$run_count runs, one fingerprint each in all of: ${columns[*]}"
else
    die 1 "fingerprints differ or are missing (columns: ${columns[*]}); the whole table is build/fingerprints/table.tsv"
fi
