"""What a WSGI application answers to a request that was received as ASGI has it."""

import sys
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote_to_bytes

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

IN_MEMORY = 1 << 20  # bytes of an answer that stay out of a temporary file


class Answer(NamedTuple):
    """A whole answer; ``file`` is at the beginning of its body."""

    status: int
    headers: list[tuple[bytes, bytes]]
    file: IO[bytes]


def answer(app: "WSGIApplication", scope: dict[str, Any], body: IO[bytes], length: int) -> Answer:
    """Call ``app`` for the request of ``scope`` with a body of ``length`` bytes; whatever it raises is raised."""
    started: list[tuple[str, list[tuple[str, str]]]] = []
    with ExitStack() as opened:
        file: IO[bytes] = opened.enter_context(SpooledTemporaryFile(IN_MEMORY))

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Any:
            # Nothing has left yet, so that a later answer may take the place of an earlier one.
            started.append((status, headers))
            return file.write

        chunks = app(environ_of(scope, body, length), start_response)
        try:
            for chunk in chunks:
                file.write(chunk)
        finally:
            if hasattr(chunks, "close"):
                chunks.close()
        opened.pop_all()
    status, headers = started[-1]
    if file.tell() and not any(name.lower() == "content-length" for name, _ in headers):
        headers = [*headers, ("Content-Length", str(file.tell()))]
    file.seek(0)
    packed = [(name.lower().encode("latin-1"), text.encode("latin-1")) for name, text in headers]
    return Answer(int(status.split(" ", 1)[0]), packed, file)


def environ_of(scope: dict[str, Any], body: IO[bytes], length: int) -> "WSGIEnvironment":
    """The WSGI environment of a request, as gunicorn's other workers make it; ``length``: that of the body."""
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": scope["root_path"],
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": scope["server"][0] if scope["server"] else "",
        "SERVER_PORT": str(scope["server"][1]) if scope["server"] else "",
        "REMOTE_ADDR": scope["client"][0] if scope["client"] else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, text in scope["headers"]:
        key = "HTTP_" + name.decode("latin-1").upper().replace("-", "_")
        held = environ.get(key)
        environ[key] = text.decode("latin-1") if held is None else f"{held},{text.decode('latin-1')}"
    environ.pop("HTTP_CONTENT_LENGTH", None)
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    environ["CONTENT_LENGTH"] = str(length)
    if "HTTP_CONTENT_TYPE" in environ:
        environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE")
    return environ
