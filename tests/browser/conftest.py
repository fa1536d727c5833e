"""A headless Chromium that refuses and logs every request for anything but the file under test."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
SWITCH = "LANDBRIDGE_NO_BROWSER"
NAMES = ("chromium", "chromium-browser", "google-chrome")

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
window.alert = (text) => window.violations.push("alert " + text);
"""


@dataclass
class Visit:
    """A page that is open, and all that went wrong on it."""

    page: Page
    refused: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def troubles(self) -> list[str]:
        """Requests that left the page, messages of its console, errors, and breaches of its policy."""
        return [*self.refused, *self.complaints, *self.page.evaluate("window.violations")]


Open = Callable[..., Visit]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; its absence is a failure unless the browser tests were switched off by name."""
    if os.environ.get(SWITCH) == "1":
        pytest.skip(f"{SWITCH}=1")
    path = next((found for found in map(shutil.which, NAMES) if found), None)
    if path is None:
        pytest.fail(f"the browser tests need Chromium ({', '.join(NAMES)}) on PATH; {SWITCH}=1 leaves them out")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens HTML as a file, at the size and address fragment asked for."""
    contexts = []

    def open_page(html: str, *, fragment: str = "", width: int = 1280, height: int = 800) -> Visit:
        file = tmp_path / "map.html"
        file.write_bytes(html.encode())
        context = chromium.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        context.add_init_script(WATCH)
        page = context.new_page()
        seen = Visit(page)

        def judge(route: Route) -> None:
            if route.request.url.split("#")[0] == file.as_uri():
                route.continue_()
            else:
                seen.refused.append(route.request.url)
                route.abort()

        context.route("**/*", judge)
        page.on("console", lambda message: seen.complaints.append(message.text))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.goto(file.as_uri() + fragment)
        page.wait_for_selector("#panel-content h1")
        return seen

    yield open_page
    for context in contexts:
        context.close()
