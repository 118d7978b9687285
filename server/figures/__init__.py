"""Figures: the cells that records add up to, what is read from them, who has not reported, what was signed."""
