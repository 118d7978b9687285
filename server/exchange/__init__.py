"""One exchange with a phone: its cursor is checked, its mutations go into the log, changes of its scopes go back."""
