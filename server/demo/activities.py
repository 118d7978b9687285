"""Makes the demo's activities: which scene took place in which school's model, when, where and by whom."""

from collections import Counter
from random import Random

from server.demo.activity import Activity, Place
from server.demo.activity_data import data_of
from server.demo.calendar import days_of, draw_day, written
from server.demo.content import Account, Scene, School, communes, scenes, table
from server.demo.registrations import Registration, registrations


def activities() -> list[Activity]:
    """All activities of the demo, sorted by when their authors wrote them; the same at each call."""
    dealt: list[Activity] = []
    models: dict[str, list[Registration]] = {}
    for registration in registrations():
        if registration.ends_as == "approved":
            models.setdefault(registration.school.code, []).append(registration)
    for mine in models.values():
        dealt += _of_school(mine)
    dealt.sort(key=lambda one: (one.written, one.author))
    return dealt


def _of_school(models: list[Registration]) -> list[Activity]:
    """The activities of one school, whose ``models`` are all approved.

    Each model gets some scenes, by its kind; the accounts that visitors use get further ones, late in the year.
    """
    school = models[0].school
    random = Random(f"deal {school.code}")
    fitting = {model.kind: [scene for scene in scenes(model.kind) if _fits(scene, model)] for model in models}
    dealt = _late(models, fitting, random)
    busy: Counter[Account] = Counter()
    for model in models:
        wanted = table("endings")["dealt"][model.kind]
        for scene in random.sample(fitting[model.kind], min(wanted, len(fitting[model.kind]))):
            dealt.append(_activity(model, scene, _author(scene, school, busy, random), random))
            busy[dealt[-1].author] += 1
    used: list[str] = []
    for activity in dealt:
        activity.data = data_of(activity, used)
    return dealt


def _late(models: list[Registration], fitting: dict[str, list[Scene]], random: Random) -> list[Activity]:
    """The activities in April and May of the accounts that visitors sign in with.

    ``fitting``: kind of model → the scenes that it may have; those used here are removed from it.
    """
    dealt = []
    for number, account in enumerate(_shown(models[0].school)):
        model = models[number % len(models)]
        scene = random.choice([one for one in fitting[model.kind] if one.who != "school" and days_of(one, late=True)])
        fitting[model.kind].remove(scene)
        dealt.append(_activity(model, scene, account, random, late=True))
    return dealt


def _shown(school: School) -> list[Account]:
    """The school's accounts that visitors sign in with, each once for every ending that data/endings.toml gives it."""
    given = table("endings")["given"]
    return [account for account in school.teachers for _ in given.get(account[0], ())]


def _fits(scene: Scene, model: Registration) -> bool:
    """Whether a scene may take place in a model: by its own model, the school's level, distance and sites."""
    school = model.school
    town = any(commune.code == school.commune and commune.town for commune in communes())
    if scene.model != model.scenes or (scene.far and town):
        return False
    if scene.levels and school.level not in scene.levels:
        return False
    return scene.who != "site" or len(school.sites) > 1 or scene.model is not None


def _author(scene: Scene, school: School, busy: Counter[Account], random: Random) -> Account:
    """Who writes an activity: the teacher with the fewest so far; sometimes, of the whole school's days, a leader.

    ``busy``: account → how many activities it has written.
    """
    if scene.who == "school" and random.random() < 0.12:
        return school.leaders[-1]
    return min(random.sample(school.teachers, len(school.teachers)), key=lambda teacher: busy[teacher])


def _activity(model: Registration, scene: Scene, author: Account, random: Random, late: bool = False) -> Activity:
    """The activity that a scene becomes, without data; ``late``: it took place in April or May."""
    day = draw_day(days_of(scene, late), random)
    place = _place(scene, model.school, author, random)
    others = [teacher for teacher in model.school.teachers if teacher != author]
    coauthors = random.sample(others, random.choice((0, 0, 0, 1, 1, 2)))
    return Activity(model, scene, day, author, coauthors, place, random, written(day, place.site > 0, random))


def _place(scene: Scene, school: School, author: Account, random: Random) -> Place:
    """Where an activity took place: the author's class or, for a scene of the whole school, the main site.

    The first two teachers of a school have their classes at the main site, the others at its satellites.
    """
    number = school.teachers.index(author) if author in school.teachers else 0
    site = 0 if scene.who == "school" else min(max(0, number - 1), len(school.sites) - 1)
    if scene.who == "site" and site == 0 and len(school.sites) > 1:
        site = random.randint(1, len(school.sites) - 1)
    classes = table("classes")
    least, most = classes["size"][school.level]
    own = Random(f"class {school.code} {author[0]} {site}")
    if site == 0:
        return Place(classes["main"][school.level][(number * 2) % 5], own.randint(least, most), 0)
    village = school.sites[site].name.removeprefix("Điểm ")
    room = own.choice(classes["satellite"][school.level]).format(ban=village)
    return Place(room, min(school.sites[site].pupils, own.randint(16, 25)), site)
