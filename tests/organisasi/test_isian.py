"""Dates and hours as clerks write them."""

import datetime as dt

import pytest
import time_machine
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from organisasi.isian import Formulir, JamField, TanggalField, WaktuField

NOVEMBER = dt.date(2026, 11, 9)


@pytest.fixture(autouse=True)
def hari_ini():
    with time_machine.travel(dt.datetime(2026, 11, 12, 1, 42, tzinfo=dt.UTC), tick=False):
        yield


def galat(isian, teks):
    with pytest.raises(ValidationError) as tolak:
        isian.clean(teks)
    return tolak.value.messages


@pytest.mark.parametrize(
    "teks",
    [
        "9-11-2026",
        "09-11-2026",
        "9/11/2026",
        "9.11.2026",
        " 9 - 11 - 2026 ",
        "9 November 2026",
        "9 nov 2026",
        "9 Nop. 2026",
        "9 NOPEMBER 2026",
        "Senin, 9 November 2026",
        "2026-11-09",
    ],
)
def test_one_day_in_many_writings(teks):
    assert TanggalField(label="Tanggal surat").clean(teks) == NOVEMBER


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        ("kemarin", "Tanggal surat “kemarin” tidak terbaca. Tulis hari, bulan, tahun, misalnya 9-11-2026."),
        ("31-11-2026", "Tanggal surat 31 November 2026 tidak ada. Periksa tanggal terakhir bulan November."),
        ("29 Februari 2026", "Tanggal surat 29 Februari 2026 tidak ada. Periksa tanggal terakhir bulan Februari."),
        ("9-13-2026", "Tanggal surat 9-13-2026 tidak ada: bulan 13. Tulis hari, bulan, tahun, misalnya 9-11-2026."),
        ("9-11-26", "Tahun pada tanggal surat “9-11-26” kurang lengkap. Tulis empat angka, misalnya 9-11-2026."),
        ("9-11-2206", "Tahun 2206 pada tanggal surat tidak masuk akal. Tulis antara 1945 dan 2036."),
        ("9-11-0206", "Tahun 206 pada tanggal surat tidak masuk akal. Tulis antara 1945 dan 2036."),
    ],
)
def test_unreadable_day_is_refused_with_an_example(teks, kalimat):
    assert galat(TanggalField(label="Tanggal surat"), teks) == [kalimat]


@pytest.mark.parametrize(
    ("teks", "jam"),
    [("09.40", (9, 40)), ("9:40", (9, 40)), ("9", (9, 0)), ("23.59", (23, 59)), ("pukul 09.40 WITA", (9, 40))],
)
def test_hours_in_many_writings(teks, jam):
    assert JamField(label="Jam acara").clean(teks) == dt.time(*jam)


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        ("25.00", "Jam acara 25.00 tidak ada. Tulis antara 00.00 dan 23.59, misalnya 09.00."),
        ("9.60", "Jam acara 9.60 tidak ada. Tulis antara 00.00 dan 23.59, misalnya 09.00."),
        ("pagi", "Jam acara “pagi” tidak terbaca. Tulis jam dan menit, misalnya 09.00."),
        ("-1", "Jam acara “-1” tidak terbaca. Tulis jam dan menit, misalnya 09.00."),
    ],
)
def test_unreadable_hour_is_refused_with_an_example(teks, kalimat):
    assert galat(JamField(label="Jam acara"), teks) == [kalimat]


@pytest.mark.parametrize(
    "teks",
    [
        "12-11-2026 09.40",
        "12 November 2026 9:40",
        "Kamis, 12 November 2026, pukul 09.40 WITA",
        "2026-11-12T09:40",
        "2026-11-12 09:40:00",
    ],
)
def test_moment_is_office_time(teks):
    assert WaktuField(label="Diterima").clean(teks) == dt.datetime(2026, 11, 12, 1, 40, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        ("12-11-2026", "Jam pada diterima belum ditulis. Contoh: 12-11-2026 09.00."),
        ("12-11-2026 25.00", "Jam pada diterima 25.00 tidak ada. Tulis antara 00.00 dan 23.59, misalnya 09.00."),
        ("31-11-2026 09.00", "Diterima 31 November 2026 tidak ada. Periksa tanggal terakhir bulan November."),
        ("09.00", "Diterima “09.00” tidak terbaca. Tulis hari, bulan, tahun, misalnya 9-11-2026."),
    ],
)
def test_unreadable_moment_is_refused_with_an_example(teks, kalimat):
    assert galat(WaktuField(label="Diterima"), teks) == [kalimat]


def test_day_alone_takes_the_usual_hour_when_there_is_one():
    isian = WaktuField(jam_bawaan=dt.time(8, 0))
    assert isian.clean("12-11-2026") == dt.datetime(2026, 11, 12, 0, 0, tzinfo=dt.UTC)


@given(st.dates(dt.date(1945, 1, 1), dt.date(2036, 12, 31)))
def test_written_day_is_read_back(tanggal):
    isian = TanggalField()
    assert isian.clean(isian.tulis(tanggal)) == tanggal


@given(st.text(max_size=40))
def test_no_text_breaks_a_field(teks):
    panjang = []
    for isian in (TanggalField(required=False), JamField(required=False), WaktuField(required=False)):
        try:
            isian.clean(teks)
        except ValidationError as tolak:
            panjang += [m for m in tolak.messages if len(m) > 200]
    assert panjang == []


class Surat(Formulir):
    lebar = {"tanggal": "l2"}
    tanggal = TanggalField(label="Tanggal surat")
    jenis = forms.ChoiceField(label="Jenis surat", choices=[("u", "Undangan"), ("p", "Permohonan")])
    tujuan = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], required=False)
    sendiri = forms.CharField(error_messages={"required": "Kalimat sendiri."})


def test_empty_form_names_each_field():
    assert Surat({}).errors == {
        "tanggal": ["Tanggal surat belum diisi."],
        "jenis": ["Jenis surat belum dipilih."],
        "sendiri": ["Kalimat sendiri."],
    }


def test_typed_text_stays_as_typed_after_an_error():
    assert 'value="31/11/2026"' in str(Surat({"tanggal": "31/11/2026"})["tanggal"])


def test_readable_day_is_read_back_in_words():
    assert Surat({"tanggal": "9/11/2026"})["tanggal"].dibaca == "Senin, 9 November 2026"


def test_stored_day_is_written_as_clerks_write():
    assert 'value="9-11-2026"' in str(Surat(initial={"tanggal": NOVEMBER})["tanggal"])


def test_field_group_ties_error_and_input_together():
    kolom = Surat({"tanggal": "31/11/2026"})["tanggal"].as_field_group()
    assert 'class="medan l2 galat-isian"' in kolom
    assert ('id="id_tanggal_error"' in kolom, 'aria-describedby="id_tanggal_error"' in kolom) == (True, True)
    assert 'aria-invalid="true"' in kolom
    assert kolom.index("tidak ada. Periksa") < kolom.index("<input")


def test_kept_draft_fills_the_form_without_errors():
    data = QueryDict("tanggal=31/11/2026&tujuan=a&tujuan=b&jenis=p")
    form = Surat().isi_dari_draf(data)
    assert (form.is_bound, form["tanggal"].value(), form["tujuan"].value()) == (False, "31/11/2026", ["a", "b"])
    assert "galat-isian" not in form.render()
