"""What axe finds on a page that keeps somebody from using it."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Of half a megabyte: a page takes it in once, however often it is looked at; and only what was found comes back.
KNOWN = "() => 'axe' in globalThis"
# A colour that is just changing is not yet the one that is read.
RUN = """async () => {
  const changing = document.getAnimations().filter((one) => one instanceof CSSTransition)
  await Promise.allSettled(changing.map((one) => one.finished))
  return (await axe.run({ resultTypes: ['violations'] })).violations
}"""


def barriers(page: Page) -> list[str]:
    """Each rule that the page breaks as it stands, with the first element that does and why."""
    if not page.evaluate(KNOWN):
        page.evaluate(AXE_SCRIPT)
    return [
        f"{page.url}: {one['id']} {one['nodes'][0]['html'][:200]} {one['nodes'][0]['failureSummary']}"
        for one in page.evaluate(RUN)
    ]


def in_light_and_dark(page: Page) -> list[str]:
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [f"{scheme} {one}" for one in barriers(page)]
    return found
