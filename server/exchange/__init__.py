"""One exchange with a phone: its cursor, its mutations into the log, the changes of its scopes back."""
