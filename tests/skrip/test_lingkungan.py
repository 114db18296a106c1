"""What is read from the environment, what .env.example says, and what the containers are given: one list."""

import ast
import re
from pathlib import Path

import pytest
import yaml
from django.urls import reverse

AKAR = Path(__file__).resolve().parents[2]
SETTINGS = AKAR / "esurat" / "settings.py"
COMPOSE = yaml.safe_load((AKAR / "docker-compose.yml").read_text())
DOCKERFILE = (AKAR / "Dockerfile").read_text()
APLIKASI = ("siapkan", "web", "worker", "beat")
BUKAN_SETTINGS = {
    "ESURAT_CEK",  # deploy/cek_sehat.py
    "ESURAT_CHROMIUM",  # browser tests
    "ESURAT_GAMBAR",
    "ESURAT_IKAT",  # deploy/gunicorn.conf.py
    "ESURAT_PORT_HTTP",  # the rest: docker-compose.yml
    "ESURAT_PORT_HTTPS",
    "ESURAT_SANDI_APLIKASI",
    "ESURAT_SANDI_PEMILIK",
    "ESURAT_SERTIFIKAT",
    "FORWARDED_ALLOW_IPS",  # gunicorn
    "PORT",
    "WEB_CONCURRENCY",
}


def dibaca_settings():
    """Names that esurat/settings.py asks `env` for."""
    panggilan = (n for n in ast.walk(ast.parse(SETTINGS.read_text())) if isinstance(n, ast.Call))
    return {
        n.args[0].value
        for n in panggilan
        if isinstance(n.func, ast.Attribute)
        and isinstance(n.func.value, ast.Name)
        and n.func.value.id == "env"
        and n.args
        and isinstance(n.args[0], ast.Constant)
    }


def tercatat():
    return re.findall(r"^(?:# )?([A-Z][A-Z_]+)=", (AKAR / ".env.example").read_text(), re.MULTILINE)


def rujukan_compose():
    return set(re.findall(r"\$\{([A-Z_]+)", (AKAR / "docker-compose.yml").read_text()))


def test_env_example_names_every_variable_once():
    assert sorted(tercatat()) == sorted(dibaca_settings() | BUKAN_SETTINGS)


def test_every_other_variable_is_read_somewhere():
    sumber = [AKAR / "docker-compose.yml", *(AKAR / "deploy").glob("*.*"), *AKAR.glob("tests/**/*.py")]
    sumber += [p for p in AKAR.glob("script/*") if p.is_file()] + list(AKAR.glob("script/lib/*.*"))
    teks = "\n".join(p.read_text() for p in sumber if p.is_file() and p != Path(__file__))
    assert {nama for nama in BUKAN_SETTINGS if nama not in teks} == set()


def test_compose_reads_only_documented_variables():
    assert rujukan_compose() - set(tercatat()) == set()


def test_containers_get_every_setting_that_the_image_does_not_fix():
    tetap = {
        "ESURAT_BERKAS",  # below ESURAT_VAR, on the named volume
        "ESURAT_ENV",  # no file: the environment only
        "ESURAT_STATIC",
        "ESURAT_TLS",  # always on in produksi
        "MIGRASI_URL",  # for the preparing step alone
    }
    dapat = set(COMPOSE["services"]["web"]["environment"])
    assert dibaca_settings() - dapat == tetap


@pytest.mark.parametrize("nama", APLIKASI)
def test_application_services_share_one_environment(nama):
    lingkungan = dict(COMPOSE["services"][nama]["environment"])
    tambahan = {k: lingkungan.pop(k) for k in ("MIGRASI_URL", "ESURAT_CEK") if k in lingkungan}
    assert lingkungan == COMPOSE["x-lingkungan"]
    assert set(tambahan) == {"siapkan": {"MIGRASI_URL"}, "web": set()}.get(nama, {"ESURAT_CEK"})


def test_only_the_preparing_step_and_the_database_know_the_owner():
    tahu = {nama for nama, isi in COMPOSE["services"].items() if "SANDI_PEMILIK" in str(isi)}
    assert tahu == {"siapkan", "basisdata"}


def test_only_the_proxy_is_open_to_the_world():
    assert {nama for nama, isi in COMPOSE["services"].items() if "ports" in isi} == {"proxy"}
    assert COMPOSE["networks"]["dalam"]["internal"] is True
    assert {nama for nama, isi in COMPOSE["services"].items() if isi["networks"] == ["dalam"]} == {
        "basisdata",
        "antrean",
    }


def test_every_service_is_watched():
    tanpa = {nama for nama, isi in COMPOSE["services"].items() if "test" not in isi.get("healthcheck", {})}
    assert tanpa == {"siapkan"}


def test_state_lives_in_named_volumes_and_every_mounted_file_exists():
    pasangan = [
        v.rsplit(":", 1)[0] if v.endswith(":ro") else v
        for isi in COMPOSE["services"].values()
        for v in isi.get("volumes", [])
    ]
    sumber = {
        re.sub(r"^\$\{[A-Z_]+:-([^}]+)\}.*", r"\1", v) if v.startswith("$") else v.split(":")[0] for v in pasangan
    }
    assert {s for s in sumber if not s.startswith(".")} == set(COMPOSE["volumes"])
    berkas = {s for s in sumber if s.startswith(".") and s != "./deploy/sertifikat"}
    assert {s for s in berkas if not (AKAR / s).is_file()} == set()


def test_versions_are_those_the_office_was_built_for():
    gambar = {nama: isi["image"] for nama, isi in COMPOSE["services"].items() if "build" not in isi}
    assert gambar == {"proxy": "nginx:1.28", "basisdata": "postgres:17", "antrean": "redis:7.4"}


def test_image_is_small_in_rights():
    tahap = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert tahap == ["python:3.12-slim-trixie"] * 2
    assert re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE) == ["esurat"]
    assert "--uid 10001" in DOCKERFILE
    assert COMPOSE["services"]["proxy"]["user"] == "10001:10001"


def test_image_has_the_libraries_that_setup_installs():
    pustaka = set(re.findall(r'", "([a-z0-9.-]+)"\)', (AKAR / "script/lib/periksa_pustaka.py").read_text()))
    dipasang = set(re.findall(r"^        ([a-z0-9.-]+) \\$", DOCKERFILE, re.MULTILINE))
    pembaca = {"tesseract-ocr", "tesseract-ocr-ind"}
    assert dipasang == pustaka | pembaca | {"fonts-liberation", "postgresql-client"}
    assert " ".join(sorted(pembaca)) in (AKAR / "script/setup").read_text()


def test_build_leaves_secrets_and_state_out():
    abaikan = set((AKAR / ".dockerignore").read_text().split())
    assert {".env", ".git", "var", ".venv", "deploy/sertifikat"} - abaikan == set()


def test_catatan_proxy_tidak_memuat_tautan_rahasia():
    """The log line names the masked path alone, and the mask knows where the links with a secret live."""
    nginx = (AKAR / "deploy" / "nginx.conf").read_text()
    bentuk = re.search(r"log_format ringkas '([^']+)'", nginx)[1]
    topeng = re.findall(r"\n        ~(\S+) (\S+);", re.search(r"map \$uri \$jalur_tercatat \{([^}]+)\}", nginx)[1])
    tautan = (
        reverse("sandi_atur", args=["MQ", "rahasia-rahasia"]),
        reverse("kalender_langganan", args=["rahasia"]),
        reverse("hp", args=["rahasia-rahasia"]),
        reverse("hp_potongan", args=["rahasia-rahasia", "kode"]),
    )

    assert re.findall(r"\$(\w+)", bentuk) == [
        "remote_addr",
        "time_iso8601",
        "request_method",
        "jalur_tercatat",
        "status",
        "body_bytes_sent",
        "request_time",
    ]
    assert [[ganti for pola, ganti in topeng if re.match(pola, t)] for t in tautan] == [
        ["/sandi/atur/"],
        ["/kalender/"],
        ["/hp/"],
        ["/hp/"],
    ]
    # Nor does the error log, which quotes the request line whatever the format of the other one.
    tempat, isi = re.search(r"location ~ (\S+) \{([^}]+)\}", nginx).groups()
    assert [bool(re.match(tempat, t)) for t in (*tautan, "/surat/hp/", "/akun/kalender/")] == [True] * 4 + [False] * 2
    assert "error_log /dev/null emerg;" in isi
