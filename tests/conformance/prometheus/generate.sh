#!/bin/sh
# Regenerates the trace beside this script from a real Prometheus. Needs Debian's package archive, which holds one, and Python 3.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && apt-get download -q prometheus && dpkg -x prometheus_*.deb .)
python3 generate.py "$work" >quantiles.csv
