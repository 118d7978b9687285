"""A form is shown with all that it offers: nothing comes a moment later and moves what a finger is about to touch."""

WATCH = """
window.drawn = () => {
  const form = document.querySelector('form.form')
  const fields = [...(form?.querySelectorAll('[data-field]') ?? [])]
  const inputs = (field) => `${field.dataset.field} ${field.querySelectorAll('input, select, textarea').length}`
  return form && [...document.querySelectorAll('main button')].map((one) => one.innerText).concat(fields.map(inputs))
}
new MutationObserver((_, watcher) => {
  window.first = drawn()
  if (window.first) watcher.disconnect()
}).observe(document, { childList: true, subtree: true })
"""

PICK = """async (name) => {
  const form = document.querySelector('form.form')
  const tile = [...form.querySelectorAll('.tile')].find((one) => one.innerText.trim() === name)
  tile.querySelector('input').click()
  for (let drawn = 0; drawn < 20; drawn++) await null
  return [...form.querySelectorAll('[data-field]')].map((one) => one.dataset.field)
}"""


def test_all_that_a_form_offers_is_there_when_it_is_first_drawn(phone):
    teacher = phone("gv")
    teacher.log("Trồng rau")
    teacher.sent()
    teacher.page.add_init_script(WATCH)
    teacher.page.goto(f"{teacher.url}/ghi")
    teacher.page.get_by_text("Vườn rau điểm Nậm Pan", exact=True).wait_for()
    teacher.page.get_by_role("button", name="Chép từ lần trước").wait_for()
    assert teacher.page.evaluate("first") == teacher.page.evaluate("drawn()")


def test_the_questions_about_a_model_are_there_with_its_choice(phone):
    teacher = phone("gv")
    teacher.begin()
    teacher.page.locator("form.form").wait_for()
    assert "garden_area" in teacher.page.evaluate(PICK, "Vườn rau điểm Nậm Pan")
    assert "garden_area" not in teacher.page.evaluate(PICK, "Thư viện xanh")
