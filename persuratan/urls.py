"""Letters: home, register, search, one letter and its papers. Fixed words under surat/ stand before <kode>."""

from django.urls import path

from persuratan.views import aturan, berkas, daftar, kabar, laku, surat, tugas

urlpatterns = [
    path("", tugas.tugas_saya, name="tugas_saya"),
    path("surat/", daftar.surat_daftar, name="surat_daftar"),
    path("cari/", daftar.surat_cari, name="cari"),
    path("kabar/", kabar.kabar, name="kabar"),
    path("bantuan/siapa-boleh-apa/", aturan.siapa_boleh_apa, name="alur_siapa_boleh_apa"),
    path("surat/<str:kode>/", surat.surat_rinci, name="surat_rinci"),
    path("surat/<str:kode>/jejak/", surat.surat_jejak, name="surat_jejak"),
    path("surat/<str:kode>/laku/<slug:nama>/", laku.surat_laku, name="surat_laku"),
    path("surat/<str:kode>/berkas/<str:berkas>/", berkas.surat_berkas, name="surat_berkas"),
    path("surat/<str:kode>/berkas/<str:berkas>/<int:nomor>/", berkas.surat_halaman, name="surat_halaman"),
]
