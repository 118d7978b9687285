"""The conference of a school year's examples: who is honoured, as a booklet, as pages to print and as slides."""
