from django.urls import path

from ekspedisi.views import buku, periksa, terima

urlpatterns = [
    path("ekspedisi/", buku.buku, name="ekspedisi_buku"),
    path("ekspedisi/kirim/", buku.kirim, name="ekspedisi_kirim"),
    path("terima/<str:kode>/", terima.terima, name="ekspedisi_terima"),
    path("terima/<str:kode>/bukan-untuk-kami/", terima.kembalikan, name="ekspedisi_kembalikan"),
    path("terima/<str:kode>/tanda-terima.pdf", terima.tanda_terima, name="ekspedisi_tanda_terima"),
    path("periksa/", periksa.periksa, name="verifikasi"),
    path("periksa/<str:kode>/", periksa.periksa, name="verifikasi"),
]
