"""What a giver may do once it is sent: take it back while nobody has read it, and remind once a day."""

from collections import defaultdict

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from alur import registry
from alur.kewenangan import TransitionDenied
from alur.models import JenisKabar
from alur.transitions import BukaTugas, Kabar, Transition, menyebut
from disposisi.models import Disposisi, Kehadiran, PenerimaDisposisi, Pengingat
from disposisi.permissions import is_pemberi, pemberi_dari
from disposisi.transitions.disposisi import Status, batas_warisan
from persuratan.models import Keterlibatan, Tugas
from persuratan.models.pilihan import Akhir, JenisTugas
from persuratan.pemegang import orang_pemegang
from persuratan.pengembalian import tarik
from persuratan.perjalanan import kiriman
from persuratan.transitions.tindak_lanjut import setelah_bergerak
from persuratan.tujuan import alamat_kabar


def disposisi_sendiri(surat, konteks):
    """The disposition named in `konteks.data`, if the post acted for has given it."""
    pk = getattr(konteks.data.get("disposisi"), "pk", konteks.data.get("disposisi"))
    disposisi = Disposisi.objects.select_related("dari", "tugas").filter(surat=surat.pk, pk=pk).first()
    if disposisi is None or disposisi.dari_id not in pemberi_dari(konteks.sebagai):
        raise TransitionDenied("Disposisi ini bukan dari jabatan Anda.")
    return disposisi


def cabang_terbuka(surat, penerima):
    """{addressee's key: open Tugas of its branch, all the way down}, read under the letter's lock."""
    anak, semua = defaultdict(list), {}
    # Locked: a look notes itself by one UPDATE without the letter's lock, and must come before this or after it.
    kunci = Tugas.objects.filter(surat=surat.pk).select_for_update(of=("self",), no_key=True).order_by("pk")
    for tugas in kunci:
        semua[tugas.pk] = tugas
        if tugas.asal_id in semua:
            tugas.asal = semua[tugas.asal_id]
        anak[tugas.asal_id].append(tugas)
    hasil = {}
    for p in penerima:
        antre, terbuka = [semua[p.tugas_id]] if p.tugas_id else [], []
        while antre:
            tugas = antre.pop()
            terbuka += [tugas] if tugas.selesai_pada is None else []
            antre += anak[tugas.pk]
        hasil[p.pk] = sorted(terbuka, key=lambda t: t.pk)
    return hasil


# Taking back -----------------------------------------------------------------------------------------


def belum_dibaca(tugas, penerima):
    """Whether this open obligation is the addressee's own and nobody there has looked at it yet.

    What waits for the expedition book has not left; that the counter has looked at it is no matter.
    """
    if tugas.jenis == JenisTugas.DISTRIBUSI:
        return tugas.pk == penerima.tugas_id
    milik_unit = tugas.jenis == JenisTugas.TERIMA and tugas.asal_id == penerima.tugas_id and tugas.unit_id is not None
    return tugas.dilihat_pada is None and (tugas.pk == penerima.tugas_id or milik_unit)


def _sudah_ditarik(penerima):
    """How many of these were taken back before: at a post itself, to a unit also once it was on its way."""
    milik = Q(penerima_disposisi__in=penerima) | Q(asal__penerima_disposisi__in=penerima, jenis=JenisTugas.TERIMA)
    return Tugas.objects.filter(milik, akhir=Akhir.DITARIK).distinct().count()


def siapkan_tarik(surat, konteks):
    """`konteks.data`: `disposisi`, `penerima` (their keys), `ganti`: the giver will name others afterwards."""
    disposisi = konteks.data["disposisi"] = disposisi_sendiri(surat, konteks)
    if Kehadiran.objects.filter(disposisi=disposisi).exists():
        # Who was named to go would stay named, and in the line: an answer is taken back as an answer.
        raise TransitionDenied(
            "Disposisi ini menunjuk wakil atas undangan, jadi suratnya tetap di sana. "
            "Pada suratnya, tekan “Ubah jawaban undangan”."
        )
    semua = list(PenerimaDisposisi.objects.bersebutan().filter(disposisi=disposisi).order_by("urutan"))
    dipilih = [p for p in semua if p.pk in set(konteks.data.get("penerima", ()))]
    if not dipilih:
        raise TransitionDenied("Pilih paling sedikit satu penerima yang ditarik.")
    terbuka, ditarik = cabang_terbuka(surat, dipilih), []
    for p in dipilih:
        tugas = next((t for t in terbuka[p.pk] if belum_dibaca(t, p)), None)
        if tugas is None:
            raise TransitionDenied(f"{p.sebutan} sudah membacanya, jadi tidak dapat ditarik. Hubungi langsung.")
        # To a unit it is the way out that was asked for; what waits there for a receipt came from that.
        lewat_ekspedisi = tugas.jenis == JenisTugas.TERIMA and tugas.unit_id and tugas.asal_id
        mula = tugas.asal if lewat_ekspedisi else tugas
        satu_kiriman = {tugas.pk, p.tugas_id, mula.pk}
        lain = PenerimaDisposisi.objects.filter(tugas__in=satu_kiriman).exclude(disposisi=disposisi)
        if pemberi := lain.select_related("disposisi__dari").first():
            raise TransitionDenied(
                f"{p.sebutan} juga mendapatnya dari {pemberi.disposisi.dari.sebutan}, jadi suratnya tetap di sana."
            )
        if mula.asal_id != disposisi.tugas_id:  # it lay there before, such as what came back to a giver
            raise TransitionDenied(f"{p.sebutan} sudah memegangnya dari jalur lain, jadi suratnya tetap di sana.")
        ditarik.append(tugas)
    konteks.data["ditarik"] = ditarik
    konteks.data["habis"] = len(dipilih) + _sudah_ditarik(semua) >= len(semua)
    konteks.tambahan |= {"disposisi": disposisi.pk, "kepada": [str(p) for p in dipilih]}
    for tugas in ditarik:
        if (kirim := kiriman(tugas)) is not None:
            registry.cari(kirim, "tarik").transition.run(kirim, oleh=None, tempat="sistem")
            tugas.refresh_from_db()


@menyebut(JenisTugas.TERIMA, JenisTugas.DISPOSISI, JenisTugas.DISTRIBUSI)
def tutup_ditarik(surat, konteks):
    return tarik([t for t in konteks.data["ditarik"] if t.selesai_pada is None])


@menyebut(JenisTugas.DISPOSISI, JenisTugas.TENGAHI, JenisTugas.TINDAK_LANJUT)
def buka_ulang(surat, konteks):
    """The giver has it again when nobody is left below, or when he wants to name others.

    A follow-up comes back with the deadline it had.
    """
    tugas = konteks.data["disposisi"].tugas
    if konteks.data["habis"] or konteks.data.get("ganti"):
        yield BukaTugas(
            jenis=tugas.jenis,
            jabatan=tugas.jabatan,
            asal=konteks.data["ditarik"][0],
            tenggat_pada=batas_warisan(tugas, konteks.saat) if tugas.jenis == JenisTugas.TINDAK_LANJUT else None,
            rincian=tugas.titipan,
        )


def kabar_ditarik(surat, konteks):
    induk = surat.surat_induk()
    for tugas in konteks.data["ditarik"]:
        if tugas.jenis != JenisTugas.DISTRIBUSI:  # it never left the counter
            yield Kabar(
                penerima=[p for p in orang_pemegang([tugas]) if p != konteks.oleh],
                judul=f"Disposisi ditarik kembali: {induk.sebutan}",
                isi="Surat ini tidak lagi untuk Anda.",
                tautan=reverse("tugas_saya"),
                rahasia=induk.rahasia,
                jenis=JenisKabar.KABAR,
            )


def keluarkan_dari_jalur(surat, konteks):
    """Who never read it and has nothing else to do with the letter does not see it any more."""
    for tugas in konteks.data["ditarik"]:
        pihak = {"jabatan": tugas.jabatan_id, "unit": tugas.unit_id}
        lain = Tugas.objects.filter(surat=surat.pk, **pihak).exclude(akhir=Akhir.DITARIK)
        if tugas.jenis != JenisTugas.DISTRIBUSI and not lain.exists():
            Keterlibatan.objects.filter(surat=surat.pk, **pihak).delete()
    setelah_bergerak(surat, konteks)


TARIK = Transition(
    name="tarik",
    label="Tarik kembali",
    kata_jejak="Disposisi ditarik kembali",
    ikon="kiri",
    sources=frozenset({Status.TERDISPOSISI}),
    target=None,
    permission=is_pemberi,
    effect=siapkan_tarik,
    closes=tutup_ditarik,
    opens=buka_ulang,
    recipients=kabar_ditarik,
    after=keluarkan_dari_jalur,
)


# Reminding -------------------------------------------------------------------------------------------


def catat_pengingat(surat, konteks):
    """`konteks.data`: `disposisi`, `penerima` (its key). Who holds the letter in that branch now is reminded."""
    disposisi = konteks.data["disposisi"] = disposisi_sendiri(surat, konteks)
    daftar = PenerimaDisposisi.objects.bersebutan().filter(disposisi=disposisi)
    penerima = daftar.filter(pk=konteks.data.get("penerima")).first()
    if penerima is None:
        raise TransitionDenied("Penerima itu tidak ada pada disposisi ini.")
    terbuka = [t for t in cabang_terbuka(surat, [penerima])[penerima.pk] if t.jabatan_id != disposisi.dari_id]
    if not terbuka:
        raise TransitionDenied(f"Bagian {penerima.sebutan} sudah berakhir. Tidak ada yang perlu diingatkan.")
    hari = timezone.localdate(konteks.saat)
    if Pengingat.objects.filter(penerima=penerima, tanggal=hari).exists():
        raise TransitionDenied(f"{penerima.sebutan} sudah diingatkan hari ini. Ingatkan lagi besok.")
    Pengingat.objects.create(penerima=penerima, tanggal=hari, pada=konteks.saat, oleh=konteks.oleh)
    konteks.data["diingatkan"] = terbuka
    konteks.tambahan |= {
        "disposisi": disposisi.pk,
        "kepada": [str(penerima)],
        "diingatkan": [t.untuk_jejak() for t in terbuka],
    }


def kabar_pengingat(surat, konteks):
    induk, dari = surat.surat_induk(), konteks.data["disposisi"].dari
    for tugas in konteks.data["diingatkan"]:
        yield Kabar(
            penerima=[p for p in orang_pemegang([tugas]) if p != konteks.oleh],
            judul=f"{dari.sebutan} mengingatkan: {tugas.get_jenis_display().lower()} {induk.sebutan}",
            isi=induk.hal_kabar,
            tautan=alamat_kabar(tugas, induk, kiriman(tugas)),
            rahasia=induk.rahasia,
            jenis=JenisKabar.PENGINGAT,
            perkara=tugas.perkara,
        )


INGATKAN = Transition(
    name="ingatkan",
    label="Ingatkan",
    kata_jejak="Diingatkan",
    ikon="lonceng",
    sources=frozenset({Status.TERDISPOSISI}),
    target=None,
    permission=is_pemberi,
    effect=catat_pengingat,
    recipients=kabar_pengingat,
)
