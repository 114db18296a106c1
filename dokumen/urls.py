from django.urls import path

from dokumen import views

urlpatterns = [
    path("pekerjaan/", views.pekerjaan_daftar, name="pekerjaan_daftar"),
    path("pekerjaan/<str:kode>/", views.pekerjaan_rinci, name="pekerjaan_rinci"),
    path("pekerjaan/<str:kode>/hasil/", views.pekerjaan_hasil, name="pekerjaan_hasil"),
    path("pekerjaan/<str:kode>/batalkan/", views.pekerjaan_batalkan, name="pekerjaan_batalkan"),
    path("pekerjaan/<str:kode>/ulangi/", views.pekerjaan_ulangi, name="pekerjaan_ulangi"),
]
