"""How gunicorn receives requests: whole before a thread is given to them, so that slow clients hold up nobody."""
