"""The log carries no secret and no letter text (ASVS 16.2.5)."""

import json
import logging
import logging.config

import pytest
from django.db import IntegrityError
from django.urls import reverse

from esurat import catatan


@pytest.fixture
def log(capsys):
    """log(produksi) -> a logger writing to the captured stderr."""

    def pasang(produksi):
        bagian = catatan.susun(produksi, "INFO")
        pembentuk = logging.config.DictConfigurator(
            {"version": 1, "formatters": bagian["formatters"], "handlers": bagian["handlers"]}
        ).configure_formatter(bagian["formatters"]["baris"])
        pencatat = logging.getLogger("uji.catatan")
        penangan = logging.StreamHandler()
        penangan.setFormatter(pembentuk)
        pencatat.handlers, pencatat.propagate = [penangan], False
        pencatat.setLevel("INFO")
        return pencatat

    return pasang


def test_produksi_writes_one_object_a_line(log, capsys):
    log(True).info("surat dicatat", extra={"nomor": 17})
    baris = json.loads(capsys.readouterr().err)
    assert {k: baris[k] for k in ("event", "nomor", "level", "logger")} == {
        "event": "surat dicatat",
        "nomor": 17,
        "level": "info",
        "logger": "uji.catatan",
    }


@pytest.mark.parametrize("produksi", [True, False])
def test_secrets_are_covered_whatever_they_are_called(log, capsys, produksi):
    rahasia = {"sandi": "r1", "sandi_baru": "r2", "csrfmiddlewaretoken": "r3", "SESSION_KEY": "r4", "kunci": "r5"}
    log(produksi).warning("masuk", extra=rahasia)
    keluaran = capsys.readouterr().err
    assert ([r for r in rahasia.values() if r in keluaran], keluaran.count("[ditutup]")) == ([], 5)


@pytest.mark.parametrize("produksi", [True, False])
@pytest.mark.parametrize(
    ("galat", "terlihat"),
    [
        (IntegrityError("DETAIL: Key (hal)=(Undangan rahasia) already exists."), False),
        (ValueError("Undangan rahasia"), False),
        (RuntimeError("Undangan rahasia"), True),
    ],
)
def test_traceback_shows_where_but_not_what_was_written(log, capsys, produksi, galat, terlihat):
    try:
        raise galat
    except type(galat):
        log(produksi).exception("gagal")
    keluaran = capsys.readouterr().err
    assert ("test_catatan.py" in keluaran, type(galat).__name__ in keluaran) == (True, True)
    assert ("Undangan rahasia" in keluaran) == terlihat


def test_request_of_django_is_not_logged(log, capsys, rf):
    log(True).error("Internal Server Error", extra={"request": rf.post("/surat/", {"hal": "Undangan"})})
    assert set(json.loads(capsys.readouterr().err)) == {"event", "level", "logger", "timestamp"}


@pytest.mark.parametrize(
    ("nama", "isian", "terbaca"),
    [
        ("hp", ["r4h4s1a"], "/hp/[ditutup]"),
        ("hp_potongan", ["r4h4s1a", "kode"], "/hp/[ditutup]"),
        ("kalender_langganan", ["r4h4s1a"], "/kalender/[ditutup]"),
        ("sandi_atur", ["MQ", "r4h4s1a"], "/sandi/atur/[ditutup]"),
        ("libur_ubah", [17], "/pengaturan/kalender/libur/17/"),
    ],
)
def test_an_address_that_opens_something_is_not_logged(log, capsys, nama, isian, terbaca):
    jalur = reverse(nama, args=isian)
    try:
        raise RuntimeError(f"at {jalur}")
    except RuntimeError:
        log(True).exception("Not Found: %s", jalur)
    keluaran = capsys.readouterr().err
    baris = json.loads(keluaran)
    assert (baris["event"], baris["exception"].rpartition(" ")[2]) == (f"Not Found: {terbaca}", terbaca)
    assert "r4h4s1a" not in keluaran
