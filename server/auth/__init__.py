"""Signing in and staying signed in: passwords, sessions, the devices that hold them, wrong passwords."""
