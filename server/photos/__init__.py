"""Photos: taken in parts, looked at in the sandbox, kept as the server's own renditions, and shown by record."""
