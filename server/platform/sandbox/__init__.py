"""The sandbox: a process of its own, with hard limits, in which a file of somebody else's is opened."""
