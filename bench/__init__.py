"""What is claimed as a figure, re-runnable. README.md says what each figure is."""
