"""What a phone has to fetch and wait for. README.md says how to measure it."""
