"""Waiting for what a page can only find out in time."""

from playwright.sync_api import Page

PATIENCE = 20_000  # milliseconds


def until(page: Page, check: str) -> None:
    """Waits until ``check``, an asynchronous function without parameters, gives true in the page, 20 s at most.

    Playwright's own ``wait_for_function`` takes the promise of such a function for true at once.
    """
    page.evaluate(
        f"""async () => {{
          const end = Date.now() + {PATIENCE}
          while (!(await ({check})())) {{
            if (Date.now() > end) throw new Error('not in time')
            await new Promise((go) => setTimeout(go, 20))
          }}
        }}"""
    )
