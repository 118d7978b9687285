"""Ends, starves and cuts off a running service while phones write, and compares what they hold with what it holds.

It stands in ``bench`` and not in ``tests``: tests import ``bench``, so that the suite plays the same parts in a short
form, and ``make trust`` runs without pytest.
"""
