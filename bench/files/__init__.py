"""The files that officers sign, made of the demo's year and put on paper by LibreOffice."""
