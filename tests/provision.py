"""What the whole suite needs beside Python and Node: found here, and installed where that is ours to do.

Run by `make test`; says exactly what is missing, and fails, where it may not install it.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
SYSTEM_PYTHON = "/usr/bin/python3"  # WebKitGTK's bindings are the system's, and of no virtual environment
WEBKIT = "import gi; gi.require_versions({'Gtk': '3.0', 'WebKit2': '4.1'}); from gi.repository import Gtk, WebKit2"


def postgres_folder() -> Path | None:
    """The folder of initdb and pg_ctl: Debian's newest, else the one on the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    for folder in reversed(debian):
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def browser_path() -> str | None:
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def whole_browser_path() -> str | None:
    """A Chromium with all of its parts: the one without a window shows no notices."""
    return next(filter(None, map(shutil.which, BROWSERS[1:])), None)


def firefox_path() -> str | None:
    return shutil.which("firefox-esr") or shutil.which("firefox")


def nginx_path() -> str | None:
    """The nginx program; /usr/sbin is not on everybody's PATH."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def webkit_for_python() -> bool:
    """Whether the system's Python can open a window of WebKitGTK."""
    if not Path(SYSTEM_PYTHON).exists():
        return False
    return subprocess.run([SYSTEM_PYTHON, "-c", WEBKIT], capture_output=True, check=False).returncode == 0


class Need(NamedTuple):
    name: str
    find: Callable[[], object]
    packages: tuple[str, ...]


# With a font as wide as the one that files are written in.
OFFICE = ("libreoffice-writer-nogui", "libreoffice-calc-nogui", "fonts-liberation")
NEEDS = (
    Need("PostgreSQL's server programs (initdb, pg_ctl)", postgres_folder, ("postgresql", "postgresql-common")),
    Need(f"a browser ({', '.join(BROWSERS)})", browser_path, ("chromium-headless-shell",)),
    Need("a browser that shows notices (chromium)", whole_browser_path, ("chromium",)),
    Need("what it hands them to (dbus-daemon)", lambda: shutil.which("dbus-daemon"), ("dbus-daemon",)),
    Need("Firefox", firefox_path, ("firefox-esr",)),
    Need("WebKitGTK's driver (WebKitWebDriver)", lambda: shutil.which("WebKitWebDriver"), ("webkit2gtk-driver",)),
    Need(f"WebKitGTK for {SYSTEM_PYTHON}", webkit_for_python, ("python3-gi", "gir1.2-gtk-3.0", "gir1.2-webkit2-4.1")),
    Need("a screen that nobody sees (Xvfb)", lambda: shutil.which("Xvfb"), ("xvfb",)),
    Need("the proxy of the shipped deployment (nginx)", nginx_path, ("nginx-light",)),
    Need("what prints office files (soffice)", lambda: shutil.which("soffice"), OFFICE),
    Need("what measures printed pages (pdftotext)", lambda: shutil.which("pdftotext"), ("poppler-utils",)),
    Need("a C compiler (cc)", lambda: shutil.which("cc"), ("gcc", "libc6-dev")),
    Need("what checks the shipped services (systemd-analyze)", lambda: shutil.which("systemd-analyze"), ("systemd",)),
)


def missing() -> list[Need]:
    return [need for need in NEEDS if not need.find()]


def install(needs: list[Need]) -> None:
    """As root on Debian and its kin; a failure shows in what is still missing afterwards."""
    packages = [package for need in needs for package in need.packages]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    print("Installing", *packages, flush=True)
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", "-qq", *command], env=environment, stdout=subprocess.DEVNULL, check=False)


def main() -> int:
    if missing() and os.geteuid() == 0 and shutil.which("apt-get"):
        install(missing())
    for need in missing():
        print(f"missing: {need.name}; on Debian: apt-get install {' '.join(need.packages)}", file=sys.stderr)
    return 1 if missing() else 0


if __name__ == "__main__":
    sys.exit(main())
