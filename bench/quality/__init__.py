"""How well hints at review find what was planted, and how seldom they trouble whoever made no mistake."""
