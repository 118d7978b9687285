"""Passwords cannot be tried without end, and a right one is not waited for by others."""

from tests.village import PASSWORD, SAME_ORIGIN


def attempt(village, password, name="gv"):
    body = {"username": village.people[name], "password": password}
    return village.app.test_client().post("/api/session", json=body, headers=SAME_ORIGIN)


def test_after_ten_wrong_passwords_one_has_to_wait(village):
    answers = [attempt(village, "sai").status_code for _ in range(11)]
    assert answers == [401] * 10 + [429]
    late = attempt(village, PASSWORD)
    assert late.status_code == 429
    assert late.json["code"] == "slow_down"
    assert 1 <= int(late.headers["Retry-After"]) <= 300
    assert attempt(village, PASSWORD, "gvb").status_code == 200


def test_a_right_password_forgets_the_wrong_ones_before(village):
    for _ in range(9):
        assert attempt(village, "sai").status_code == 401
    assert attempt(village, PASSWORD).status_code == 200
    assert attempt(village, "sai").status_code == 401


def test_an_account_that_is_not_there_is_told_apart_by_nothing(village):
    village.people["nobody"] = "khong.co"
    wrong, absent = attempt(village, "sai").json, attempt(village, "sai", "nobody").json
    assert wrong == absent
