"""Measures what a phone has to fetch, and how long its user waits. README.md says how."""
