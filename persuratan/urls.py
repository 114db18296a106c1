"""Letters: home, register, search, one letter and its papers. Fixed words under surat/ stand before <kode>."""

from django.urls import path

from persuratan.views import arahkan, aturan, berkas, cek, daftar, kabar, ketetapan, koreksi, laku, masuk, surat, tugas

urlpatterns = [
    path("", tugas.tugas_saya, name="tugas_saya"),
    path("surat/", daftar.surat_daftar, name="surat_daftar"),
    path("cari/", daftar.surat_cari, name="cari"),
    path("kabar/", kabar.kabar, name="kabar"),
    path("bantuan/siapa-boleh-apa/", aturan.siapa_boleh_apa, name="alur_siapa_boleh_apa"),
    path("surat/catat/", masuk.surat_catat, name="surat_catat"),
    path("surat/catat/periksa/", masuk.surat_periksa, name="surat_periksa"),
    path("surat/saran-pengirim/", masuk.surat_saran_pengirim, name="surat_saran_pengirim"),
    path("surat/saran-klasifikasi/", masuk.surat_saran_klasifikasi, name="surat_saran_klasifikasi"),
    path("surat/unggah/", masuk.surat_unggah, name="surat_unggah"),
    path("cek/", cek.cek, name="cek"),
    path("cek/<str:kode>/", cek.cek, name="cek"),
    path("surat/<str:kode>/", surat.surat_rinci, name="surat_rinci"),
    path("surat/<str:kode>/jejak/", surat.surat_jejak, name="surat_jejak"),
    path("surat/<str:kode>/arahkan/", arahkan.surat_arahkan, name="surat_arahkan"),
    path("surat/<str:kode>/tanpa-disposisi/", ketetapan.surat_tanpa_disposisi, name="surat_tanpa_disposisi"),
    path("surat/<str:kode>/buka-kembali/", ketetapan.surat_buka_kembali, name="surat_buka_kembali"),
    path("surat/<str:kode>/minta-batal/", ketetapan.surat_minta_batal, name="surat_minta_batal"),
    path("surat/<str:kode>/setujui-batal/", ketetapan.surat_setujui_batal, name="surat_setujui_batal"),
    path("surat/<str:kode>/tolak-batal/", ketetapan.surat_tolak_batal, name="surat_tolak_batal"),
    path("surat/<str:kode>/koreksi/", koreksi.surat_koreksi, name="surat_koreksi"),
    path("surat/<str:kode>/pindaian/", masuk.surat_pindai, name="surat_pindai"),
    path("surat/<str:kode>/tanda-terima/", cek.surat_tanda_terima, name="surat_tanda_terima"),
    path("surat/<str:kode>/laku/<slug:nama>/", laku.surat_laku, name="surat_laku"),
    path("surat/<str:kode>/berkas/<str:berkas>/", berkas.surat_berkas, name="surat_berkas"),
    path("surat/<str:kode>/berkas/<str:berkas>/<int:nomor>/", berkas.surat_halaman, name="surat_halaman"),
]
