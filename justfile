# The gate, as it runs before a change lands.
ci:
    .ci/run

# Write the generated pages and snapshots again after a wanted change.
bless:
    COMEBACK_BLESS=1 INSTA_UPDATE=always cargo test --workspace

# Write docs/accuracy.md with all its parts; COMEBACK_CORPUS names real recordings.
accuracy:
    cargo bench --profile dev --bench accuracy

# Every chart of every athlete at every size and in every colour, to be looked at; it
# goes to the temporary folder. Folders of histories may be named.
contact-sheet *FOLDERS:
    cargo run --example contact-sheet -- {{FOLDERS}}

# Write the figures of docs/charts.md; COMEBACK_CORPUS names real recordings.
chart-figures:
    cargo bench --profile dev --bench charts -- --write

# Change the core one operator at a time and ask whether a test of the core notices: a
# minute a change where files are not named (`just mutants -f FILE`); needs cargo-mutants.
mutants *ARGUMENTS:
    cargo mutants -p comeback-core --no-shuffle {{ARGUMENTS}}

# Kills, full disks, changed bytes and two devices, for so many minutes and more.
torture MINUTES="30":
    #!/usr/bin/env bash
    set -euo pipefail
    end=$((SECONDS + 60 * {{MINUTES}}))
    seed=$RANDOM
    export COMEBACK_FAULT_STRIDE=1 COMEBACK_KILLS=500 COMEBACK_MUTANTS=40000 COMEBACK_SYNC_STEPS=1000
    while [ $SECONDS -lt $end ]; do
        seed=$((seed + 1))
        COMEBACK_SEED=$seed nice cargo test --test all -- --nocapture --test-threads=2 torture:: faults:: sync:: 2>/dev/null | grep -E "^(torture|faults|sync|test result)|panicked|FAILED"
    done

# Files, backups and requests with changed bytes, each for so many seconds, without a tool.
fuzz-short SECONDS="60":
    COMEBACK_FUZZ_S={{SECONDS}} COMEBACK_SEED=$RANDOM cargo test --test all -- --nocapture --test-threads=1 no_change_of_bytes 2>/dev/null | grep -E "^(torture|test result)|panicked|FAILED"

# Coverage-guided, each target for so many minutes; needs cargo-fuzz and a C++ compiler.
fuzz MINUTES="30":
    #!/usr/bin/env bash
    set -euo pipefail
    cd fuzz
    for target in fit gpx tcx archive diary backup request; do
        mkdir -p corpus/$target
        RUSTC_BOOTSTRAP=1 cargo fuzz run -s none $([ $target = request ] && echo --features=request) $target corpus/$target ../fixtures/files ../fixtures/hostile -- -max_total_time=$((60 * {{MINUTES}})) -max_len=65536 -timeout=20
    done
