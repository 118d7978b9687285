"""Caddy in the place of the shipped proxy, set up to do as much of the same as it can, to be compared with it."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.load.cluster import free_port
from bench.load.proxied import NAME, Proxied, certificate, running

SETTINGS = """
{{
  admin off
  auto_https off
  servers {{
    timeouts {{
      read_header 15s
      read_body 60s
      write 60s
      idle 30s
    }}
  }}
}}
http://{name}:{plain} {{
  bind 127.0.0.1
  redir https://{name}:{port}{{uri}} 308
}}
https://{name}:{port} {{
  bind 127.0.0.1
  tls {folder}/fullchain.pem {folder}/privkey.pem
  request_body {{
    max_size 16MB
  }}
  reverse_proxy 127.0.0.1:{behind} {{
    buffer_requests
    buffer_responses
    max_buffer_size 16777216
  }}
  header Strict-Transport-Security "max-age=63072000; includeSubDomains"
}}
"""


@contextmanager
def caddied(behind: int) -> Iterator[Proxied]:
    """A context in which Caddy stands before the server that listens on the port ``behind``; requests and answers are
    kept until they are whole."""
    command = shutil.which("caddy")
    assert command, "caddy is not installed"
    with tempfile.TemporaryDirectory(prefix="lantoa-caddy-") as name:
        folder, port, plain = Path(name), free_port(), free_port()
        certificate(folder)
        given = SETTINGS.format(name=NAME, port=port, plain=plain, behind=behind, folder=folder)
        (folder / "Caddyfile").write_text(given)
        run = [command, "run", "--config", f"{folder}/Caddyfile"]
        with running(run, folder, port, plain, HOME=name, XDG_DATA_HOME=name, XDG_CONFIG_HOME=name) as proxy:
            yield proxy
