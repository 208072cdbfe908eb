# The common beginning of the benchmarks. Sourced by them from the top of the checkout, not run.

. scripts/prerequisites.sh
require_swift
# shellcheck disable=SC2086
require_packages $build_packages $test_packages
shared="${POTOK_SHARED:-../shared}"

# Builds a program of scripts/bench/Package.swift and prints where it is.
benchmark_program() {
    swift build -c release --static-swift-stdlib --package-path scripts/bench --scratch-path .build-benchmarks --product "$1" 2>&1 |
        grep -E 'error:' >&2 || true
    printf '%s/%s\n' "$(swift build -c release --package-path scripts/bench --scratch-path .build-benchmarks --show-bin-path)" "$1"
}
