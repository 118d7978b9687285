"""The report as a Word file: its template, the variables that it shows, and how it is rendered."""
