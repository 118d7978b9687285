"""The log of each scope: appending to it, replaying and verifying it, and the quarantine of refused mutations."""
