"""The promises of the contract (sync/README.md), each checked over random schedules of several phones."""
