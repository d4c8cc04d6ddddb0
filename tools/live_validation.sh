#!/usr/bin/env bash
# Behind './headroom validate --live': plays scenarios/validation on a real broker, predicts it, and writes the table. See usage().
# shellcheck source=tools/common.sh
. "$(dirname "$(readlink -f "$0")")/common.sh"

usage() {
    cat >&2 <<'TEXT'
./headroom validate --live [--plan FILE] [--runs N] [--output FILE] [--fresh]
    plays the plan's scenario on a real Kafka broker: its saturation; a recording at 40 % of that, which is calibrated; then, of what is
    predicted from that, each N times (5 by the plan). Writes the table into docs/validation.md. It takes an hour and wants a machine with
    nothing else to do. Runs that were finished are kept in build/validation/live, so that an interrupted command goes on; --fresh begins anew.
TEXT
    exit 2
}

plan=$root/scenarios/validation/live-queue.plan
output=docs/validation.md
folder=$root/build/validation/live
bin=$root/build/release/bin
runs_asked=""
while [ $# -gt 0 ]; do
    case $1 in
        --plan) plan=${2:-} && shift ;;
        --runs) runs_asked=${2:-} && shift ;;
        --output) output=${2:-} && shift ;;
        --fresh) rm -rf "$folder" ;;
        *) usage ;;
    esac
    shift || usage
done
[ -r "$plan" ] || die 2 "--plan $plan: it can't be read"
[[ ${runs_asked:-1} =~ ^[1-9][0-9]*$ ]] || die 2 "--runs $runs_asked: a whole number from 1"
# shellcheck source=scenarios/validation/live-queue.plan disable=SC1091
. "$plan"
cd "$root"
# What was kept is of this plan, this scenario and these programs, or of no use.
identity() { sha256sum "$plan" "$scenario" "$bin/headroom-service" "$bin/headroom-live" "$bin/headroom-sim"; }
if [ "$(identity)" != "$(cat "$folder/identity" 2>/dev/null)" ]; then rm -rf "$folder"; fi
mkdir -p "$folder/runtime"
identity >"$folder/identity"
chmod 700 "$folder/runtime"
export XDG_RUNTIME_DIR=$folder/runtime # whoever plays the scenario there is ours
# shellcheck disable=SC2154 # these and others below are the plan's
count=${runs_asked:-$runs}

# --- one measured run: a fresh broker, the bundled services, and a live session that looks at both --------------------------------

broker=$folder/broker
up_process=""
live_process=""

end_all() {
    local process
    for process in $live_process $up_process; do kill -TERM "$process" 2>/dev/null || true; done
    [ ! -d "$broker" ] || "$root/tools/kafka" stop "$broker" 2>/dev/null || true
}
trap end_all EXIT
trap 'exit 130' INT TERM

is_serving() { grep -qs '"serving": *true' "$folder"/runtime/headroom/*/run.json; }

wait_until_serving() {
    local deadline=$((SECONDS + 90))
    until is_serving; do
        kill -0 "$up_process" 2>/dev/null || die 3 "the bundled services ended: $folder/up.log says why"
        [ "$SECONDS" -lt "$deadline" ] || die 3 "the bundled services are not ready after 90 s: $folder/up.log"
        sleep 0.1
    done
}

# measure NAME SECONDS SCALE [OPTION...]: plays and records so long; a recording that is there already is kept.
measure() {
    local name=$1 seconds=$2 scale=$3 bootstrap status=0
    shift 3
    [ ! -e "$folder/$name.headroom" ] || return 0
    say "measuring $name: $seconds s at a load scale of $scale"
    bootstrap=$("$root/tools/kafka" start --dir "$broker" </dev/null | sed -n 's/^bootstrap=//p')
    "$bin/headroom" up "$scenario" --kafka "$bootstrap" --load-scale "$scale" --for "$((seconds + 3))s" "$@" >"$folder/up.log" 2>&1 </dev/null &
    up_process=$!
    wait_until_serving
    rm -f "$folder/draft.headroom"*
    # In the background, as bash hears of no signal while it waits for anything else.
    timeout --signal=INT "$seconds" "$bin/headroom" live "$scenario" --record "$folder/draft.headroom" >"$folder/live.log" 2>&1 </dev/null &
    live_process=$!
    wait "$live_process" || status=$?
    live_process=""
    [ "$status" = 0 ] || [ "$status" = 124 ] || die 3 "the live session ended with status $status: $folder/live.log says why"
    wait "$up_process" || die 3 "the bundled services failed: $folder/up.log says why"
    up_process=""
    "$root/tools/kafka" stop "$broker"
    mv "$folder/draft.headroom" "$folder/$name.headroom"
}

# Of the nominal load, for a share of the measured saturation.
scale_of() { awk -v share="$1" -v saturation="$saturation" -v nominal="$nominal" 'BEGIN { printf "%.4f%%", 100 * share * saturation / nominal }'; }

# --- and of the prediction --------------------------------------------------------------------------------------------------------

# predict NAME SECONDS SCALE [OPTION...]: the calibrated scenario under a load that is given, not measured.
predict() {
    local name=$1 seconds=$2 scale=$3
    shift 3
    [ ! -e "$folder/$name.headroom" ] || return 0
    rm -f "$folder/draft.headroom"*
    "$bin/headroom" run "$folder/calibrated.yaml" --set "clients.users.load=poisson($nominal/s)" --load-scale "$scale" --duration "${seconds}s" \
        --record "$folder/draft.headroom" "$@" >"$folder/run.log" 2>&1 || die 3 "the prediction failed: $folder/run.log says why"
    mv "$folder/draft.headroom" "$folder/$name.headroom"
}

# --- the campaign -----------------------------------------------------------------------------------------------------------------

whole() { printf '%.0f' "$1"; }
# shellcheck disable=SC2154
{
    margin=4 # seconds a recording is longer than its window
    for ((i = 1; i <= count; ++i)); do
        measure "saturation-$i" "$((saturation_warmup + saturation_seconds + margin))" 100% --variant overload
    done
    saturation=$("$bin/headroom-validate" --live "$folder" --plan "$plan" --saturation)
    say "measured saturation: $saturation records/s"

    measure calibration "$((calibration_warmup + calibration_seconds + margin))" "$(scale_of "$calibration_share")"
    if [ ! -e "$folder/calibrated.yaml" ]; then
        "$bin/headroom" calibrate "$folder/calibration.headroom" --from "${calibration_warmup}s" --out "$folder/calibrated.yaml" \
            --force >"$folder/calibration.log"
        sed -e "s|$folder/||g" -e '/^$/{N;/^\nWritten/d}' "$folder/calibration.log" >"$folder/calibration.txt"
        cat "$folder/calibration.txt" >&2
    fi

    predict predicted-saturation "$((saturation_warmup + saturation_seconds + margin))" 130%
    predict predicted-low "$predicted_seconds" "$(scale_of "$low_share")"
    predict predicted-high "$predicted_seconds" "$(scale_of "$high_share")"
    for ((i = 1; i <= predicted_failures; ++i)); do
        predict "predicted-failure-$i" "$(whole "$failure_seconds")" "$(scale_of "$failure_share")" --variant pod-failure --seed "$i"
    done

    for ((i = 1; i <= count; ++i)); do
        measure "low-$i" "$((low_warmup + low_seconds + margin))" "$(scale_of "$low_share")"
        measure "high-$i" "$((high_warmup + high_seconds + margin))" "$(scale_of "$high_share")"
        measure "failure-$i" "$failure_seconds" "$(scale_of "$failure_share")" --variant pod-failure
    done
}
"$bin/headroom-validate" --live "$folder" --plan "$plan" --output "$output"
say "written: $output"
