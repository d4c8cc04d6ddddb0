#!/bin/sh
# Regenerates traces/ from the real Kafka client. Needs Java 17 and Maven; not part of a normal build.
set -eu
cd "$(dirname "$0")"
mkdir -p traces
mvn -q -B compile exec:java
ls -l traces
