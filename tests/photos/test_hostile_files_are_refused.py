"""What strangers name a photo and is none is refused for good, in little time and memory, and nothing of it is kept."""

import pytest

from server.photos.rendition import LIMITS
from server.platform.sandbox.fault import SandboxFault
from tests.log.album import album
from tests.photos.hostile import GOOD, OTHERS, SVG, files
from tests.photos.looking import outcomes
from tests.photos.pictures import announce, coded, drawn, photographed, send, show, value

__all__ = ["photographed"]


@pytest.mark.slow
def test_a_hundred_files_are_refused():
    found = outcomes(dict(files()))
    assert len(found) >= 100
    # A torn file that still decodes is a photo of whatever its pixels are now.
    taken = {name for name, outcome in found.items() if outcome == "taken" and " torn " not in name}
    assert taken == set()
    assert set(found.values()) <= {"refused", "taken", "memory"}
    assert {outcome for name, outcome in found.items() if "megapixels" in name} == {"refused"}


def test_good_ones_are_taken():
    assert outcomes(GOOD) == dict.fromkeys(GOOD, "taken")


def test_the_room_holds_less_than_300_mb():
    assert LIMITS.memory < 300_000_000 + (4 << 20)


@pytest.mark.slow
def test_the_largest_photos_that_are_taken_fit():
    large = drawn(4_999, 5_000)
    found = outcomes(
        {
            "JPEG": coded(large),
            "progressive JPEG": coded(large, progressive=True),
            "PNG": coded(large, "PNG", compress_level=1),
            "WebP": coded(drawn(3_999, 3_000), "WEBP", method=0),
        }
    )
    assert set(found.values()) == {"taken"}, found


@pytest.mark.parametrize("kind", ["svg", "html"])
def test_one_that_was_refused_is_refused_for_good(photographed, tmp_path, kind):
    gv, data = photographed.client("gv"), OTHERS[kind]
    record = album(gv, value(data))
    assert gv.sync()["want"] == [value(data)["sha256"]]
    answer = send(gv, record, data)
    assert (answer.status_code, answer.json["code"]) == (422, "not_a_photo")
    assert announce(gv, record, data).json["code"] == "not_a_photo"
    assert "want" not in gv.sync()
    assert show(gv, record, data).status_code == 404
    assert [*(tmp_path / "photos").rglob("*.webp")] == []


def test_a_machine_with_much_to_do_refuses_nothing_for_good(photographed, monkeypatch):
    gv, data = photographed.client("gv"), GOOD["jpeg"]
    record = album(gv, value(data))

    def busy(*given, **limits):
        raise SandboxFault("busy")

    with monkeypatch.context() as patch:
        patch.setattr("server.photos.receiving.run", busy)
        answer = send(gv, record, data)
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "5")
    assert send(gv, record, data).json == {"offset": len(data)}


def test_one_that_always_takes_too_long_is_given_up(photographed, monkeypatch):
    gv, data = photographed.client("gv"), SVG
    record = album(gv, value(data))

    def slow(*given, **limits):
        raise SandboxFault("time")

    monkeypatch.setattr("server.photos.receiving.run", slow)
    assert [send(gv, record, data).status_code for _ in range(4)] == [429, 429, 422, 422]
