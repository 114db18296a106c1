"""The way of one letter, without the engine: what happened when, to whom it went, and where it lies now.

The way stops at the present moment, so the last letters stand open wherever they are; a few older ones got stuck.
"""

import datetime as dt

from alur.jejak import ke_milidetik
from bench.benih.catatan import Catatan
from ekspedisi.models import Pengiriman
from ekspedisi.models.pengiriman import kode_terima_baru
from persuratan import tenggat
from persuratan.models import Surat
from persuratan.models.pilihan import RAHASIA, JenisTugas, Kecepatan
from persuratan.models.surat import kode_baru
from persuratan.transitions.tindak_lanjut import MENUJU_BAWAH

S = Surat.Status
P = Pengiriman.Status
J = JenisTugas
MACET = 0.025
"""Share of letters whose way stopped; with those on their way today about 3 in 100 are open."""
SAPUAN = dt.timedelta(seconds=30)
"""The sweep finds a passed deadline this long after it."""


class Habis(Exception):
    """The next step would lie after the present moment, or after the moment the letter got stuck."""


class Perjalanan(Catatan):
    """Plays one letter and adds its rows to `tabel` (a dict of Tabel by model name)."""

    def __init__(self, kantor, tabel, butir, acak, sekarang):
        self.kantor, self.tabel, self.butir, self.acak = kantor, tabel, butir, acak
        self.sampai = sekarang
        self.entri, self.tugas, self.jalur, self.pengiriman = [], [], {}, []
        self.pk = tabel["Surat"].pk_awal + butir.urut
        self.kode = kode_baru()
        self.status = S.KONSEP
        self.sentuh_bawah = None
        self.pernah_kembali = False

    def jalan(self):
        """Play the letter from the counter on, then write it."""
        self.karang()
        self.macetkan()
        saat = self.diterima
        try:
            saat = self.catat(saat)
            saat, pejabat = self.naik(saat)
            self.turun(pejabat, saat)
        except Habis:
            pass
        self.akhiri()
        self.tulis()

    def karang(self):
        acak, butir, k = self.acak, self.butir, self.kantor
        undangan = not butir.siap_terima and acak.random() < 0.25
        isi = k.karang(acak, butir.nomor, butir.tahun, undangan)
        self.isi = isi
        self.diterima = butir.diterima_pada
        self.kecepatan = acak.choices(Kecepatan.values, (80, 15, 5))[0]
        self.keamanan = "B" if butir.siap_terima else acak.choices(("B", "T", "R", "SR"), (990, 4, 5, 1))[0]
        self.rahasia = self.keamanan in RAHASIA
        self.acara = None
        if undangan:
            hari = (self.diterima.astimezone(k.kalender.zona) + dt.timedelta(days=acak.randrange(2, 15))).date()
            self.acara = dt.datetime.combine(hari, dt.time(acak.choice((8, 9, 13))), k.kalender.zona)
        self.pasang_keseluruhan(J.KESELURUHAN)

    def macetkan(self):
        """Some letters lie somewhere and nobody moves them; of these some the sweep has not seen yet."""
        macet = not self.butir.siap_terima and self.acak.random() < MACET
        self.disapu = not (macet and self.butir.urut % 4 == 0)
        if macet:
            jam = dt.timedelta(hours=self.acak.random() ** 2 * 40)
            self.sampai = min(self.sampai, self.kantor.kalender.tambah_jam_kerja(self.diterima, jam))

    def pasang_keseluruhan(self, jenis):
        k = self.kantor
        self.standar_jalan = k.standar[jenis, self.kecepatan]
        self.batas_jalan = tenggat.batas_keseluruhan(self.standar_jalan, self.diterima, self.acara, k.kalender)

    def maju(self, saat, menit):
        """`saat` and so many working minutes, more or less."""
        lama = dt.timedelta(minutes=menit * (0.3 + 1.4 * self.acak.random() ** 2))
        if self.butir.siap_terima:
            lama = dt.timedelta(milliseconds=500)
        saat = ke_milidetik(self.kantor.kalender.tambah_jam_kerja(saat, lama))
        if saat > self.sampai:
            raise Habis
        return saat

    def catat(self, saat):
        k, buka_isi = self.kantor, not self.rahasia
        petugas = self.petugas = self.acak.choice(k.petugas)
        # Whoever came to the counter is registered, whatever happens afterwards.
        self.dicatat = saat = min(
            saat + dt.timedelta(seconds=self.acak.randrange(1, 2 if self.butir.siap_terima else 900)), k.sekarang
        )
        self.status = S.TERCATAT
        awal = self.buka(J.CATAT, self.diterima, unit=k.umum, baca_isi=buka_isi)
        self.arahkan = self.buka(J.ARAHKAN, saat, unit=k.umum, baca_isi=buka_isi)
        nomor = f"{self.butir.nomor}/{self.butir.tahun}"
        self.sebutan = f"Agenda {nomor}"
        self.catat_jejak(
            "catat", saat, petugas, dari=S.KONSEP, dibuka=[awal, self.arahkan],
            nomor_agenda=nomor, diterima_pada=self.diterima,
        )  # fmt: skip
        if self.butir.baru:
            raise Habis
        saat = self.maju(saat, 12)
        self.tutup(awal, saat, petugas)
        self.catat_jejak("pindai", saat, petugas, ditutup=[awal])
        return saat

    def naik(self, saat):
        """Up the route to the one who disposes; returns (moment, open DISPOSISI)."""
        k = self.kantor
        rute = [(k.kabag_umum, J.TELAAH)]
        panjang = self.acak.random() < 0.15
        if panjang:
            rute.append((self.acak.choice(k.asisten), J.PARAF))
            self.pasang_keseluruhan(J.KESELURUHAN_PANJANG)
        rute.append((k.sekda, J.DISPOSISI))
        saat = self.maju(saat, 25)
        pks = [self.tabel["LangkahNaik"].pk_baru() for _ in rute]
        self.langkah = [
            {"id": pk, "surat_id": self.pk, "urutan": n, "jabatan_id": j.pk, "jenis": jenis, "tugas_id": None}
            for n, (pk, (j, jenis)) in enumerate(zip(pks, rute, strict=True), 1)
        ]
        self.status = S.NAIK
        transisi, lalu, oleh, dari = "arahkan", self.arahkan, self.petugas, S.TERCATAT
        tambahan = {"rute": [{"jabatan": j.pk, "nama": str(j), "jenis": jenis} for j, jenis in rute]}
        for langkah, (jabatan, jenis) in zip(self.langkah, rute, strict=True):
            self.tutup(lalu, saat, oleh)
            baru = self.buka(jenis, saat, jabatan=jabatan, asal=lalu)
            langkah["tugas_id"] = baru.id
            self.catat_jejak(transisi, saat, oleh, dari=dari, ditutup=[lalu], dibuka=[baru], **tambahan)
            if jenis == J.DISPOSISI:
                return saat, baru
            saat = self.maju(saat, 40 if jenis == J.TELAAH else 240)
            transisi, lalu, oleh, dari, tambahan = jenis.lower(), baru, k.pejabat[jabatan.pk], S.NAIK, {}
        raise AssertionError("a route ends with DISPOSISI")

    def turun(self, tugas, saat):
        """Sekda decides: straight to units, through an Asisten, to a post inside, or to the file."""
        k, acak = self.kantor, self.acak
        saat = self.maju(saat, 150)
        if self.butir.siap_terima:
            self.disposisi(tugas, saat, unit=[k.unit_ukur])
            return
        cara = acak.random()
        if cara < 0.08:
            self.sentuh_bawah = saat
            dari, self.status = self.status, S.TERDISPOSISI
            self.tutup(tugas, saat, k.pejabat[tugas.jabatan.pk])
            self.catat_jejak("arsipkan", saat, k.pejabat[tugas.jabatan.pk], dari=dari, ditutup=[tugas])
        elif cara < 0.55:
            self.disposisi(tugas, saat, unit=k.pilih_unit(acak, acak.choices((1, 2, 3), (70, 20, 10))[0]))
        elif cara < 0.9:
            self.disposisi(tugas, saat, jabatan=[acak.choice(k.asisten)])
        else:
            self.disposisi(tugas, saat, jabatan=[acak.choice(k.staf_ahli)])

    def disposisi(self, tugas, saat, *, jabatan=(), unit=(), induk=None):
        k, acak = self.kantor, self.acak
        oleh, pk = k.pejabat[tugas.jabatan.pk], self.tabel["Disposisi"].pk_baru()
        instruksi = acak.sample(k.instruksi, acak.choice((1, 1, 2)))
        catatan = acak.choice(k.catatan)
        tahu = not catatan and all(i.untuk_diketahui for i in instruksi)
        dari, self.status = self.status, S.TERDISPOSISI
        self.tutup(tugas, saat, oleh)
        self.tabel["Disposisi"].tambah(
            {
                "id": pk,
                "surat_id": self.pk,
                "induk_id": induk,
                "dari_id": tugas.jabatan.pk,
                "tugas_id": tugas.id,
                "oleh_id": oleh.pegawai_id,
                "sebagai_id": oleh.pk,
                "catatan": catatan,
                "pada": saat,
            }
        )
        for i in instruksi:
            antara = self.tabel["DisposisiInstruksi"]
            antara.tambah({"id": antara.pk_baru(), "disposisi_id": pk, "instruksi_id": i.pk})
        if saat <= self.batas_jalan and any(k.jenis_untuk(j) == J.DISPOSISI for j in jabatan):
            self.pasang_keseluruhan(J.KESELURUHAN_PANJANG)
        dibuka = [
            self.buka(k.jenis_untuk(j), saat, jabatan=j, asal=tugas, untuk_diketahui=tahu) for j in jabatan
        ] + [
            self.buka(
                J.DISTRIBUSI, saat, unit=k.umum, untuk_unit=u, asal=tugas, untuk_diketahui=tahu,
                baca_isi=not self.rahasia,
            )
            for u in unit
        ]  # fmt: skip
        for n, baru in enumerate(dibuka):
            penerima = self.tabel["PenerimaDisposisi"]
            penerima.tambah(
                {
                    "id": penerima.pk_baru(),
                    "disposisi_id": pk,
                    "jabatan_id": baru.jabatan and baru.jabatan.pk,
                    "unit_id": baru.untuk_unit and baru.untuk_unit.pk,
                    "tugas_id": baru.id,
                    "urutan": n,
                }
            )
        self.catat_jejak(
            "disposisi", saat, oleh, dari=dari, ditutup=[tugas], dibuka=dibuka, catatan=catatan,
            disposisi=pk, didiktekan=False, instruksi=[str(i) for i in instruksi],
            kepada=[str(p) for p in (*jabatan, *unit)],
        )  # fmt: skip
        if not unit and not any(t.jenis == J.DISPOSISI for t in dibuka):
            self.sentuh_bawah = max(saat, self.sentuh_bawah or saat)
        for baru in dibuka:
            try:
                self.cabang(baru, saat, pk)
            except Habis:
                continue

    def cabang(self, tugas, saat, disposisi):
        """What one addressee does with it."""
        k, acak = self.kantor, self.acak
        if tugas.jenis == J.DISTRIBUSI:
            self.antar(tugas, saat, disposisi)
        elif tugas.jenis == J.TERIMA:
            self.terima_jabatan(tugas, saat)
        elif tugas.jabatan in k.asisten:
            saat = self.maju(saat, 200)
            if acak.random() < 0.6:
                self.disposisi(tugas, saat, unit=k.pilih_unit(acak, acak.choice((1, 1, 2))), induk=disposisi)
            else:
                self.disposisi(tugas, saat, jabatan=[acak.choice(k.bawahan[tugas.jabatan.pk])], induk=disposisi)
        else:
            self.tindak_lanjuti(tugas, self.maju(saat, 200))

    def antar(self, tugas, saat, disposisi):
        """The expedition book: sent, opened, received; now and then "not for us", and the giver names another."""
        k, acak = self.kantor, self.acak
        saat = self.maju(saat, 60)
        petugas, penerima = acak.choice(k.petugas), k.penerima[tugas.untuk_unit.pk]
        self.tutup(tugas, saat, petugas)
        terima = self.buka(J.TERIMA, saat, unit=tugas.untuk_unit, asal=tugas, untuk_diketahui=tugas.untuk_diketahui)
        pk = self.tabel["Pengiriman"].pk_baru()
        kirim = {
            "id": pk,
            "kode": kode_baru(),
            "kode_terima": kode_terima_baru(),
            "surat_id": self.pk,
            "unit_id": tugas.untuk_unit.pk,
            "status": P.DIKIRIM,
            "tugas_distribusi_id": tugas.id,
            "tugas_terima_id": terima.id,
            "dikirim_pada": saat,
            "dikirim_oleh_id": petugas.pegawai_id,
        }
        self.pengiriman.append(kirim)
        objek = f"ekspedisi.pengiriman:{pk}"
        self.sentuh_bawah = max(saat, self.sentuh_bawah or saat)
        self.catat_jejak(
            "kirim", saat, petugas, dari=P.DISIAPKAN, ke=P.DIKIRIM, objek=objek, ditutup=[tugas], dibuka=[terima],
            tujuan=str(tugas.untuk_unit),
        )  # fmt: skip
        if self.butir.siap_terima:
            raise Habis
        saat = self.maju(saat, 180)
        kirim |= {"status": P.DIBUKA, "dibuka_pada": saat, "dibuka_oleh_id": penerima.pegawai_id}
        terima.dilihat_pada, terima.dilihat_oleh_id = saat, penerima.pegawai_id
        self.catat_jejak("buka", saat, penerima, dari=P.DIKIRIM, ke=P.DIBUKA, objek=objek)
        saat = self.maju(saat, 15)
        self.tutup(terima, saat, penerima)
        if acak.random() < 0.02 and not self.pernah_kembali:
            self.kembalikan(kirim, tugas, terima, saat, objek, penerima, disposisi)
            return
        kirim |= {
            "status": P.DITERIMA,
            "diterima_pada": saat,
            "diterima_oleh_id": penerima.pegawai_id,
            "diterima_sebagai_id": penerima.pk,
        }
        lanjut = self.buka_tindak_lanjut(terima, saat)
        self.catat_jejak(
            "terima", saat, penerima, dari=P.DIBUKA, ke=P.DITERIMA, objek=objek, ditutup=[terima], dibuka=lanjut,
            unit=str(tugas.untuk_unit), kode_terima=kirim["kode_terima"],
        )  # fmt: skip
        self.selesaikan(lanjut, saat, penerima)

    def kembalikan(self, kirim, tugas, terima, saat, objek, penerima, disposisi):
        k, self.pernah_kembali = self.kantor, True
        alasan = "Kegiatan ini ditangani unit lain."
        kirim |= {"status": P.DIKEMBALIKAN, "dikembalikan_pada": saat, "catatan": alasan}
        terima.akhir, terima.hasil = "DIKEMBALIKAN", alasan
        pemberi = next(t for t in self.tugas if t.id == tugas.asal_id).jabatan
        lagi = self.buka(J.DISPOSISI, saat, jabatan=pemberi, asal=terima)
        self.catat_jejak(
            "kembalikan", saat, penerima, dari=P.DIBUKA, ke=P.DIKEMBALIKAN, objek=objek, ditutup=[terima],
            dibuka=[lagi], catatan=alasan,
        )  # fmt: skip
        pernah = {t.untuk_unit.pk for t in self.tugas if t.untuk_unit}
        lain = [u for u in k.unit if u.pk not in pernah]
        self.disposisi(lagi, self.maju(saat, 200), unit=[self.acak.choice(lain)], induk=disposisi)

    def terima_jabatan(self, tugas, saat):
        oleh, saat = self.kantor.pejabat[tugas.jabatan.pk], self.maju(saat, 120)
        self.tutup(tugas, saat, oleh)
        lanjut = self.buka_tindak_lanjut(tugas, saat)
        self.catat_jejak("terima", saat, oleh, ditutup=[tugas], dibuka=lanjut)
        self.selesaikan(lanjut, saat, oleh)

    def tindak_lanjuti(self, tugas, saat):
        oleh = self.kantor.pejabat[tugas.jabatan.pk]
        self.tutup(tugas, saat, oleh)
        self.sentuh_bawah = max(saat, self.sentuh_bawah or saat)
        lanjut = self.buka_tindak_lanjut(tugas, saat)
        self.catat_jejak("tindak_lanjuti", saat, oleh, ditutup=[tugas], dibuka=lanjut)
        self.selesaikan(lanjut, saat, oleh)

    def buka_tindak_lanjut(self, tugas, saat):
        if tugas.untuk_diketahui:
            return []
        return [self.buka(J.TINDAK_LANJUT, saat, jabatan=tugas.jabatan, unit=tugas.unit, asal=tugas)]

    def selesaikan(self, daftar, saat, oleh):
        for tugas in daftar:
            saat = self.maju(saat, 1200)
            tugas.hasil = self.acak.choice(self.kantor.hasil)
            self.tutup(tugas, saat, oleh)
            self.catat_jejak("selesaikan", saat, oleh, ditutup=[tugas], catatan=tugas.hasil)

    def akhiri(self):
        """The sweep's findings, the end of the whole way, and TUNTAS when nobody holds the letter any more."""
        terbuka = [t for t in self.tugas if t.selesai_pada is None]
        if any(t.jenis in MENUJU_BAWAH for t in terbuka):
            self.sentuh_bawah = None
        self.terlambat_pada = None
        batas, akhir = self.batas_jalan, self.sentuh_bawah or self.kantor.sekarang
        if akhir - SAPUAN > batas and (self.disapu or self.sentuh_bawah):
            self.terlambat_pada = batas
            self.catat_jejak("terlambat_keseluruhan", batas + SAPUAN, None, tenggat_pada=batas)
        for tugas in self.tugas:
            akhir = tugas.selesai_pada or self.kantor.sekarang
            if akhir - SAPUAN > tugas.tenggat_pada and (self.disapu or tugas.selesai_pada):
                tugas.terlambat_pada = tugas.tenggat_pada
                self.catat_jejak("terlambat", tugas.tenggat_pada + SAPUAN, None, tugas=tugas.untuk_jejak())
            elif tugas.selesai_pada and tugas.selesai_pada > tugas.tenggat_pada:
                tugas.terlambat_pada = tugas.tenggat_pada
        if not terbuka and self.status == S.TERDISPOSISI:
            self.status = S.SELESAI
            self.catat_jejak("tuntas", max(t.selesai_pada for t in self.tugas), None, dari=S.TERDISPOSISI)
