"""Periods (school years, semesters, ...), the deadlines of registers in them, and which are closed for which units."""
