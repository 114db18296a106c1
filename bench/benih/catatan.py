"""The rows of one letter, as the engine would have written them at each step, chained into its ledger at the end."""

import datetime as dt
import json

from alur.jejak import AWAL, hash_dari, isi_kanonik
from persuratan import tenggat
from persuratan.models import StandarPelayanan, Surat
from persuratan.models.acuan import nomor_normal
from persuratan.models.surat_masuk import kode_lacak_baru
from persuratan.transitions.kabar import JUDUL
from persuratan.transitions.surat_masuk import BUKU


class Tugas:
    """A Tugas row in the making; `baris()` gives its columns."""

    __slots__ = (
        "akhir", "asal_id", "batas_lanjut_pada", "dibuka_pada", "dilihat_oleh_id", "dilihat_pada", "hasil", "id",
        "jabatan", "jenis", "lama_kerja_detik", "selesai_oleh_id", "selesai_pada", "selesai_sebagai_id", "standar",
        "surat_id",
        "tenggat_dari", "tenggat_pada", "terlambat_pada", "unit", "untuk_diketahui", "untuk_unit",
    )  # fmt: skip

    def __init__(self, **nilai):
        for kolom in self.__slots__:
            setattr(self, kolom, nilai.get(kolom))

    @property
    def pemegang(self):
        return self.jabatan or self.unit

    def baris(self):
        isi = {k: getattr(self, k) for k in self.__slots__ if k not in {"jabatan", "unit", "untuk_unit", "standar"}}
        return isi | {
            "jabatan_id": self.jabatan and self.jabatan.pk,
            "unit_id": self.unit and self.unit.pk,
            "untuk_unit_id": self.untuk_unit and self.untuk_unit.pk,
            "standar_id": self.standar and self.standar.pk,
            "untuk_diketahui": bool(self.untuk_diketahui),
            "hasil": self.hasil or "",
            "akhir": self.akhir or "",
            "tenggat_dari": self.tenggat_dari or "",
        }

    def untuk_jejak(self):
        """As persuratan.models.Tugas.untuk_jejak."""
        return {
            "tugas": self.id,
            "jenis": self.jenis,
            "jabatan": self.jabatan and self.jabatan.pk,
            "unit": self.unit and self.unit.pk,
            "pemegang": str(self.pemegang),
            "untuk_unit": self.untuk_unit and self.untuk_unit.pk,
            "dibuka_pada": self.dibuka_pada,
            "tenggat_pada": self.tenggat_pada,
            "selesai_pada": self.selesai_pada,
            "terlambat_pada": self.terlambat_pada,
        }


class Entri:
    """What `alur.jejak.isi_kanonik` asks of a ledger entry."""

    __slots__ = (
        "catatan", "dari", "data", "kabar", "ke", "objek", "oleh", "oleh_id", "pada", "rantai", "sebagai",
        "sebagai_id", "sumber_waktu", "tempat", "terjadi_pada", "transisi", "urut",
    )  # fmt: skip


class Catatan:
    """What a letter has gathered on its way, and how it becomes rows of `tabel`. The way itself is `Perjalanan`."""

    # What the engine does at each step ----------------------------------------------------------

    def buka(self, jenis, saat, *, jabatan=None, unit=None, untuk_unit=None, asal=None, untuk_diketahui=False,
             baca_isi=True):  # fmt: skip
        k = self.kantor
        standar = k.standar[jenis, self.kecepatan]
        tugas = Tugas(
            id=self.tabel["Tugas"].pk_baru(),
            surat_id=self.pk,
            jenis=str(jenis),
            jabatan=jabatan,
            unit=unit,
            untuk_unit=untuk_unit,
            asal_id=asal and asal.id,
            dibuka_pada=saat,
            standar=standar,
            tenggat_pada=tenggat.dari_standar(standar, saat, k.kalender),
            untuk_diketahui=untuk_diketahui,
        )
        acara = tenggat.batas_acara(jenis, self.acara, saat, k.kalender)
        if acara is not None and acara < tugas.tenggat_pada:
            tugas.tenggat_pada, tugas.tenggat_dari = acara, "Dimajukan karena acara"
        self.tugas.append(tugas)
        kunci = (jabatan and jabatan.pk, unit and unit.pk)
        self.jalur[kunci] = self.jalur.get(kunci, False) or baca_isi
        return tugas

    def tutup(self, tugas, saat, penugasan):
        tugas.selesai_pada, tugas.selesai_oleh_id, tugas.selesai_sebagai_id = saat, penugasan.pegawai_id, penugasan.pk
        if tugas.dilihat_pada is None:
            tugas.dilihat_pada, tugas.dilihat_oleh_id = saat, penugasan.pegawai_id
        if tugas.standar.satuan == StandarPelayanan.Satuan.JAM_BERJALAN:
            lama = saat - tugas.dibuka_pada
        else:
            lama = self.kantor.kalender.lama_kerja(tugas.dibuka_pada, saat)
        tugas.lama_kerja_detik = int(lama.total_seconds())

    def catat_jejak(self, transisi, saat, penugasan, *, dari=None, ke=None, objek="", ditutup=(), dibuka=(),
                    catatan="", **tambahan):  # fmt: skip
        sistem = transisi.startswith("terlambat")
        data = {} if sistem else {
            "ditutup": [t.untuk_jejak() for t in ditutup], "dibuka": [t.untuk_jejak() for t in dibuka],
        }  # fmt: skip
        e = Entri()
        e.rantai, e.transisi, e.pada = f"surat:{self.kode}", transisi, saat
        e.objek = objek or f"persuratan.surat:{self.pk}"
        e.dari, e.ke = str(dari or self.status), str(ke or self.status)
        e.terjadi_pada, e.sumber_waktu, e.catatan = None, "", catatan
        e.tempat = "web" if penugasan else "sistem"
        e.oleh, e.sebagai = penugasan and penugasan.pegawai, penugasan
        e.oleh_id, e.sebagai_id = penugasan and penugasan.pegawai_id, penugasan and penugasan.pk
        e.data = data | tambahan
        e.kabar = [t for t in dibuka if t.jenis in JUDUL and transisi != "catat"]
        self.entri.append(e)

    # Rows ---------------------------------------------------------------------------------------

    def tulis(self):
        tabel, k, butir, isi = self.tabel, self.kantor, self.butir, self.isi
        surat = {
            "id": self.pk,
            "surat_ptr_id": self.pk,
            "kode": self.kode,
            "arah": Surat.Arah.MASUK,
            "status": self.status,
            "keamanan": self.keamanan,
            "kecepatan": self.kecepatan,
            "hal": isi["hal"],
            "jenis_id": k.jenis[isi["jenis"]].pk,
            "klasifikasi_id": k.klasifikasi[isi["klasifikasi"]].pk,
            "dibuat_pada": self.dicatat,
            "dibuat_oleh_id": self.petugas.pegawai_id,
            "standar_id": self.standar_jalan.pk,
            "tenggat_pada": self.batas_jalan,
            "terlambat_pada": self.terlambat_pada,
            "didistribusikan_pada": self.sentuh_bawah,
            "tahun_agenda": butir.tahun,
            "nomor_agenda": butir.nomor,
            "pengirim_id": k.kenali_pengirim(isi["nama_pengirim"], self.dicatat, tabel["Pengirim"]),
            "nama_pengirim": isi["nama_pengirim"],
            "nomor_surat": isi["nomor_surat"],
            "nomor_surat_normal": nomor_normal(isi["nomor_surat"]),
            "tanggal_surat": (self.diterima - dt.timedelta(days=self.acak.randrange(1, 6))).date(),
            "diterima_pada": self.diterima,
            "unit_pencatat_id": k.umum.pk,
            "ditujukan_kepada_id": k.sekda.pk,
            "acara_mulai": self.acara,
            "acara_tempat": isi["acara_tempat"],
            "kode_lacak": kode_lacak_baru(),
        }
        tabel["Surat"].tambah(surat)
        tabel["SuratMasuk"].tambah(surat)
        riwayat = tabel["Riwayat"]
        riwayat.tambah(
            surat
            | {
                "history_id": riwayat.pk_baru(),
                "history_date": self.dicatat,
                "history_type": "+",
                "history_user_id": self.petugas.pegawai_id,
            }
        )
        nomor = tabel["Nomor"]
        nomor.tambah(
            {
                "id": nomor.pk_baru(),
                "buku": BUKU,
                "tahun": butir.tahun,
                "nomor": butir.nomor,
                "status": "TERPAKAI",
                "untuk": f"persuratan.surat:{self.pk}",
                "dibuat_oleh_id": self.petugas.pegawai_id,
                "dibuat_pada": self.dicatat,
            }
        )
        for tugas in self.tugas:
            tabel["Tugas"].tambah(tugas.baris())
        for langkah in getattr(self, "langkah", ()):
            tabel["LangkahNaik"].tambah(langkah)
        for kirim in self.pengiriman:
            tabel["Pengiriman"].tambah(kirim)
        for (jabatan, unit), baca_isi in self.jalur.items():
            jalur = tabel["Keterlibatan"]
            jalur.tambah(
                {"id": jalur.pk_baru(), "surat_id": self.pk, "jabatan_id": jabatan, "unit_id": unit,
                 "baca_isi": baca_isi}
            )  # fmt: skip
        if not self.rahasia:
            lampiran = tabel["LampiranSurat"]
            lampiran.tambah(
                {"id": lampiran.pk_baru(), "surat_id": self.pk, "berkas_id": self.acak.choice(k.berkas),
                 "ditambahkan_pada": self.dicatat, "ditambahkan_oleh_id": self.petugas.pegawai_id}
            )  # fmt: skip
        self.tulis_jejak()

    def tulis_jejak(self):
        """Order the entries by their moments and chain them, as if each had been appended then."""
        jejak, sebelum = self.tabel["Jejak"], AWAL
        self.entri.sort(key=lambda e: e.pada)
        for urut, e in enumerate(self.entri, start=1):
            e.urut = urut
            isi = isi_kanonik(e)
            sidik = hash_dari(sebelum, isi)
            jejak.tambah(
                {
                    "id": jejak.pk_baru(),
                    "rantai": e.rantai,
                    "urut": urut,
                    "transisi": e.transisi,
                    "objek": e.objek,
                    "dari": e.dari,
                    "ke": e.ke,
                    "pada": e.pada,
                    "oleh_id": e.oleh_id,
                    "sebagai_id": e.sebagai_id,
                    "tempat": e.tempat,
                    "catatan": e.catatan,
                    "data": json.loads(isi)["data"],
                    "isi": isi,
                    "hash_sebelum": sebelum,
                    "hash": sidik,
                }
            )
            sebelum = sidik
            self.kabari(e)
        kepala = self.tabel["KepalaRantai"]
        kepala.tambah(
            {"id": kepala.pk_baru(), "rantai": f"surat:{self.kode}", "urut": len(self.entri), "hash": sebelum}
        )

    def kabari(self, e):
        """The notices of one entry: read when the obligation was done, except by those who never look."""
        kabar, k = self.tabel["Notifikasi"], self.kantor
        for n, tugas in enumerate(e.kabar):
            for orang in k.orang(tugas):
                if orang == e.oleh_id:
                    continue
                kabar.tambah(
                    {
                        "id": kabar.pk_baru(),
                        "kunci": f"{e.rantai}:{e.urut}:{n}:{orang}",
                        "penerima_id": orang,
                        "judul": f"{JUDUL[tugas.jenis]}: {self.sebutan}",
                        "isi": self.isi["hal"] if self.keamanan == "B" else "Surat rahasia",
                        "tautan": f"/surat/{self.kode}/",
                        "rahasia": self.rahasia,
                        "jenis": "TUGAS",
                        "dibuat_pada": e.pada,
                        "ditangani_pada": tugas.selesai_pada,
                        "dibaca_pada": None if orang in k.tidak_pernah_baca else tugas.selesai_pada,
                        "disalurkan_pada": e.pada,
                    }
                )
