#!/bin/sh
# Regenerates the traces beside this script from the real Resilience4j. Needs Java 17 and Maven.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r pom.xml src "$work"
mvn -q -B -f "$work/pom.xml" compile dependency:build-classpath -Dmdep.outputFile="$work/classpath"
# Reading the generator behind Math.random needs java.lang opened.
java --add-opens java.base/java.lang=ALL-UNNAMED -Xshare:off -XX:+EnableDynamicAgentLoading \
    -cp "$work/target/classes:$(cat "$work/classpath")" headroom.conformance.Generate .
