"""Exports: the Excel, Word, CSV and JSON files that people order; ``flask jobs`` makes them step by step."""
