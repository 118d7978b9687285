"""The report as a Word file: the templates, the variables that a template may show, and the rendering."""
