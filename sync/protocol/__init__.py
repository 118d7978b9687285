"""What travels between phones and server: messages, ids and versions, canonical JSON, refusals, the status table."""
