"""The shipped proxy on this machine: its configuration with other ports, paths and name, and a new certificate."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.load.cluster import free_port
from server.platform.config import ROOT
from tests.provision import nginx_path

SHIPPED = ROOT / "deploy" / "nginx" / "lantoa.conf"
NAME = "localhost"
AROUND = """
daemon off;
pid {folder}/pid;
error_log stderr warn;
events {{ worker_connections 4096; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  include {folder}/lantoa.conf;
}}
"""
PATIENCE = 30  # seconds for nginx to start and to end


@dataclass(frozen=True, slots=True)
class Proxied:
    """A running proxy: its address, the one that redirects to it, the file with its certificate, its process."""

    url: str
    plain: str
    certificate: Path
    pid: int


def localized(text: str, folder: Path, port: int, plain: int, behind: int) -> str:
    """The shipped configuration, with ports, paths and the name of this machine put in."""
    for written, here in {
        "    listen [::]:443 ssl http2": "    # ",
        "    listen [::]:80": "    # ",
        "listen 443 ": f"listen 127.0.0.1:{port} ",
        "listen 80": f"listen 127.0.0.1:{plain}",
        "server 127.0.0.1:8000;": f"server 127.0.0.1:{behind};",
        "https://$server_name$request_uri": f"https://$server_name:{port}$request_uri",
        "proxy_set_header Host $host;": "proxy_set_header Host $http_host;",
        "X-Forwarded-Host $host;": "X-Forwarded-Host $http_host;",
        "/etc/letsencrypt/live/lantoa.example": str(folder),
        "/var/cache/nginx-lantoa": f"{folder}/cache",
        "lantoa.example": NAME,
    }.items():
        assert written in text, written
        text = text.replace(written, here)
    return text


@contextmanager
def proxied(behind: int) -> Iterator[Proxied]:
    """A context in which the shipped proxy stands before the server that listens on the port ``behind``."""
    with tempfile.TemporaryDirectory(prefix="lantoa-proxy-") as name:
        folder, port, plain = Path(name), free_port(), free_port()
        certificate(folder)
        folder.chmod(0o711)  # its workers, who are nobody, reach what they keep there
        (folder / "lantoa.conf").write_text(localized(SHIPPED.read_text(), folder, port, plain, behind))
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder))
        command = [str(nginx_path()), "-p", name, "-e", "stderr", "-c", f"{name}/nginx.conf"]
        checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr
        with running(command, folder, port, plain) as proxy:
            yield proxy


@contextmanager
def running(command: list[str], folder: Path, port: int, plain: int, **variables: str) -> Iterator[Proxied]:
    """A context in which a proxy runs, from when it answers on: with TLS on ``port``, and on ``plain`` without.

    ``folder`` holds its certificate; ``variables`` are added to its environment.
    """
    process = subprocess.Popen(command, env=os.environ | variables, stderr=subprocess.DEVNULL)
    try:
        retry = ["curl", "-s", "--retry", "60", "--retry-connrefused", f"http://{NAME}:{plain}/"]
        subprocess.run(retry, stdout=subprocess.DEVNULL, timeout=PATIENCE, check=True)
        yield Proxied(f"https://{NAME}:{port}", f"http://{NAME}:{plain}", folder / "fullchain.pem", process.pid)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def certificate(folder: Path) -> None:
    """Make a certificate for ``NAME`` and its key in a folder, signed by itself and valid for a day."""
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1"]
    made += ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    made += ["-keyout", f"{folder}/privkey.pem", "-out", f"{folder}/fullchain.pem"]
    subprocess.run(made, capture_output=True, check=True)
