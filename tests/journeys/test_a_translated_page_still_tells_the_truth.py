"""A browser's translation replaces the app's texts by nodes of its own: the status line goes on saying what is so."""

TRANSLATE = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = []
  while (texts.nextNode()) if (texts.currentNode.data.trim()) found.push(texts.currentNode)
  for (const text of found) {
    const font = document.createElement('font'), inner = document.createElement('font')
    inner.textContent = text.data.toUpperCase()
    font.append(inner)
    text.replaceWith(font)
  }
}"""


def test_the_status_line_goes_on_under_a_foreign_translation(server, phone):
    teacher = phone("gv")
    assert teacher.page.locator("html").get_attribute("translate") == "no"
    assert teacher.page.locator("meta[name=google]").get_attribute("content") == "notranslate"
    server.kill()
    teacher.log("Tưới rau")
    teacher.says("1 chờ gửi")
    teacher.page.evaluate(TRANSLATE)
    server.start()
    teacher.page.evaluate("dispatchEvent(new Event('online'))")
    teacher.sent()
    assert "CHỜ GỬI" not in teacher.truth.inner_text()
