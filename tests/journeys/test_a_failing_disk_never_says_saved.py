"""Storage that fails at its nth call, for every n: what is said to be saved is saved, and all else says *chưa lưu*."""

from pathlib import Path

import pytest

from tests.journeys.phone import Phone

pytestmark = pytest.mark.trust
BROKEN = (Path(__file__).parent / "broken_disk.js").read_text()
MOST = 80  # calls, with those of the screen that follows
OUTBOX = """() => new Promise((done, fail) => {
  const opening = indexedDB.open('lantoa-work')
  opening.onerror = fail
  opening.onsuccess = () => {
    const asked = opening.result.transaction('outbox').objectStore('outbox').getAll()
    asked.onerror = fail
    asked.onsuccess = () => {
      opening.result.close()
      done(asked.result.map(({ mutation }) => mutation.set.title))
    }
  }
})"""


@pytest.fixture
def teacher(phone, server):
    """A phone without network whose storage can be broken, with nothing unsent."""
    teacher = phone("gv")
    teacher.page.add_init_script(BROKEN)
    server.kill()
    teacher.home()
    teacher.says("đồng bộ lần cuối")
    return teacher


def written(teacher: Phone, title: str) -> None:
    teacher.begin()
    teacher.fill(title)
    # A page that is hidden keeps the draft at once: no pause after each of a hundred forms.
    teacher.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    teacher.page.get_by_text("Đã giữ trên máy lúc").wait_for()


def outcome(teacher: Phone) -> bool:
    """Whether the screen says that it is saved; else it says that it is not."""
    saved = teacher.page.locator(".saying").get_by_text("Đã lưu trên máy này")
    alert = teacher.page.get_by_role("alertdialog").filter(has_text="CHƯA LƯU")
    saved.or_(alert).first.wait_for()
    assert not (saved.count() and alert.count()), "saved and not saved at once"
    return bool(saved.count())


def take_up_again(teacher: Phone, title: str) -> None:
    """The screen that says *chưa lưu* offers the text; then the form stands as it was, and saves."""
    alert = teacher.page.get_by_role("alertdialog")
    assert "CHƯA LƯU" in alert.inner_text()
    assert title in alert.get_by_role("textbox").input_value()
    alert.get_by_role("button", name="Thử lại").click()
    assert teacher.page.get_by_label("Đã làm gì").input_value() == title
    teacher.press("Gửi")
    assert outcome(teacher)


@pytest.mark.parametrize("mode", ["once", "on", "late"])
def test_at_every_call(mode, teacher):
    titles, told = [], set()
    for n in range(1, MOST):
        title = f"Tưới rau lần {n}"
        written(teacher, title)
        teacher.page.evaluate("([n, mode]) => broken.arm(n, mode)", [n, mode])
        teacher.press("Gửi")
        saved = outcome(teacher)
        came = teacher.page.evaluate("broken.mend()")
        told.add(saved)
        assert (title in teacher.page.evaluate(OUTBOX)) == saved, f"{mode} at call {n}: said saved: {saved}"
        if not saved:
            take_up_again(teacher, title)
        titles.append(title)
        assert sorted(teacher.page.evaluate(OUTBOX)) == sorted(titles), f"{mode} at call {n}"
        teacher.home()
        if not came:
            break
    else:
        pytest.fail(f"a save makes {MOST} calls")
    assert told == ({True} if mode == "once" else {True, False})


def test_a_full_phone_says_so(teacher):
    title = "Trồng cây thuốc nam"
    written(teacher, title)
    teacher.page.evaluate("broken.arm(2, 'full')")
    teacher.press("Gửi")
    assert not outcome(teacher)
    assert "Bộ nhớ của máy đã đầy" in teacher.page.get_by_role("alertdialog").inner_text()
    assert teacher.page.evaluate(OUTBOX) == []
    teacher.page.evaluate("broken.mend()")
    take_up_again(teacher, title)
    assert teacher.page.evaluate(OUTBOX) == [title]
