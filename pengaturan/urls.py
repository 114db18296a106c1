"""Login, one's own account, and the admin's screens."""

from django.urls import path

from pengaturan.views import akun

urlpatterns = [
    path("masuk/", akun.masuk, name="masuk"),
    path("masuk/kode/", akun.masuk_kode, name="masuk_kode"),
    path("keluar/", akun.keluar, name="keluar"),
    path("sandi/ganti/", akun.sandi_ganti, name="sandi_ganti"),
    path("sandi/lupa/", akun.sandi_lupa, name="sandi_lupa"),
    path("sandi/lupa/terkirim/", akun.sandi_lupa_terkirim, name="sandi_lupa_terkirim"),
    path("sandi/atur/<uidb64>/<token>/", akun.sandi_atur, name="sandi_atur"),
    path("akun/", akun.saya, name="akun"),
    path("akun/keluar-semua/", akun.keluar_semua, name="keluar_semua"),
    path("akun/sesi/<str:nomor>/akhiri/", akun.sesi_akhiri, name="sesi_akhiri"),
    path("akun/kode/", akun.kode_pasang, name="kode_pasang"),
    path("akun/kode/cadangan/", akun.kode_cadangan, name="kode_cadangan"),
    path("akun/kode/lepas/", akun.kode_lepas, name="kode_lepas"),
    path("akun/draf/<str:kode>/", akun.draf_tertahan, name="draf_tertahan"),
    path("bantuan/", akun.bantuan, name="bantuan"),
]
