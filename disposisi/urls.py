from django.urls import path

from disposisi import views

urlpatterns = [
    path("surat/<str:kode>/disposisi/", views.beri, name="disposisi_beri"),
    path("surat/<str:kode>/disposisi/<int:pk>/terkirim/", views.terkirim, name="disposisi_terkirim"),
    path("surat/<str:kode>/disposisi/arsip/", views.arsip, name="disposisi_arsip"),
    path("surat/<str:kode>/disposisi/sendiri/", views.sendiri, name="disposisi_sendiri"),
    path("surat/<str:kode>/disposisi/kembalikan/", views.kembalikan, name="disposisi_kembalikan"),
    path("surat/<str:kode>/lembar-disposisi.pdf", views.lembar, name="disposisi_lembar"),
]
