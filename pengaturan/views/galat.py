from django.shortcuts import render


def csrf_gagal(request, reason=""):
    return render(request, "galat/csrf.html", status=403)
