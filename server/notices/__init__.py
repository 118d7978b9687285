"""Word that reaches people: what each is to hear, read from the log, and the ways on which it goes to them."""
