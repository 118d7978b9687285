import re
import subprocess

from server.platform.config import ROOT

HOSTS = ["registry." + "npmjs.org", "files." + "pythonhosted.org", "pypi." + "org/simple", "registry." + "yarnpkg"]
FOLDERS = ["/ro" + "ot/", "/ho" + "me/", "/wo" + "rk/main", "/tmp/bash" + "_jobs"]
FORBIDDEN = re.compile("|".join(map(re.escape, HOSTS + FOLDERS)))


def committed():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_registry_or_a_folder_of_one_machine():
    found = {}
    for path in committed():
        places = FORBIDDEN.findall(path.read_bytes().decode("utf-8", "ignore"))
        if places:
            found[str(path.relative_to(ROOT))] = places
    assert found == {}


def test_no_database_key_or_environment_is_committed():
    suffixes = {".db", ".sqlite", ".pem", ".key", ".env"}
    assert [path.name for path in committed() if path.suffix in suffixes or path.name == ".env"] == []


def test_the_lock_file_names_no_address_to_download_from():
    assert '"resolved"' not in (ROOT / "client" / "package-lock.json").read_text()
