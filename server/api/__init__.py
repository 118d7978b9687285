"""The HTTP API, a file for each noun: each has a ``blueprint``, which ``server.assembly`` finds by itself.

A view reads the request, calls one of the packages below ``server`` and makes the response; it decides nothing itself.
"""
