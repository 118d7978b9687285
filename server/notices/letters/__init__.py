"""The weekly letter to leaders and officers, by e-mail: who wants it, what is in it, and how it goes."""
