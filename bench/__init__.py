"""The measurements behind the numbers that the documentation claims, to be run again; see README.md."""
