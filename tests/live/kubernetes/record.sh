#!/usr/bin/env bash
# Records what a real Kubernetes API server says; see usage() below and README.md beside it.
# shellcheck source=../../../tools/common.sh
. "$(dirname "$(readlink -f "$0")")/../../../tools/common.sh"

usage() {
    cat >&2 <<'TEXT'
tests/live/kubernetes/record.sh FOLDER
    starts a real kube-apiserver (tools/kubernetes), writes what controllers, a scheduler and kubelets would write of a namespace
    "shop", and leaves the server's own bytes in FOLDER: lists (.json), watches (.ndjson) and refusals
TEXT
    exit 2
}

apps=/apis/apps/v1/namespaces/shop
core=/api/v1/namespaces/shop
scaling=/apis/autoscaling/v2/namespaces/shop

# --- asking --------------------------------------------------------------------------------------------------------------------

# For curl's own name the server would print for people.
curl_server() { curl -sS -A headroom --cacert "$server_dir/pki/ca.crt" "$@"; }
as_administrator() { curl_server --cert "$server_dir/pki/admin.crt" --key "$server_dir/pki/admin.key" "$@"; }
as_token() { curl_server -H @<(printf 'Authorization: Bearer %s\n' "$1") "${@:2}"; }

# write METHOD PATH WHO [BODY]: what the server makes of it.
write() {
    local method=$1 path=$2 who=$3 type=application/json
    [ "$method" != PATCH ] || type=application/merge-patch+json
    as_administrator --fail-with-body -X "$method" -H "Content-Type: $type" ${4:+--data-binary "$4"} "$server$path$(question_mark "$path")fieldManager=$who" ||
        die 3 "$method $path was refused"
}

question_mark() { case $1 in *\?*) echo '&' ;; *) echo '?' ;; esac }
first_of() { grep -o "\"$1\":\"[^\"]*\"" | head -n 1 | cut -d '"' -f 4 || true; }
version_of() { as_administrator "$server$1?limit=1" | first_of resourceVersion; }

# As the observer asks.
record_list() { as_administrator --fail "$server$1?limit=$3" >"$folder/$2"; }

# record_watch PATH VERSION FILE [SECONDS]: what has come since that version, and what comes.
record_watch() {
    as_administrator --fail -N "$server$1?watch=true&allowWatchBookmarks=true&timeoutSeconds=${4:-2}&resourceVersion=$2" >>"$folder/$3"
}
lines_of() { grep -c "" "$folder/$1" 2>/dev/null || true; }

# --- what there is -------------------------------------------------------------------------------------------------------------

write_deployment() {
    write POST "$apps/deployments" kubectl '{"metadata":{"name":"'"$1"'","labels":{'"$2"'}},"spec":{"replicas":'"$3"',
        "selector":{"matchLabels":{"app":"'"$1"'"}},"template":{"metadata":{"labels":{"app":"'"$1"'"}},
        "spec":{"containers":[{"name":"'"$1"'","image":"'"$1"':1","resources":{"requests":{"cpu":"100m","memory":"512Mi"}}}]}}}}'
}

condition() { printf '{"type":"%s","status":"%s","reason":"%s","message":"%s","lastTransitionTime":"2026-11-25T20:00:00Z"}' "$@"; }

write_workloads() {
    deployment=$(write_deployment order '"app.kubernetes.io/name":"order","app.kubernetes.io/part-of":"shop"' 4 | first_of uid)
    write PATCH "$apps/deployments/order/status" kube-controller-manager '{"status":{"observedGeneration":1,"replicas":4,
        "updatedReplicas":4,"readyReplicas":3,"availableReplicas":3,"unavailableReplicas":1,"conditions":[
        '"$(condition Available True MinimumReplicasAvailable 'Deployment has minimum availability.')"',
        '"$(condition Progressing True NewReplicaSetAvailable 'ReplicaSet \"order-7c9d8f\" has successfully progressed.')"']}}'
    write_deployment audit-v2 '"app":"audit"' 2
    write PATCH "$apps/deployments/audit-v2/status" kube-controller-manager '{"status":{"observedGeneration":1,"replicas":2,
        "updatedReplicas":2,"unavailableReplicas":2,"conditions":[
        '"$(condition Progressing False ProgressDeadlineExceeded 'ReplicaSet \"audit-v2-5d9\" has timed out progressing.')"']}}'
    write_deployment fresh '' 1
    replica_set=$(write POST "$apps/replicasets" kube-controller-manager '{"metadata":{"name":"order-7c9d8f",
        "labels":{"app":"order","pod-template-hash":"7c9d8f"},"ownerReferences":[{"apiVersion":"apps/v1","kind":"Deployment",
        "name":"order","uid":"'"$deployment"'","controller":true,"blockOwnerDeletion":true}]},"spec":{"replicas":4,
        "selector":{"matchLabels":{"app":"order","pod-template-hash":"7c9d8f"}},"template":{"metadata":{"labels":{"app":"order",
        "pod-template-hash":"7c9d8f"}},"spec":{"containers":[{"name":"order","image":"order:1"}]}}}}' | first_of uid)
    stateful_set=$(write POST "$apps/statefulsets" kubectl '{"metadata":{"name":"ledger"},"spec":{"replicas":1,"serviceName":"ledger",
        "selector":{"matchLabels":{"app":"ledger"}},"template":{"metadata":{"labels":{"app":"ledger"}},
        "spec":{"containers":[{"name":"postgres","image":"postgres:15"}]}}}}' | first_of uid)
    write PATCH "$apps/statefulsets/ledger/status" kube-controller-manager '{"status":{"observedGeneration":1,"replicas":1,
        "readyReplicas":1,"availableReplicas":1,"currentReplicas":1,"updatedReplicas":1,"currentRevision":"ledger-1",
        "updateRevision":"ledger-1","collisionCount":0}}'
}

# write_pod NAME CONTAINER LABELS [OWNER'S KIND NAME UID]
write_pod() {
    local owner=""
    [ $# = 3 ] || owner='{"apiVersion":"apps/v1","kind":"'"$4"'","name":"'"$5"'","uid":"'"$6"'","controller":true,"blockOwnerDeletion":true}'
    write POST "$core/pods" kube-controller-manager '{"metadata":{"name":"'"$1"'","labels":{'"$3"'},"ownerReferences":['"$owner"']},
        "spec":{"containers":[{"name":"'"$2"'","image":"'"$2"':1"}]}}'
}

write_order_pod() { write_pod "order-7c9d8f-$1" order '"app":"order","pod-template-hash":"7c9d8f"' ReplicaSet order-7c9d8f "$replica_set"; }

bind_pod() {
    write POST "$core/pods/$1/binding" kube-scheduler '{"metadata":{"name":"'"$1"'"},"target":{"apiVersion":"v1","kind":"Node","name":"'"$2"'"}}'
}

# write_status POD PHASE READY [CONTAINER READY RESTARTS STATE LAST-STATE]
write_status() {
    local statuses=""
    [ $# = 3 ] || statuses=',"podIP":"10.1.0.7","containerStatuses":[{"name":"'"$4"'","image":"'"$4"':1","imageID":"sha256:7c9d8f","ready":'"$5"',
        "started":'"$5"',"restartCount":'"$6"',"state":'"$7"',"lastState":'"$8"'}]'
    write PATCH "$core/pods/$1/status" kubelet '{"status":{"phase":"'"$2"'","conditions":[
        {"type":"PodScheduled","status":"True","lastTransitionTime":"2026-11-25T18:00:00Z"},
        {"type":"Ready","status":"'"$3"'","lastTransitionTime":"2026-11-25T20:00:00Z"}]'"$statuses"'}}'
}

running() { printf '{"running":{"startedAt":"2026-11-25T%sZ"}}' "$1"; }
killed() { printf '{"terminated":{"exitCode":137,"reason":"OOMKilled","startedAt":"2026-11-25T19:00:00Z","finishedAt":"2026-11-25T%sZ","containerID":"containerd://7c9d8f"}}' "$1"; }

write_pods() {
    write_order_pod aaaaa
    bind_pod order-7c9d8f-aaaaa node-1
    write_status order-7c9d8f-aaaaa Running True order true 2 "$(running 20:00:00)" "$(killed 19:59:50)"
    write_order_pod bbbbb
    write PATCH "$core/pods/order-7c9d8f-bbbbb/status" kube-scheduler '{"status":{"conditions":[{"type":"PodScheduled",
        "status":"False","reason":"Unschedulable","message":"0/3 nodes are available: 3 Insufficient cpu.",
        "lastTransitionTime":"2026-11-25T20:00:00Z"}]}}'
    write_pod ledger-0 postgres '"app":"ledger","statefulset.kubernetes.io/pod-name":"ledger-0"' StatefulSet ledger "$stateful_set"
    bind_pod ledger-0 node-2
    write_status ledger-0 Running True postgres true 0 "$(running 18:00:00)" '{}'
    write_pod debug debug ''
    bind_pod debug node-2
    write_status debug Running Unknown
}

write_autoscaler() {
    write POST "$scaling/horizontalpodautoscalers" kubectl '{"metadata":{"name":"order"},"spec":{"minReplicas":2,"maxReplicas":8,
        "scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"order"},"metrics":[
        {"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":60}}},
        {"type":"Resource","resource":{"name":"memory","target":{"type":"AverageValue","averageValue":"512Mi"}}},
        {"type":"External","external":{"metric":{"name":"lag","selector":{"matchLabels":{"group":"order"}}},
         "target":{"type":"AverageValue","averageValue":"1k"}}}]}}'
    write_autoscaler_status 21:00:00 4 \
        "$(condition AbleToScale True ReadyForNewScale 'recommended size matches current size')" \
        "$(condition ScalingLimited False DesiredWithinRange 'the desired count is within the acceptable range')"
}

# As a controller does: in the order in which the server has given the metrics to it, and without a type where it has no value.
write_autoscaler_status() {
    write PATCH "$scaling/horizontalpodautoscalers/order/status" kube-controller-manager '{"status":{"observedGeneration":1,
        "lastScaleTime":"2026-11-25T'"$1"'Z","currentReplicas":4,"desiredReplicas":'"$2"',"currentMetrics":[
        {"type":"Resource","resource":{"name":"memory","current":{"averageValue":"268435456"}}},{"type":""},
        {"type":"Resource","resource":{"name":"cpu","current":{"averageValue":"83m","averageUtilization":83}}}],"conditions":['"$3"',
        '"$(condition ScalingActive True ValidMetricFound 'the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)')"','"$4"']}}'
}

# write_event NAME KIND OBJECT TYPE REASON MESSAGE COMPONENT COUNT
write_event() {
    write POST "$core/events" "$7" '{"metadata":{"name":"'"$1"'"},"involvedObject":{"kind":"'"$2"'","namespace":"shop","name":"'"$3"'"},
        "type":"'"$4"'","reason":"'"$5"'","message":"'"$6"'","source":{"component":"'"$7"'"},"count":'"$8"',
        "firstTimestamp":"2026-11-25T19:00:00Z","lastTimestamp":"2026-11-25T19:59:50Z"}'
}

write_events() {
    write_event order-7c9d8f-aaaaa.17a Pod order-7c9d8f-aaaaa Warning BackOff 'Back-off restarting failed container' kubelet 7
    write_event order-7c9d8f-bbbbb.17a Pod order-7c9d8f-bbbbb Warning FailedScheduling '0/3 nodes are available: 3 Insufficient cpu.' default-scheduler 1
}

record_lists() {
    record_list "$apps/deployments" deployments.json 500
    record_list "$apps/statefulsets" statefulsets.json 500
    record_list "$core/pods" pods.json 500
    record_list "$scaling/horizontalpodautoscalers" horizontalpodautoscalers.json 500
    record_list "$core/events" events.json 1
}

# --- what comes ----------------------------------------------------------------------------------------------------------------

record_scaling() {
    local deployments events autoscalers
    deployments=$(version_of "$apps/deployments")
    events=$(version_of "$core/events")
    autoscalers=$(version_of "$scaling/horizontalpodautoscalers")
    write PATCH "$apps/deployments/order/scale" kube-controller-manager '{"spec":{"replicas":6}}' >/dev/null
    write_event order.17b HorizontalPodAutoscaler order Normal SuccessfulRescale \
        'New size: 6; reason: cpu resource utilization (percentage of request) above target' horizontal-pod-autoscaler 1 >/dev/null
    write_autoscaler_status 22:00:00 6 \
        "$(condition AbleToScale True SucceededRescale 'the HPA controller was able to update the target scale to 6')" \
        "$(condition ScalingLimited True ScaleUpLimit 'the desired replica count is increasing faster than the maximum scale rate')" >/dev/null
    # At once, before etcd forgets.
    record_watch "$core/events" "$events" events.part &
    record_watch "$apps/deployments" "$deployments" deployments.part &
    record_watch "$scaling/horizontalpodautoscalers" "$autoscalers" autoscalers.part &
    wait
    cat "$folder"/{deployments,events,autoscalers}.part >"$folder/scale_up.ndjson"
    rm "$folder"/*.part
}

record_crash() {
    local version pod=order-7c9d8f-aaaaa
    version=$(version_of "$core/pods")
    {
        write_status "$pod" Running False order false 2 "$(killed 22:10:00)" "$(killed 19:59:50)"
        write_status "$pod" Running False order false 2 \
            '{"waiting":{"reason":"CrashLoopBackOff","message":"back-off 40s restarting failed container"}}' "$(killed 22:10:00)"
        write_status "$pod" Running True order true 3 "$(running 22:10:40)" "$(killed 22:10:00)"
    } >/dev/null
    record_crash_watch "$version"
}

# Two seconds before its end a watch has a bookmark if anything has happened elsewhere.
record_crash_watch() {
    local watch
    record_watch "$core/pods" "$1" crash.ndjson 8 &
    watch=$!
    until [ "$(lines_of crash.ndjson)" = 3 ] || ! kill -0 "$watch" 2>/dev/null; do sleep 0.1; done
    write POST /api/v1/namespaces/default/pods kubectl '{"metadata":{"name":"elsewhere"},"spec":{"containers":[{"name":"a","image":"a:1"}]}}' >/dev/null
    wait "$watch"
}

write_running_pod() {
    write_order_pod "$1"
    bind_pod "order-7c9d8f-$1" node-3
    write_status "order-7c9d8f-$1" Running True order true 0 "$(running 22:20:00)" '{}'
}

# As a kubelet ends a pod: it is marked, its container ends, it is removed.
record_ending() {
    local version pod=order-7c9d8f-ccccc
    version=$(version_of "$core/pods")
    {
        write_running_pod ccccc
        write DELETE "$core/pods/$pod" kube-controller-manager
        write_status "$pod" Running False order false 0 '{"terminated":{"exitCode":0,"reason":"Completed","finishedAt":"2026-11-25T22:30:00Z"}}' '{}'
        write DELETE "$core/pods/$pod?gracePeriodSeconds=0" kubelet
    } >/dev/null
    record_watch "$core/pods" "$version" ending.ndjson
}

# As "kubectl delete --force" does.
record_removal() {
    local version
    version=$(version_of "$core/pods")
    {
        write_running_pod ddddd
        write DELETE "$core/pods/order-7c9d8f-ddddd?gracePeriodSeconds=0" kubectl
    } >/dev/null
    record_watch "$core/pods" "$version" removal.ndjson
}

# --- what it refuses -----------------------------------------------------------------------------------------------------------

# The server has etcd forget every five seconds what is older.
record_parts() {
    local token status="" deadline=$((SECONDS + 60))
    record_list "$core/pods" pods_part_1.json 2
    token=$(first_of continue <"$folder/pods_part_1.json")
    as_administrator --fail "$server$core/pods?limit=2&continue=$token" >"$folder/pods_part_2.json"
    until [ "$status" = 410 ]; do
        [ "$SECONDS" -lt "$deadline" ] || die 3 "the server doesn't forget how a list goes on"
        sleep 0.2
        status=$(as_administrator -o "$folder/pods_part_late.json" -w '%{http_code}' "$server$core/pods?limit=2&continue=$token")
    done
}

record_refusals() {
    local token
    token=$(cut -d , -f 1 <"$server_dir/tokens")
    as_token "$token" "$server$scaling/horizontalpodautoscalers?limit=500" >"$folder/forbidden.json"
    as_token nobody "$server$core/pods?limit=500" >"$folder/unauthorized.json"
    # What etcd no longer has the server can't tell of; of most other kinds it remembers by itself for longer.
    record_watch "$core/events" "$1" expired.ndjson
}

check_lines() { [ "$(lines_of "$1")" -ge "$2" ] || die 3 "$1 has fewer lines than the $2 that it should have: is the machine too busy?"; }

record() {
    write POST /api/v1/namespaces kubectl '{"metadata":{"name":"shop"}}'
    write_workloads
    write_pods
    write_autoscaler
    write_events
} >/dev/null

[ $# = 1 ] || usage
mkdir -p "$1"
folder=$(readlink -f "$1")
started=$("$root/tools/kubernetes" start --set etcd-compaction-interval=5s)
server=$(sed -n 's/^server=//p' <<<"$started")
server_dir=$(sed -n 's/^dir=//p' <<<"$started")
trap '"$root/tools/kubernetes" stop "$server_dir"' EXIT
rm -f "$folder"/*.json "$folder"/*.ndjson "$folder"/*.part
record
record_lists
record_parts
record_scaling
record_crash
record_ending
record_removal
record_refusals "$(first_of resourceVersion <"$folder/events.json")"
for resource in deployments statefulsets pods horizontalpodautoscalers events; do check_lines "$resource.json" 1; done
check_lines scale_up.ndjson 3
check_lines crash.ndjson 4
check_lines ending.ndjson 7
check_lines removal.ndjson 5
check_lines expired.ndjson 1
