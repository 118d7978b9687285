"""Records as people read them: lists, one record with its history, the review queue, search, a year."""
