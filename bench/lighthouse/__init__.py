"""Lighthouse, Google's own checks of a page, run against the public pages: a program of its own, in no build."""
