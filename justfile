# The gate, as it runs before a change lands.
ci:
    .ci/run

# Write the generated pages and snapshots again after a wanted change.
bless:
    COMEBACK_BLESS=1 INSTA_UPDATE=always cargo test --workspace

# Write docs/accuracy.md with all its parts; COMEBACK_CORPUS names real recordings.
accuracy:
    cargo bench --profile dev --bench accuracy

# Change the core one operator at a time and ask whether a test notices; hours.
mutants *ARGUMENTS:
    cargo mutants -p comeback-core --test-workspace=true {{ARGUMENTS}}
