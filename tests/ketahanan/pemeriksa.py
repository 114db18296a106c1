"""What people were told, held against the database: nothing acknowledged is lost, nothing doubled, nothing half."""

import collections
import hashlib
from pathlib import Path

from django.db.models import Count, Q

from alur.models import Jejak, KunciFormulir, Nomor, Notifikasi, PengirimanKabar
from alur.pemeriksaan import periksa as periksa_jejak
from alur.pemeriksaan_nomor import periksa_nomor
from alur.relai import id_pesan
from dokumen.models import Berkas
from dokumen.rak import letak
from ekspedisi.models import Pengiriman
from persuratan.models import LampiranSurat, LangkahNaik, SuratMasuk, Tugas

HIDUP = ("TERCATAT", "NAIK", "TERDISPOSISI")


def periksa(laku, folder_berkas):
    """All faults as sentences; [] when every act in `laku` (list of Laku) has exactly the effect it was told."""
    cacat = [*_catat(laku), *_langkah(laku, "arahkan"), *_langkah(laku, "telaah"), *_terima(laku)]
    cacat += [*_surat_utuh(), *_berkas_utuh(laku, Path(folder_berkas))]
    cacat += [kalimat for laporan in periksa_nomor() for kalimat in laporan.cacat]
    cacat += periksa_jejak().temuan
    macet = KunciFormulir.objects.filter(Q(jawaban__isnull=True) | Q(jawaban={})).count()
    return [*cacat, *([f"{macet} kunci formulir tanpa jawaban"] if macet else [])]


def _ganda(butir):
    return sorted(x for x, n in collections.Counter(butir).items() if n > 1)


def _catat(laku):
    """Each letter typed is there once, under the number that was told."""
    diberi = {x.sasaran: x for x in laku if x.jenis == "catat"}
    ada = collections.defaultdict(list)
    for surat in SuratMasuk.objects.filter(hal__in=diberi):
        ada[surat.hal].append(surat)
    for hal, x in diberi.items():
        nomor = sorted(s.nomor_lengkap for s in ada[hal])
        if nomor != [x.jawaban]:
            yield f"catat “{hal}”: dijawab {x.jawaban}, ada {nomor or 'tidak satu pun'}"
    yield from (f"nomor {n} dijawabkan dua kali" for n in _ganda(x.jawaban for x in diberi.values()))


def _entri(transisi):
    return collections.Counter(Jejak.objects.filter(transisi=transisi).values_list("rantai", flat=True))


def _langkah(laku, jenis):
    """Each act on the way up has one ledger entry, and the letter is where it should be."""
    entri = _entri(jenis)
    dilakukan = {f"surat:{x.kode}" for x in laku if x.jenis == jenis}
    yield from (f"{jenis} {r}: {entri[r]} catatan jejak" for r in sorted(dilakukan) if entri[r] != 1)
    yield from (f"{jenis} {r}: {n} catatan jejak" for r, n in sorted(entri.items()) if n > 1 and r not in dilakukan)


def _terima(laku):
    entri = collections.Counter(
        Jejak.objects.filter(transisi="terima", objek__startswith="ekspedisi.pengiriman:").values_list(
            "objek", flat=True
        )
    )
    dijawab = {x.sasaran: x.jawaban for x in laku if x.jenis == "terima"}
    for p in Pengiriman.objects.filter(kode__in=dijawab):
        sungguh = (p.status, p.kode_terima, entri[p.sebutan_objek()])
        if sungguh != ("DITERIMA", dijawab[p.kode], 1):
            yield f"terima {p.kode}: dijawab {dijawab[p.kode]}, ada {sungguh}"
    if (ada := Pengiriman.objects.filter(kode__in=dijawab).count()) != len(dijawab):
        yield f"{len(dijawab)} kiriman diterima, {ada} ada"
    yield from (f"terima {objek}: {n} catatan jejak" for objek, n in sorted(entri.items()) if n > 1)


def _surat_utuh():
    """No half letter: number, its row of the book, entry, obligations and route all together."""
    bernomor = {n.untuk: n.nomor for n in Nomor.objects.filter(buku="agenda-masuk", status=Nomor.Status.TERPAKAI)}
    catat = _entri("catat")
    tugas = collections.defaultdict(collections.Counter)
    for t in Tugas.objects.all():
        tugas[t.surat_id][t.jenis if t.selesai_pada else f"{t.jenis} terbuka"] += 1
    langkah = dict(LangkahNaik.objects.order_by().values_list("surat").annotate(n=Count("pk")))
    berpindai = set(LampiranSurat.objects.filter(jenis="PINDAIAN").values_list("surat_id", flat=True))
    for s in SuratMasuk.objects.all():
        punya = tugas[s.pk]
        if bernomor.get(s.sebutan_objek()) != s.nomor_agenda or not s.nomor_agenda:
            yield f"{s}: nomor di buku {bernomor.get(s.sebutan_objek())}"
        if catat[s.rantai] != 1:
            yield f"{s}: {catat[s.rantai]} catatan jejak pencatatan"
        if sum(n for j, n in punya.items() if j.startswith("CATAT")) != 1 or not any(
            j.startswith("ARAHKAN") for j in punya
        ):
            yield f"{s}: tugas pertama {dict(punya)}"
        if (s.pk in berpindai) != (punya["CATAT"] == 1):
            yield f"{s}: pindaian dan tugas mencatat tidak sejalan {dict(punya)}"
        if s.status in HIDUP and not any(j.endswith("terbuka") for j in punya):
            yield f"{s}: hidup, tetapi tidak di tangan siapa pun"
        if (s.status != "TERCATAT") != (langkah.get(s.pk) == 2):
            yield f"{s}: {s.status} dengan {langkah.get(s.pk, 0)} langkah rute"
    hilang = set(bernomor) - {f"persuratan.surat:{pk}" for pk in SuratMasuk.objects.values_list("pk", flat=True)}
    yield from (f"nomor {bernomor[u]} milik {u}, yang tidak ada" for u in sorted(hilang))


def _berkas_utuh(laku, folder):
    """Each scan told as saved hangs at its letter once, and its bytes are those that were sent."""
    for b in Berkas.objects.all():
        jalur = folder / letak(b.sha256)
        if not jalur.is_file() or hashlib.sha256(jalur.read_bytes()).hexdigest() != b.sha256:
            yield f"berkas {b.pk}: isinya tidak ada di gudang"
    lampiran = collections.Counter(LampiranSurat.objects.values_list("surat__kode", "berkas__sha256"))
    for x in laku:
        if x.sidik and lampiran[x.kode, x.sidik] != 1:
            yield f"catat “{x.sasaran}”: pindaian terlampir {lampiran[x.kode, x.sidik]} kali"
    yatim = Berkas.objects.exclude(pk__in=LampiranSurat.objects.values("berkas")).count()
    if yatim:
        yield f"{yatim} berkas tanpa surat"


def periksa_kabar(pesan_surel, penembakan):
    """Notices: all delivered; each e-mail at least once, and repeated at most once per killed worker.

    `pesan_surel`: Message-IDs of all e-mails that left the house.
    """
    cacat = [f"{j.transisi} {j.rantai} tanpa kabar" for j in _tanpa_kabar()]
    tertinggal = kabar_menunggu()
    cacat += [f"{tertinggal} kabar belum terkirim"] if tertinggal else []
    kali = collections.Counter(pesan_surel)
    pesan = PengirimanKabar.objects.all()
    cacat += [f"surel {i} tidak pernah dikirim" for i in sorted(_id(pesan.exclude(terkirim_pada=None)) - set(kali))]
    cacat += [f"surel {i} bukan kabar siapa pun" for i in sorted(set(kali) - _id(pesan))]
    cacat += [f"kabar {n} tanpa pesan" for n in Notifikasi.objects.filter(butir=None).values_list("kunci", flat=True)]
    lebih = sum(kali.values()) - len(kali)
    if lebih > penembakan:
        cacat.append(f"{lebih} surel berulang, padahal hanya {penembakan} pekerja ditembak")
    return cacat


def _tanpa_kabar():
    """Entries of acts that put the letter into another hand, about which nobody was told."""
    ada = {k.rpartition(":")[0] for k in Notifikasi.objects.values_list("kunci", flat=True)}
    entri = Jejak.objects.filter(transisi__in=("arahkan", "telaah"))
    return [j for j in entri if f"{j.rantai}:{j.urut}:0" not in ada]


def kabar_menunggu():
    """How many notices have no message yet, and how many messages have not gone."""
    belum = PengirimanKabar.objects.filter(terkirim_pada=None, batal_pada=None)
    return Notifikasi.objects.filter(disalurkan_pada=None).count() + belum.count()


def _id(pesan):
    return {id_pesan(kunci) for kunci in pesan.values_list("kunci", flat=True)}
