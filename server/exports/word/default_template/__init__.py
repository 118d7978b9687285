"""The report template that comes with Lan Tỏa, part by part."""
