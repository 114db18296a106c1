from alur.transitions import Kabar
from persuratan.models.pilihan import JenisTugas
from persuratan.pemegang import orang_pemegang

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
                isi=surat.hal_kabar,
                rahasia=surat.rahasia,
            )
