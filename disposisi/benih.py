"""Seeds of the instruction list: the set to ship."""

INSTRUKSI = (
    # nama, hanya untuk diketahui, didahulukan pada undangan
    ("Tindak lanjuti", False, False),
    ("Hadiri/Wakili", False, True),
    ("Saya hadir", True, True),
    ("Untuk diketahui", True, False),
    ("Laporkan hasilnya", False, True),
    ("Koordinasikan", False, False),
    ("Tanggapan dan saran", False, False),
    ("Proses lebih lanjut", False, False),
    ("Pelajari/telaah", False, False),
    ("Pedomani", True, False),
    ("Siapkan bahan/sambutan", False, True),
    ("Siapkan konsep jawaban", False, False),
    ("Agendakan", False, True),
    ("Bicarakan dengan saya", False, False),
    ("Monitor", False, False),
    ("Edarkan", False, False),
    ("Selesaikan", False, False),
    ("Arsipkan", True, False),
    ("Lain-lain", False, False),
)


def benih_instruksi(instruksi):
    for urutan, (nama, diketahui, undangan) in enumerate(INSTRUKSI):
        instruksi.objects.get_or_create(
            nama=nama,
            defaults={"untuk_diketahui": diketahui, "untuk_undangan": undangan, "urutan": urutan},
        )
