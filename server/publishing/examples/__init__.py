"""Examples: chosen from records, told for readers, published and withdrawn; nothing else of a record is public."""
