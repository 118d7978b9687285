"""What the server costs: its time, its bytes and its memory, with many phones and many records."""
