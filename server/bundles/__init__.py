"""Bundles: files by which unsent work reaches the server where a phone finds no signal, sealed so that whoever carries
one can read nothing of it. docs/implementing-a-client.md has the format."""
