"""Records brought to any status, with answers that the catalog's registers accept."""

DAY = "2026-10-05"
PAST_YEAR = "2025-10-06"
CLOSED_DAY = "2024-10-07"


class Forms:
    """What a phone knows from its catalog: forms, periods, and answers ready to submit."""

    def __init__(self, catalog: dict):
        self.catalog = catalog

    def register(self, key: str) -> dict:
        versions = [register for register in self.catalog["registers"] if register["key"] == key]
        return max(versions, key=lambda register: register["version"])

    def form(self, key: str) -> str:
        return f"{key}@{self.register(key)['version']}"

    def half_years(self) -> list[str]:
        """Open calendar half-years, the latest first."""
        found = [p for p in self.catalog["periods"] if p["kind"] == "half_year" and not p["closed"]]
        return [period["key"] for period in sorted(found, key=lambda period: period["starts"], reverse=True)]

    def answers(self, key: str, phone, **given) -> dict:
        """Everything that a submit of this register asks for."""
        answers = {"note": "Ghi chú", "n": 1, "day": DAY} if key.startswith("probe") else {}
        if key == "activity":
            model = approved_model(phone)
            answers = {"title": "Tiết đọc thư viện", "students": 24, "date": DAY, "model": model["id"]}
            answers |= {"kind": model["data"]["kind"]} if "kind" in model["data"] else {}
        answers |= given
        for field in self.register(key)["fields"]:
            if field["name"] not in answers and field.get("required") and shown(field, answers):
                answers[field["name"]] = example(field, phone)
        return answers


def approved_model(phone) -> dict:
    models = [copy for copy in phone.copies.values() if copy["form"].startswith("model@")]
    return next(copy for copy in models if copy["status"] == "approved" and copy["unit"] == phone.unit)


def shown(field: dict, answers: dict) -> bool:
    when = field.get("show_when")
    if not when:
        return True
    equals = when["equals"] if isinstance(when["equals"], list) else [when["equals"]]
    return answers.get(when["field"]) in equals


def example(field: dict, phone):
    """A value that this field accepts."""
    if field["type"] in ("text", "longtext", "barcode"):
        lower, upper = field.get("length", [0, 2000])
        return ("Nội dung " + "x" * (lower or 0))[:upper]
    return {
        "integer": lambda: max(field.get("range", [1])[0] or 0, 1),
        "decimal": lambda: 1.5,
        "date": lambda: DAY,
        "time": lambda: "07:15",
        "datetime": lambda: f"{DAY}T07:15",
        "choice": lambda: field["choices"][0]["value"],
        "choices": lambda: [field["choices"][0]["value"]],
        "yesno": lambda: True,
        "place": lambda: [21.39, 103.02],
        "person": lambda: phone.account,
        "persons": lambda: [phone.account],
        "rows": list,
        "photos": list,
    }[field["type"]]()


class Stage:
    """Brings a record of the author to a status, through the leader and the officer."""

    def __init__(self, forms: Forms, author, leader, officer):
        self.forms, self.author, self.leader, self.officer = forms, author, leader, officer

    def review(self, phone, do: str, record: str, **members) -> dict:
        """One verb by someone who has just read the record."""
        return phone.verb(do, record, unit=self.author.unit, base=phone.version(record), **members)

    def reach(self, status: str, key: str = "activity", **given) -> str:
        answers = self.forms.answers(key, self.author, **given)
        then = None if status == "draft" else "submit"
        made = self.author.put(self.forms.form(key), set=answers, then=then)
        steps = {
            "verified": [(self.leader, "verify", None)],
            "approved": [(self.leader, "verify", None), (self.officer, "approve", None)],
            "returned": [(self.officer, "return", "Xem lại")],
            "rejected": [(self.officer, "reject", "Không đạt")],
            "deleted": [(self.author, "delete", None)],
        }.get(status, [])
        if "leader" not in self.forms.register(key)["review"]:
            steps = [step for step in steps if step[1] != "verify"]
        outcomes = [self.author.do(made)]
        for phone, do, text in steps:
            outcomes.append(phone.do(self.review(phone, do, made["id"], text=text)))
        assert not any("refused" in outcome for outcome in outcomes), outcomes
        return made["id"]
