"""The log of each scope, its only writer, and everything that follows from it: records, cells, replay, quarantine."""
