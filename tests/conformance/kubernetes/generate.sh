#!/bin/sh
# Regenerates the traces beside this script from the real Kubernetes. Needs Go 1.25 or newer; the first build takes minutes.
# An argument names a folder to build in and keep, so that the next run is quick.
set -eu
cd "$(dirname "$0")"
here=$PWD
if [ $# -gt 0 ]; then
    work=$1
    mkdir -p "$work"
else
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
fi
cp go.mod go.sum ./*_test.go "$work"
cd "$work"
go mod vendor
# Adds our access files to the packages; they are in a vendor folder because Go allows no additions to its module cache.
cp "$here/access/podautoscaler.go.in" vendor/k8s.io/kubernetes/pkg/controller/podautoscaler/headroom_access.go
cp "$here/access/deployment.go.in" vendor/k8s.io/kubernetes/pkg/controller/deployment/headroom_access.go
cp "$here/access/prober.go.in" vendor/k8s.io/kubernetes/pkg/kubelet/prober/headroom_access.go
KUBERNETES_VERSION=$(sed -n 's,^require k8s.io/kubernetes \|^[[:space:]]k8s.io/kubernetes ,,p' go.mod) HEADROOM_TRACES=$here \
    go test -count=1 -run TestGenerate .
