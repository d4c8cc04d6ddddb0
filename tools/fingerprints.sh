#!/usr/bin/env bash
# fingerprints.sh: the same run gives the same trace, whatever built it.
#
#   fingerprints.sh                 every run of the table, with the builds release (twice), asan, clang, release with the machine's
#                                   fused multiply-add hidden from the C library, and (where the machine has it) with fused
#                                   multiply-add open to the compiler; prints what differs
#   fingerprints.sh --check [DIR]   the programs in DIR (the release build's if not said) against the table
#   fingerprints.sh --update        writes the table anew from the release build; for changes made on purpose, say why in the commit
#   fingerprints.sh --full [SCENARIO...]   as the first, but every scenario and variant at its own length instead of the table's
#
# The table is tests/golden/fingerprints.txt. Exit status 1 when anything differs.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
cd "$root"

table=tests/golden/fingerprints.txt
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

# How long a run of the table is: long enough for every kind of component, short enough for the everyday tests.
length_of() {
    case $1:$2 in
        *paste-your-own*) echo 60s ;;
        scenarios/lessons/*) echo 150s ;;
        *transaction-platform*: | *transaction-platform*:hpa-step) echo 12s ;;
        *transaction-platform*:peak) echo 2s ;;
        *) echo 5s ;;
    esac
}

# runs own|short [SCENARIO...]: lines "scenario variant infrastructure duration", tab-separated.
runs() {
    local kind=$1 scenario variant infrastructure length=own
    shift
    for scenario in $(scenarios "$@"); do
        while IFS= read -r variant; do
            [ "$kind" = own ] || length=$(length_of "$scenario" "$variant")
            for infrastructure in native simgrid; do
                printf '%s\t%s\t%s\t%s\n' "$scenario" "${variant:--}" "$infrastructure" "$length"
            done
        done <<<"$(variants_of "$scenario")"
    done
}

# early_faults VARIANT: the reference platform's faults, and some more in its base, moved into the short run.
early_faults() {
    case $1 in
        -)
            echo '{at: 1s, delete: pod/transaction}, {at: 2s, for: 1s, partition: service/notification},
                {at: 3s, for: 2s, fail: store/ledger, probability: 70%}, {at: 4s, for: 2s, poison: topic/transaction-initiated,
                fraction: 1%}, {at: 6s, for: 2s, kill: broker/main/1}, {at: 7s, kill: node/worker/0}, {at: 9s, for: 1s, kill: zone/zone-c}'
            ;;
        pod-failure) echo '{at: 2s, delete: pod/transaction}' ;;
        notification-partition) echo '{at: 2s, for: 1s, partition: service/notification}' ;;
        dependency-outage) echo '{at: 2s, for: 1s, fail: store/ledger, probability: 100%}' ;;
        poison-messages) echo '{at: 2s, for: 1s, poison: topic/transaction-initiated, fraction: 1%}' ;;
    esac
}

# fingerprint PROGRAM SCENARIO VARIANT INFRASTRUCTURE DURATION; a failed expectation (status 1) still has one.
fingerprint() {
    local program=$1 report status=0 options=()
    [ "$3" = - ] || options+=(--variant "$3")
    if [ "$5" != own ]; then
        # Warm-up and expectations must fit into the run; what it does depends on neither.
        options+=(--duration "$5" --set warmup=1s --set "expect=[]")
        case $2 in *transaction-platform*) options+=(--set "faults=[$(early_faults "$3")]") ;; esac
    fi
    report=$("$program" run "$2" "${options[@]}" --infrastructure "$4" --format json 2>"$work/last-error.txt") || status=$?
    if [ "$status" -gt 1 ]; then
        echo "status-$status"
        return
    fi
    sed -n '/"fingerprint" *:/ { s/.*"fingerprint" *: *"\([^"]*\)".*/\1/p; q; }' <<<"$report" | grep . || echo none
}

# fill NAME PROGRAM: build/fingerprints/NAME.txt, one fingerprint a line, in the order of the runs.
fill() {
    local name=$1 program=$2 scenario variant infrastructure length done_count=0 run_count
    run_count=$(wc -l <"$work/runs.txt")
    [ "$run_count" -gt 0 ] || die 1 "no scenario to run"
    : >"$work/$name.txt"
    while IFS=$'\t' read -r scenario variant infrastructure length; do
        fingerprint "$program" "$scenario" "$variant" "$infrastructure" "$length" >>"$work/$name.txt" </dev/null
        done_count=$((done_count + 1))
        progress "fingerprints, $name" $((100 * done_count / run_count)) "$scenario $variant $infrastructure"
    done <"$work/runs.txt"
    progress_end
}

write_table() {
    cat <<'TEXT'
# One fingerprint a scenario, variant, infrastructure and duration: a hash over everything its trace says. It is the same in every
# build and changes only on purpose: `tools/fingerprints.sh --update` writes this file anew, and the commit says why.
# Runs are cut short to the duration given, so that the everyday tests can check them all.
TEXT
    paste "$work/runs.txt" "$work/$1.txt"
}

update() {
    "$root/tools/build.sh" release app/all
    runs short >"$work/runs.txt"
    fill release "$root/build/release/bin/headroom"
    ! grep -qE '^(none|status-)' "$work/release.txt" || die 1 "some runs have no fingerprint: $(write_table release | grep -E 'none|status-')"
    write_table release >"$table"
    say "$table has $(wc -l <"$work/runs.txt") fingerprints; 'git diff $table' shows what changed"
}

# check DIR: fails as well when a scenario or variant has no line in the table, or a line no scenario.
check() {
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    runs short >"$work/runs.txt"
    fill this "$1/headroom"
    if write_table this | diff -u "$table" - >&2; then
        say "$(wc -l <"$work/runs.txt") runs have the fingerprints of $table"
    else
        die 1 "fingerprints differ from $table; if that is on purpose: tools/fingerprints.sh --update"
    fi
}

# build_of NAME: the preset a column of the comparison is run with.
build_of() {
    case $1 in
        release | again | no-fma) echo release ;;
        *) echo "$1" ;;
    esac
}

# The C library picks fused variants of its functions by itself; this hides the instruction from it.
without_fma() {
    export GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2
    "$@"
    unset GLIBC_TUNABLES
}

compare() {
    local columns=(release again asan clang no-fma) name files=()
    if grep -qw fma /proc/cpuinfo; then columns+=(fma); else say "this machine has no fused multiply-add: column fma left out"; fi
    for name in "${columns[@]}"; do "$root/tools/build.sh" "$(build_of "$name")" app/all; done
    for name in "${columns[@]}"; do
        if [ "$name" = no-fma ]; then
            without_fma fill "$name" "$root/build/release/bin/headroom"
        else
            fill "$name" "$root/build/$(build_of "$name")/bin/headroom"
        fi
        files+=("$work/$name.txt")
    done
    {
        (IFS=$'\t' && printf '%s\n' "scenario	variant	infrastructure	duration	${columns[*]}")
        paste "$work/runs.txt" "${files[@]}"
    } >"$work/table.tsv"
    # A row is good when it has a fingerprint and all columns show the same one.
    if awk -F '\t' 'NR == 1 { next }
            { good = $5 !~ /^(none|status-)/; for (i = 6; i <= NF; ++i) good = good && $i == $5; if (!good) { bad = 1; print } }
            END { exit bad }' "$work/table.tsv"; then
        say "$(wc -l <"$work/runs.txt") runs, one fingerprint each in all of: ${columns[*]}"
    else
        die 1 "fingerprints differ or are missing (columns: ${columns[*]}); the whole table is build/fingerprints/table.tsv"
    fi
}

case "${1:-}" in
    --check) check "${2:-$root/build/release/bin}" ;;
    --update) update ;;
    --full)
        shift
        runs own "$@" >"$work/runs.txt"
        compare
        ;;
    "")
        runs short >"$work/runs.txt"
        compare
        ;;
    *) die 2 "unknown option $1; see the head of tools/fingerprints.sh" ;;
esac
