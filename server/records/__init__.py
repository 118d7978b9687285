"""Reads records for people: lists, one record with its history, the review queue, search, a school year's sheet."""
