"""What ``flask doctor`` looks at, a file for each thing; ``examination`` does all of it."""
