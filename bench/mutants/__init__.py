"""Breaks single lines of the most important code on purpose ("mutants"), and checks that a test fails for each."""
