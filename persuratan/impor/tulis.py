"""Writing the letters of a file, all or nothing, in the caller's transaction and in sets.

Their primary keys are negative: the register is in the order of registration, and these were registered before the
first. So no page of the register, no search and no list has to know of them to show today's letters first.
"""

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Min
from simple_history.utils import get_history_manager_for_model

from alur import borongan
from alur.jejak import ke_milidetik
from organisasi.ingatan import selama_membaca
from persuratan.impor.nilai import Nama
from persuratan.impor.rencana import untuk_jejak
from persuratan.impor.tahap import J, Penghitung, pasang_keseluruhan, susun
from persuratan.models import AgendaLama, Keterlibatan, Pengirim, Surat, SuratMasuk, Tugas
from persuratan.models.acuan import nomor_normal
from persuratan.models.pengirim import kunci_pengirim
from persuratan.models.surat_masuk import BUKU_IMPOR
from persuratan.pencarian import indeks
from persuratan.transitions import IMPOR

SEKALI = 500
ALASAN = "Impor agenda lama"
SUMBER = "IMPOR"


def tulis(impor, siap, *, oleh, tempat, sekarang):
    """Insert the letters of `siap` (Isian, judged under the lock that imports queue for).

    `oleh`: the Pegawai the ledger names, or None for the machine itself.
    """
    if not siap:
        return
    with selama_membaca():
        hitung = Penghitung()
        unit = impor.sebagai.jabatan.unit
        siap = sorted(siap, key=lambda i: (i.tahun, i.nomor))
        pengirim = kenali_pengirim({i.nilai["pengirim"] for i in siap})
        awal = min(0, Surat.objects.aggregate(terkecil=Min("pk"))["terkecil"] or 0) - len(siap)
        pasangan = [
            (_surat(pk, i, impor, unit, pengirim, hitung, sekarang), i) for pk, i in enumerate(siap, start=awal)
        ]
        surat = [s for s, _ in pasangan]
        dari = borongan.pindahkan(IMPOR, surat)
        _sisipkan_surat(surat, impor.pemilik if oleh is None else oleh, sekarang)
        tahap = {s.pk: susun(i, Nama(unit.nama, unit=unit)) for s, i in pasangan}
        tugas = _sisipkan_tugas(pasangan, tahap, hitung)
        AgendaLama.objects.bulk_create(
            [
                AgendaLama(
                    surat_id=s.pk,
                    impor=impor,
                    baris=i.baris,
                    kolom=i.kolom,
                    tanpa_jam=i.tanpa_jam,
                    tahap_teks=[t.teks() for t in tahap[s.pk] if not t.bertugas],
                    sidik=i.sidik,
                )
                for s, i in pasangan
            ],
            batch_size=SEKALI,
        )
        Keterlibatan.objects.bulk_create(_keterlibatan(pasangan, unit), batch_size=SEKALI)
        borongan.catat_nomor(
            BUKU_IMPOR, ((s.tahun_agenda, s.nomor_agenda, s.sebutan_objek()) for s in surat), oleh=impor.pemilik
        )
        borongan.catat(
            IMPOR,
            ((s, s.diterima_pada, _untuk_jejak(s, i, tugas[s.pk], impor)) for s, i in pasangan),
            dari=dari,
            oleh=oleh,
            sebagai=oleh and impor.sebagai,
            sumber_waktu=SUMBER,
            tempat=tempat,
        )
        # Last, because registrations of today wait for these rows.
        _hitung_pengirim(surat)
        indeks.susun_banyak(surat)


def _surat(pk, isian, impor, unit, pengirim, hitung, sekarang):
    n, kalender = isian.nilai, hitung.kalender
    acara = isian.saat.get("acara_mulai")
    diterima = isian.saat["diterima_pada"]
    surat = SuratMasuk(
        id=pk,
        surat_ptr_id=pk,
        arah=Surat.Arah.MASUK,
        keamanan=n["keamanan"],
        kecepatan=n["kecepatan"],
        hal=n["hal"],
        jenis=n["jenis"],
        klasifikasi=n["klasifikasi"],
        dibuat_pada=sekarang,
        dibuat_oleh=impor.pemilik,
        buku=BUKU_IMPOR,
        tahun_agenda=isian.tahun,
        nomor_agenda=isian.nomor,
        pengirim_id=pengirim[kunci_pengirim(n["pengirim"])],
        nama_pengirim=n["pengirim"],
        nomor_surat=n["nomor_surat"],
        nomor_surat_normal=nomor_normal(n["nomor_surat"]),
        tanggal_surat=n["tanggal_surat"],
        diterima_pada=ke_milidetik(diterima.akhir(kalender)),
        cara_terima=n["cara_terima"],
        unit_pencatat=unit,
        acara_mulai=acara and acara.akhir(kalender),
        acara_tempat=n["acara_tempat"],
    )
    surat.setelah_acara = bool(acara and surat.acara_mulai <= diterima.awal(kalender))
    pasang_keseluruhan(surat, isian, hitung)
    return surat


def _sisipkan_surat(surat, oleh, sekarang):
    """A letter is two rows, and Django's own bulk_create takes no model with a parent table."""
    kolom = [f.attname for f in Surat._meta.local_concrete_fields]
    Surat.objects.bulk_create([Surat(**{k: getattr(s, k) for k in kolom}) for s in surat], batch_size=SEKALI)
    anak = SuratMasuk._meta.local_concrete_fields
    for n in range(0, len(surat), SEKALI):
        SuratMasuk._base_manager._insert(surat[n : n + SEKALI], fields=anak, using=DEFAULT_DB_ALIAS)
    get_history_manager_for_model(SuratMasuk).bulk_history_create(
        surat, batch_size=SEKALI, default_user=oleh, default_change_reason=ALASAN, default_date=sekarang
    )


def _sisipkan_tugas(pasangan, tahap, hitung):
    """{letter: [Tugas]}, each kind after the one it follows, so that the lineage has its keys."""
    hasil = {s.pk: [] for s, _ in pasangan}
    for jenis in (J.DISPOSISI, J.DISTRIBUSI, J.TERIMA):
        baru = []
        for surat, _ in pasangan:
            for t in tahap[surat.pk]:
                if t.jenis == jenis and t.bertugas:
                    tugas = t.tugas(surat, hitung)
                    tugas.asal = _asal(tugas, hasil[surat.pk])
                    baru.append(tugas)
        Tugas.objects.bulk_create(baru, batch_size=SEKALI)
        for tugas in baru:
            hasil[tugas.surat_id].append(tugas)
    return hasil


def _asal(tugas, sebelum):
    """The delivery an acknowledgement follows; the last disposition a delivery follows."""
    if tugas.jenis == J.TERIMA:
        return next((t for t in sebelum if t.untuk_unit_id is not None and t.untuk_unit_id == tugas.unit_id), None)
    if tugas.jenis == J.DISTRIBUSI:
        return next((t for t in reversed(sebelum) if t.jenis == J.DISPOSISI), None)
    return None


def _keterlibatan(pasangan, unit):
    for surat, isian in pasangan:
        jabatan = {n.jabatan.pk for n in (*isian.pejabat, *isian.tujuan) if n.jabatan is not None}
        tujuan = {n.unit.pk for n in isian.tujuan if n.unit is not None} - {unit.pk}
        yield Keterlibatan(surat_id=surat.pk, unit_id=unit.pk, baca_isi=surat.loket_baca_isi)
        yield from (Keterlibatan(surat_id=surat.pk, jabatan_id=pk) for pk in sorted(jabatan))
        yield from (Keterlibatan(surat_id=surat.pk, unit_id=pk) for pk in sorted(tujuan))


def _untuk_jejak(surat, isian, tugas, impor):
    return {
        "buku": BUKU_IMPOR,
        "nomor_agenda": surat.nomor_lengkap,
        "diterima_pada": surat.diterima_pada,
        "berkas": impor.berkas.sha256,
        **untuk_jejak(isian),
        "keseluruhan": {"tenggat_pada": surat.tenggat_pada, "terlambat_pada": surat.terlambat_pada},
        "dibuka": [],
        "ditutup": [t.untuk_jejak() for t in tugas],
    }


def kenali_pengirim(nama):
    """{key of the name: primary key} of remembered senders, made when new."""
    kunci = {kunci_pengirim(n): n for n in sorted(nama)}
    Pengirim.objects.bulk_create(
        [Pengirim(nama=n, nama_normal=k) for k, n in sorted(kunci.items())], ignore_conflicts=True, batch_size=SEKALI
    )
    hasil, semua = {}, sorted(kunci)
    for n in range(0, len(semua), SEKALI):
        hasil |= dict(Pengirim.objects.filter(nama_normal__in=semua[n : n + SEKALI]).values_list("nama_normal", "pk"))
    return hasil


def _hitung_pengirim(surat):
    """How often and when last: an old letter teaches the suggestions, it does not make a name recent."""
    banyak, terakhir = {}, {}
    for s in surat:
        banyak[s.pengirim_id] = banyak.get(s.pengirim_id, 0) + 1
        terakhir[s.pengirim_id] = max(s.diterima_pada, terakhir.get(s.pengirim_id, s.diterima_pada))
    for n in range(0, len(banyak), SEKALI):
        pks = sorted(banyak)[n : n + SEKALI]
        baris = list(Pengirim.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))
        for p in baris:
            p.jumlah_surat += banyak[p.pk]
            p.terakhir_pada = max(terakhir[p.pk], p.terakhir_pada or terakhir[p.pk])
        Pengirim.objects.bulk_create(  # they are all there: this only sets the two columns, in one statement
            baris,
            update_conflicts=True,
            unique_fields=["nama_normal"],
            update_fields=["jumlah_surat", "terakhir_pada"],
        )
