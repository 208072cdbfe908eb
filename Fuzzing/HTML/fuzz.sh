#!/bin/sh
# Fuzzes PotokHTML with libFuzzer and the address sanitizer; a tier of its own, not part of CI.
#
#     Fuzzing/HTML/fuzz.sh [SECONDS]
#
# The corpus grows in .build-fuzzing/html-corpus, beginning with the kept one of the tests. What crashes is written to
# .build-fuzzing/html-crashes; make the shortest form of it part of Tests/PotokHTMLTests/FuzzCorpus when it is mended.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
seconds=${1:-1200}
build=$top/.build-fuzzing
mkdir -p "$build/html-corpus" "$build/html-crashes"
export SWIFT_BACKTRACE=enable=no
# shellcheck disable=SC2046
swiftc -O -whole-module-optimization -sanitize=fuzzer,address -parse-as-library -swift-version 6 -D FUZZING \
    -module-name PotokHTML -enable-upcoming-feature ExistentialAny -enable-upcoming-feature MemberImportVisibility \
    -enable-upcoming-feature InternalImportsByDefault -enable-upcoming-feature NonisolatedNonsendingByDefault \
    $(find "$top/Sources/PotokHTML/" -name '*.swift') "$top/Tests/PotokHTMLTests/TreeAudit.swift" "$here/Fuzz.swift" \
    -o "$build/fuzz-html"
exec "$build/fuzz-html" -max_total_time="$seconds" -dict="$here/html.dict" -max_len=2048 -timeout=10 \
    -artifact_prefix="$build/html-crashes/" -print_final_stats=1 \
    "$build/html-corpus" "$top/Tests/PotokHTMLTests/FuzzCorpus"
