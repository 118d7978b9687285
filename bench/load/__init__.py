"""Measures the server's time, bytes and memory with many phones and many records."""
