"""What the department shows to everybody: examples of what schools did well, and the pages that show them."""
