"""Ripples: how others took up what one school began, read from records whose register says that it is public."""
