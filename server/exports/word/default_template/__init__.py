"""The template of the Word report that comes with Lan Tỏa, made in code, a module for each part."""
