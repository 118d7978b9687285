"""The public pages: drawn on the server, read without an account, kept by proxies for a minute."""
