"""Signing in and staying signed in: passwords, sessions, signed-in devices, and the slowing down of wrong passwords."""
