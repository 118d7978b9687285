"""The report as a Word file: the template that comes with Lan Tỏa, part by part."""
