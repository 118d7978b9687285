"""Registers on the server: definition files, publishing new ones, the catalog for phones, and XLSForm."""
