"""Sekda between two meetings: what is usual goes out in two touches, one hand, on a line of 256 kbit/s."""

import time

import pytest
import time_machine

from alur.models import Notifikasi
from disposisi.models import Disposisi
from tests.peramban.bantu import potret
from tests.perjalanan import Perjalanan, unit, wita

DINKES, DINSOS = "Dinas Kesehatan", "Dinas Sosial"
LAMBAT = {"offline": False, "latency": 300, "downloadThroughput": 256_000 / 8, "uploadThroughput": 256_000 / 8}
"""256 kbit/s, and the way there and back of a weak signal."""


@pytest.fixture
def senin():
    """Monday 9 November 2026 from 09.30 on; the clock runs."""
    with time_machine.travel(wita(9, 9, 30), tick=True) as jam:
        yield jam


@pytest.fixture
def jalan(kantor):
    return Perjalanan(kantor)


@pytest.mark.parametrize("skrip", [True, False], ids=["dengan skrip", "tanpa skrip"])
def test_yang_biasa_dua_sentuhan_pada_jalur_lambat(peramban, masuk, kantor, jalan, senin, skrip):
    for _ in "12":
        lama = Perjalanan(kantor).sampai_sekda()
        lama.disposisi(kantor.sekda, wita(9, 9), ke_unit=[DINKES, DINSOS])
    jalan.sampai_sekda()
    tautan = Notifikasi.objects.filter(penerima=kantor.sekda).latest("pk").tautan
    halaman = masuk(peramban(hp=True, javascript=skrip), "sekda")
    sesi = halaman.context.new_cdp_session(halaman)
    sesi.send("Network.setCacheDisabled", {"cacheDisabled": True})  # as on the first day: nothing is at hand
    sesi.send("Network.emulateNetworkConditions", LAMBAT)

    mulai = time.monotonic()
    halaman.goto(tautan)  # the touch on the notice
    usulan = halaman.get_by_text("Kepala Dinkes, Kepala Dinsos: Tindak lanjuti")
    kirim = halaman.get_by_role("button", name="Kirim disposisi")
    letak = [t.bounding_box() for t in (usulan, kirim)]
    usulan.tap()
    kirim.tap()
    halaman.get_by_role("heading", name="Disposisi terkirim").wait_for()
    lama_detik = time.monotonic() - mulai

    assert [str(p) for p in Disposisi.objects.get(surat=jalan.surat.pk).penerima.order_by("urutan")] == [
        DINKES,
        DINSOS,
    ]
    # Both stand on the first screen of a small phone; the one that sends stays under the thumb, in the lower third.
    assert [b["y"] + b["height"] <= 740 for b in letak] == [True, True]
    assert letak[1]["y"] >= 740 * 2 / 3
    assert min(b["height"] for b in letak) >= 44
    assert lama_detik <= 20


def test_beralih_ke_untuk_diketahui_satu_sentuhan(peramban, masuk, kantor, jalan, senin):
    """Without a script too; nothing of it is seen before a person is chosen."""
    for _ in "12":
        Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, wita(9, 9), ke_unit=[DINKES, DINSOS])
    jalan.sampai_sekda()
    halaman = masuk(peramban(hp=True, javascript=False), "sekda")
    halaman.goto(f"/surat/{jalan.surat.kode}/disposisi/")
    tahu = halaman.locator(".alih label")
    assert (tahu.count() > 20, tahu.locator("visible=true").count()) == (True, 0)
    for kata in ("Kepala Dinkes", "Kepala Dinsos"):
        halaman.get_by_text(kata, exact=True).tap()
    assert tahu.locator("visible=true").count() == 2
    halaman.locator(f"label[for='diketahui-u{unit(DINSOS).pk}']").tap()
    halaman.get_by_text("Tindak lanjuti", exact=True).tap()
    potret(halaman, "disposisi_peran-hp")
    halaman.get_by_role("button", name="Kirim disposisi").tap()
    halaman.get_by_role("heading", name="Disposisi terkirim").wait_for()
    penerima = Disposisi.objects.get(surat=jalan.surat.pk).penerima.order_by("urutan")
    assert [(str(p), p.untuk_diketahui) for p in penerima] == [(DINKES, False), (DINSOS, True)]
