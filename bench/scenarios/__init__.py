"""Six scenarios of phones and server, beside the floor: the same bodies posted to a program that keeps them in memory.

``python -m bench.scenarios`` prints the table.
"""
