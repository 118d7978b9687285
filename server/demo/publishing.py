"""The demo's examples that everybody reads: one officer prepares them, another publishes them."""

from server.demo.phones import Connection, Phones
from server.demo.registering import OFFICER
from server.demo.year.examples import REGISTER
from sync.protocol.canonical import Json

PUBLISHER = "so.2"
INVENTED = "nhân vật minh họa"
WITHOUT_PHOTO = 5  # of those that have none
ALTS = {
    "library": "Giá sách của thư viện lớp học, tranh vẽ",
    "garden": "Những luống rau xanh trong vườn trường, tranh vẽ",
}
ALT = "Khung cảnh lớp học và bản làng, tranh vẽ"
ACTIVITIES = 4  # of this school year


def publish(phones: Phones) -> None:
    """Publish the year's examples that have photos, some that have none, and some activities of this school year."""
    officer, other = phones.of(OFFICER).connection, phones.of(PUBLISHER).connection
    found = phones.of(OFFICER).records("approved").values()
    examples = sorted((one for one in found if one["form"].startswith(f"{REGISTER}@")), key=lambda one: one["id"])
    pictured = [one for one in examples if one["data"].get("photos")]
    plain = [one for one in examples if not one["data"].get("photos")][:WITHOUT_PHOTO]
    activities = sorted(
        (one for one in found if one.get("consents") and one["form"].startswith("activity@")), key=lambda one: one["id"]
    )
    for record in (*plain, *activities[:ACTIVITIES], *pictured):
        _publish(officer, other, record)


def _publish(officer: Connection, other: Connection, record: Json) -> None:
    path = f"/api/examples/{officer.make('/api/examples', records=[record['id']])['id']}"
    example = officer.read(path)
    [original] = example["originals"]
    alt = ALTS.get(record["data"].get("kind", ""), ALT)
    content = {
        "title": example["title"],
        "story": _story(record["data"], example["story"]),
        "credit": _credit(record["data"], example),
        "photos": [
            {"record": record["id"], "sha256": photo["sha256"], "alt": alt, "crop": None, "blurs": []}
            for photo in original["photos"]
        ],
    }
    example = officer.decide("PUT", path, example["version"], content)
    example = officer.decide("POST", f"{path}/propose", example["version"])
    other.decide("POST", f"{path}/publish", example["version"])


def _story(data: Json, story: str) -> str:
    """A story in paragraphs; of an activity that tells little, in its own sentences."""
    parts = [part.strip() for part in story.replace("; ", ". ").split(". ") if part.strip()]
    texts = [part[:1].upper() + part[1:].rstrip(".") + "." for part in parts]
    return "\n\n".join([*texts, *([] if len(story) >= 60 else [f"Hoạt động diễn ra ngày {data.get('date', '')}."])])


def _credit(data: Json, example: Json) -> str:
    name = data.get("name") if data.get("kind") in ("individual", "good_deed") else None
    return f"{name} ({INVENTED}) · {example['unit_name']}" if name else example["unit_name"]
