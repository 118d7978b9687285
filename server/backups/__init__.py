"""Backups: one file holds the database and all files; it is checked before it counts, kept in a folder or an S3 store,
and can be put back."""
