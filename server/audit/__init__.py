"""The audit: what people did besides recording, in a chain that shows tampering; adding to it and searching it."""
