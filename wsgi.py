"""The application that gunicorn, or any other WSGI server, serves."""

from server import create_app

app = create_app()
