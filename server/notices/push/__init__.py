"""Notices on devices (Web Push, RFC 8030): who wants them, when they may ring, what is in them, and how they go."""
