"""Registers: definition files, publishing new ones, the catalog that phones get, and XLSForm in both directions."""
