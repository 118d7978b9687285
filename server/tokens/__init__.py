"""Tokens with which other programs read in somebody's name: made, shown once, used, ended."""
