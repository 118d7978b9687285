"""What is kept of one person: all of it written out, and erased."""
