"""The audit: what people did besides recording. Entries form a hash chain that shows tampering; they are added and
searched here."""
