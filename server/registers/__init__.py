"""Registers: the definition files, publishing new ones, what the catalog tells of them, XLSForm both ways."""
