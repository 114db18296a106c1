from alur.transitions import Kabar
from persuratan.models.pilihan import JenisTugas, Keamanan
from persuratan.pemegang import orang_pemegang
from persuratan.tujuan import alamat_tugas

JUDUL = {
    JenisTugas.ARAHKAN: "Surat menunggu diarahkan",
    JenisTugas.TELAAH: "Surat menunggu telaah Anda",
    JenisTugas.PARAF: "Surat menunggu paraf Anda",
    JenisTugas.DISPOSISI: "Surat menunggu disposisi Anda",
    JenisTugas.DISTRIBUSI: "Surat menunggu dikirim",
    JenisTugas.TERIMA: "Ada surat untuk diterima",
    JenisTugas.TINDAK_LANJUT: "Surat menunggu tindak lanjut",
}


def kabar_pemegang(objek, konteks):
    """Tell the holders of every obligation just opened, except the one who did it himself."""
    surat = objek.surat_induk()
    for tugas in konteks.dibuka:
        orang = [p for p in orang_pemegang([tugas]) if p != konteks.oleh]
        if orang and tugas.jenis in JUDUL:
            yield Kabar(
                penerima=orang,
                judul=f"{JUDUL[tugas.jenis]}: {surat.sebutan}",
                isi=isi_kabar(surat, tugas),
                tautan=alamat_tugas(tugas, surat, objek if objek is not surat else None),
                rahasia=surat.rahasia,
            )


def isi_kabar(surat, tugas):
    """Two units of one letter make two notices; the unit tells them apart, unless the letter is secret."""
    if tugas.untuk_unit_id and surat.keamanan == Keamanan.B:
        return f"{surat.hal_kabar}. Untuk {tugas.untuk_unit}."
    return surat.hal_kabar
