from alur.models import JenisKabar
from alur.transitions import Kabar
from persuratan.kabar import mendesak
from persuratan.models.pilihan import JenisTugas, Keamanan
from persuratan.pemegang import orang_pemegang
from persuratan.tujuan import alamat_kabar

JUDUL = {
    JenisTugas.ARAHKAN: "Surat menunggu diarahkan",
    JenisTugas.TELAAH: "Surat menunggu telaah Anda",
    JenisTugas.PARAF: "Surat menunggu paraf Anda",
    JenisTugas.DISPOSISI: "Surat menunggu disposisi Anda",
    JenisTugas.DISTRIBUSI: "Surat menunggu dikirim",
    JenisTugas.TERIMA: "Ada surat untuk diterima",
    JenisTugas.TINDAK_LANJUT: "Surat menunggu tindak lanjut",
    JenisTugas.PERSETUJUAN_BATAL: "Pembatalan menunggu persetujuan Anda",
    JenisTugas.TENGAHI: "Surat menunggu putusan Anda",
    JenisTugas.BENARKAN: "Yang Anda diktekan menunggu pembenaran",
}


def kabar_pemegang(objek, konteks):
    """Tell the holders of every obligation just opened, except the one who did it himself.

    A letter that goes to five units at once is one matter for those who send it, and one notice.
    """
    surat = objek.surat_induk()
    perkara = {}
    for tugas in konteks.dibuka:
        perkara.setdefault(tugas.perkara, []).append(tugas)
    for nama, daftar in perkara.items():
        tugas = daftar[0]
        orang = [p for p in orang_pemegang([tugas]) if p != konteks.oleh]
        if orang and tugas.jenis in JUDUL:
            yield Kabar(
                penerima=orang,
                judul=f"{JUDUL[tugas.jenis]}: {surat.sebutan}",
                isi=isi_kabar(surat, daftar),
                tautan=alamat_kabar(tugas, surat, objek if objek is not surat else None),
                rahasia=surat.rahasia,
                jenis=JenisKabar.TUGAS,
                mendesak=mendesak(surat, konteks.saat),
                perkara=nama,
            )


def isi_kabar(surat, daftar):
    """The hal, and where the letter goes; of a secret letter neither."""
    unit = [t.untuk_unit for t in daftar if t.untuk_unit_id]
    if not unit or surat.keamanan != Keamanan.B:
        return surat.hal_kabar
    return f"{surat.hal_kabar}. Untuk {unit[0] if len(unit) == 1 else f'{len(unit)} unit'}."
