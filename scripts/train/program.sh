# Builds the program behind training and evaluation; sets $program. Sourced from the top of the checkout, not run.

say "Building the extraction program …"
swift build -c release --package-path scripts/train --scratch-path .build-train/swift 2>&1 | grep -E 'error:' >&2 || true
program="$(swift build -c release --package-path scripts/train --scratch-path .build-train/swift --show-bin-path)/extraction-program"
[ -x "$program" ] || fail "The build failed: swift build -c release --package-path scripts/train"
