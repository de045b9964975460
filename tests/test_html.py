"""The stored notebooks as plain HTML, with no kernel and no network: a library's view, a preview, a print."""

import nbconvert
import pytest
from browser import ROOT

from helpers import content, html, schema

BOOKS = content.course().sittings


@pytest.mark.parametrize("name", BOOKS)
def test_everything_shows_without_kernel_or_network(browser, name, tmp_path):
    page = browser.new_context(offline=True).new_page()
    exported, _ = nbconvert.HTMLExporter().from_filename(ROOT / "notebooks" / f"{name}.ipynb")
    (tmp_path / "page.html").write_text(exported, encoding="utf-8")
    page.goto((tmp_path / "page.html").as_uri())
    shown = page.locator("figure img").evaluate_all("all => all.map(i => [i.alt, i.naturalWidth])")
    assert all(len(alt) > 30 and width > 100 for alt, width in shown), shown
    text = " ".join(page.locator("body").text_content().split())
    used = (ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8")
    assert len(shown) == used.count("<figure") and (shown or name in ("review", "short_path"))
    for key, item in content.course().items.items():
        if f'\\"{key}\\"' in used and hasattr(item, "prompt") and not isinstance(item, schema.Exercise):
            assert html.plain(item.prompt) in text, f"{key} is not shown"
    page.context.close()
