"""How work moves: a transition is one row of data, and one engine runs it.

Lock the letter → check state, person, guard → effect → status → close and open Tugas → ledger → outbox,
in one short transaction without I/O. Buttons, the POST route, the help page and the diagram read the same row.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from alur import jejak, notifikasi
from alur.kewenangan import TransitionDenied, pilih_sebagai


@dataclass(frozen=True, kw_only=True)
class BukaTugas:
    """An obligation to open: exactly one holder, `jabatan` or `unit`; `untuk_unit` when it concerns another unit."""

    jenis: str
    jabatan: Any = None
    unit: Any = None
    untuk_unit: Any = None
    asal: Any = None
    dibuka_pada: datetime | None = None
    tenggat_pada: datetime | None = None
    rincian: dict = field(default_factory=dict)
    """More columns of the concrete Tugas."""
    baca_isi: bool = True


@dataclass(frozen=True, kw_only=True)
class Kabar:
    """A notice for the outbox; `penerima` are Pegawai, `tautan` the page of the act ("": the letter's own).

    `jenis` (JenisKabar) has no default: people choose channel and hour by it.
    """

    penerima: Iterable
    judul: str
    jenis: str
    isi: str = ""
    tautan: str = ""
    rahasia: bool = False
    mendesak: bool = False
    perkara: str = ""
    """See `alur.notifikasi.beri_tahu`."""


@dataclass(kw_only=True)
class Konteks:
    """What one run carries from step to step. `saat` is when it happened, `sekarang` when the server wrote it."""

    oleh: Any
    sebagai: Any
    sekarang: datetime
    saat: datetime
    sumber_waktu: str = ""
    catatan: str = ""
    tempat: str = "web"
    data: dict = field(default_factory=dict)
    ditutup: list = field(default_factory=list)
    dibuka: list = field(default_factory=list)
    tambahan: dict = field(default_factory=dict)
    """More facts for the ledger, put there by an effect."""


def menyebut(*jenis):
    """Decorator of a `closes` or `opens`: which kinds of Tugas it touches. The diagram says so, a test proves it."""

    def tandai(fungsi):
        fungsi.jenis = jenis
        return fungsi

    return tandai


@menyebut()
def _tidak_ada(objek, konteks):
    return ()


@dataclass(frozen=True, kw_only=True)
class Transition:
    """One row of data.

    `permission(pegawai, objek)` returns the Penugasan that allow it; `guard(objek)` says why not now; both refuse
    with a sentence. `closes` gives the Tugas to close, `opens` the BukaTugas to open, `recipients` the Kabar to send,
    `after` runs inside the same transaction once all is written. `target=None` keeps the status.
    """

    name: str
    label: str
    kata_jejak: str = ""
    """The label once it is done: "Diarahkan" for "Arahkan". The ledger shows it."""
    sources: frozenset
    target: str | None
    permission: Callable
    guard: Callable = lambda objek: None
    effect: Callable = lambda objek, konteks: None
    closes: Callable = _tidak_ada
    opens: Callable = _tidak_ada
    recipients: Callable = _tidak_ada
    after: Callable = lambda objek, konteks: None
    siapa: str = ""
    ikon: str = "kanan"
    utama: bool = False

    @property
    def menutup(self):
        """Kinds of Tugas it may close."""
        return self.closes.jenis

    @property
    def membuka(self):
        """Kinds of Tugas it may open."""
        return self.opens.jenis

    def check(self, objek, oleh):
        """The assignments that allow it now; raises TransitionDenied with the sentence otherwise."""
        if objek.status not in self.sources:
            raise TransitionDenied(f"“{self.label}” tidak berlaku lagi: status sudah {objek.get_status_display()}.")
        wewenang = self.permission(oleh, objek)
        self.guard(objek)
        return wewenang

    def is_allowed(self, objek, oleh):
        try:
            self.check(objek, oleh)
        except TransitionDenied:
            return False
        return True

    @transaction.atomic
    def run(self, objek, *, oleh, sebagai=None, catatan="", terjadi_pada=None, sumber_waktu="", tempat="web", **data):
        """Run it once and return the fresh object; a second click is refused in a sentence.

        `terjadi_pada` (aware, with `sumber_waktu`) only from named sources: late entry, import, emergency book,
        offline act, demo office. The ledger keeps it apart from the server's own time.
        """
        # Every verb locks the letter first, so six simultaneous clicks queue here and five find the new status.
        model_induk = type(objek.surat_induk())
        induk = model_induk._base_manager.select_for_update(of=("self",), no_key=True).get(pk=objek.surat_induk().pk)
        objek = induk if isinstance(induk, type(objek)) else type(objek)._base_manager.get(pk=objek.pk)
        objek.pakai_induk(induk)
        sebagai = pilih_sebagai(self.check(objek, oleh), sebagai)
        sekarang = jejak.ke_milidetik(timezone.now())
        konteks = Konteks(
            oleh=oleh,
            sebagai=sebagai,
            sekarang=sekarang,
            saat=jejak.ke_milidetik(terjadi_pada) if terjadi_pada else sekarang,
            sumber_waktu=sumber_waktu,
            catatan=catatan,
            tempat=tempat,
            data=data,
        )
        self.effect(objek, konteks)
        dari = objek.status
        if self.target is not None:
            objek.status = self.target
            objek.simpan_status()
        konteks.ditutup = induk.tutup_tugas(self.closes(objek, konteks), konteks)
        konteks.dibuka = induk.buka_tugas(self.opens(objek, konteks), konteks)
        if konteks.ditutup:
            tuntas = induk.perkara_tuntas(konteks.ditutup)
            notifikasi.tandai_ditangani(tuntas, oleh=oleh, pada=konteks.saat)
        baris = jejak.catat(
            rantai=induk.rantai,
            transisi=self.name,
            objek=objek.sebutan_objek(),
            dari=dari,
            ke=objek.status,
            oleh=oleh,
            sebagai=sebagai,
            terjadi_pada=konteks.saat if terjadi_pada else None,
            sumber_waktu=sumber_waktu,
            catatan=catatan,
            tempat=tempat,
            data={
                "ditutup": [t.untuk_jejak() for t in konteks.ditutup],
                "dibuka": [t.untuk_jejak() for t in konteks.dibuka],
                **konteks.tambahan,
            },
        )
        for nomor, kabar in enumerate(self.recipients(objek, konteks)):
            notifikasi.beri_tahu(
                kabar.penerima,
                kunci_awal=f"{baris.rantai}:{baris.urut}:{nomor}",
                judul=kabar.judul,
                isi=kabar.isi,
                tautan=kabar.tautan or induk.get_absolute_url(),
                rahasia=kabar.rahasia,
                jenis=kabar.jenis,
                mendesak=kabar.mendesak,
                perkara=kabar.perkara,
            )
        konteks.tambahan["jejak"] = baris
        self.after(objek, konteks)
        return objek
