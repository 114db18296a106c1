"""Looking at a page as a person would: accessibility, width, weight."""

import os
from pathlib import Path

import pytest

UKURAN = [pytest.param(False, id="layar"), pytest.param(True, id="hp")]
SKRIP = [pytest.param(True, id="skrip"), pytest.param(False, id="tanpa-skrip")]
RUPA = [
    pytest.param(True, True, id="hp-skrip"),
    pytest.param(False, False, id="layar-tanpa-skrip"),
    pytest.param(True, False, id="hp-tanpa-skrip", marks=pytest.mark.panjang),
    pytest.param(False, True, id="layar-skrip", marks=pytest.mark.panjang),
]
"""(phone?, script?): each size and each kind of browser once; all four together are the long form."""

AXE = Path(__file__).parent.parent / "vendor" / "axe-core" / "axe.min.js"
ATURAN = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what was found comes over: all that is well would be half a second of text on a large page.
JALANKAN = """aturan => axe.run(document, {runOnly: aturan, resultTypes: ["violations"]}).then(
    hasil => hasil.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 160))]))"""


def periksa_aksesibilitas(halaman):
    """axe-core finds nothing on the page as it stands: each finding is (rule, the elements)."""
    halaman.wait_for_load_state()
    lebar = halaman.viewport_size["width"]
    tinggi = halaman.evaluate("document.documentElement.scrollHeight")
    asli = halaman.viewport_size
    # A sticky bar over a part of the page would make the sizes of targets depend on the scroll position.
    halaman.set_viewport_size({"width": lebar, "height": max(tinggi, asli["height"])})
    if not halaman.evaluate("'axe' in window"):
        halaman.evaluate(AXE.read_text())
    temuan = halaman.evaluate(JALANKAN, ATURAN)
    halaman.set_viewport_size(asli)
    assert (halaman.url, temuan) == (halaman.url, [])


def periksa_lebar(halaman):
    """No sideways scrolling: the page is as wide as the screen.

    A sentence can be read before the stylesheet has come; only the whole page is measured.
    """
    halaman.wait_for_load_state()
    ukuran = halaman.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert (halaman.url, ukuran[0]) == (halaman.url, ukuran[1])


def potret(halaman, nama, *, penuh=True):
    """A picture into $ESURAT_GAMBAR, when it is set."""
    if folder := os.environ.get("ESURAT_GAMBAR"):
        halaman.wait_for_load_state()
        Path(folder).mkdir(parents=True, exist_ok=True)
        halaman.screenshot(path=f"{folder}/{nama}.png", full_page=penuh)


def periksa(halaman, nama, hp):
    """A page as it stands: a picture of it, no sideways scrolling, nothing that axe-core finds."""
    potret(halaman, f"{nama}-{'hp' if hp else 'layar'}")
    periksa_lebar(halaman)
    periksa_aksesibilitas(halaman)
