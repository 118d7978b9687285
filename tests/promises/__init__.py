"""The promises of protocol.md, each checked over random schedules of several phones."""
