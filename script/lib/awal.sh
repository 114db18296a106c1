# Shared by script/setup, script/server and script/test. Sourced from the root of the checkout. bash.
# shellcheck shell=bash

UV_VERSI='uv>=0.9,<1'

# What the admin set in the shell for another project must not steer this one.
unset VIRTUAL_ENV PYTHONPATH PYTHONHOME UV_PROJECT_ENVIRONMENT

pesan() { printf '%s\n' "$*"; }

gagal() { # one sentence per argument, then stop
  printf '\n' >&2
  printf '%s\n' "$@" >&2
  exit 1
}

sudo_kata() { [ "$(id -u)" -eq 0 ] || printf 'sudo '; }

# langkah NAMA PERINTAH…: runs quietly, shows name and seconds; on failure shows the end of its output.
langkah() {
  local nama=$1 mulai=$SECONDS keluaran; shift
  keluaran=$(mktemp)
  printf '• %s …' "$nama"
  if "$@" >"$keluaran" 2>&1; then
    printf ' selesai (%s dtk)\n' "$((SECONDS - mulai))"
    rm -f "$keluaran"
  else
    printf ' GAGAL\n'
    tail -n 25 "$keluaran" >&2
    rm -f "$keluaran"
    return 1
  fi
}

ada_huruf() { compgen -G '/usr/share/fonts/truetype/liberation*/LiberationSans-Regular.ttf' >/dev/null; }

ada_pembaca() { compgen -G '/usr/share/tesseract-ocr/*/tessdata/ind.traineddata' >/dev/null; }

cari_postgres() { # folder with the newest initdb
  local ada
  ada=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1)
  [ -n "$ada" ] || ada=$(command -v initdb) || return 1
  dirname "$ada"
}

# redis-tools alone is enough: its redis-check-rdb is the server under another name, and brings no service along.
cari_redis() { command -v redis-server || command -v redis-check-rdb; }

cari_chromium() {
  local calon
  for calon in "${ESURAT_CHROMIUM:-}" chromium-headless-shell chromium google-chrome-stable google-chrome; do
    if [ -n "$calon" ] && command -v "$calon"; then return; fi
  done
  # Ubuntu has Chromium only as a snap; the browser of playwright serves instead.
  calon=$(compgen -G "${PLAYWRIGHT_BROWSERS_PATH:-${HOME:-/root}/.cache/ms-playwright}/chromium-*/chrome-linux*/chrome" | sort -V | tail -n 1)
  if [ -n "$calon" ]; then printf '%s\n' "$calon"; else return 1; fi
}

apt_punya() { # a real candidate, not Ubuntu's snap stub
  apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [^(]' && return
  [ "$(. /etc/os-release && printf '%s' "${ID:-}")" = debian ]
}

cari_uv() {
  local calon
  for calon in uv "$PWD/var/alat/uv/bin/uv" "${HOME:-/root}/.local/bin/uv"; do
    if command -v "$calon" >/dev/null && "$calon" --version >/dev/null 2>&1; then command -v "$calon"; return; fi
  done
  return 1
}
bisa_venv() { python3 -c 'import venv, ensurepip' 2>/dev/null; }
bisa_pip() { python3 -m pip --version >/dev/null 2>&1; }

ambil_uv() { # Debian's Python refuses installs into itself (PEP 668): uv gets a place of its own under var/
  local pip=() roda
  rm -rf var/alat
  mkdir -p var/alat/paket
  if bisa_pip; then
    pip=(python3 -m pip)
  elif bisa_venv; then
    python3 -m venv var/alat/venv || return
    pip=(var/alat/venv/bin/python -m pip)
  else
    # Bare Debian has neither. Its pip wheel runs as it is, needs no root, and pulls in no other package.
    (cd var/alat/paket && apt-get download python3-pip-whl && dpkg-deb -x python3-pip-whl_*.deb .) || return
    roda=$(compgen -G 'var/alat/paket/usr/share/python-wheels/pip-*.whl')
    pip=(python3 "$roda/pip")
  fi
  "${pip[@]}" install --quiet --disable-pip-version-check --no-deps --target var/alat/uv "$UV_VERSI" || return
  rm -rf var/alat/paket var/alat/venv
}

pasang_paket() { # Debian packages; as root, through sudo, or named
  local sudo=() perintah
  perintah="$(sudo_kata)apt-get update && $(sudo_kata)apt-get install -y --no-install-recommends $*"
  command -v apt-get >/dev/null ||
    gagal "Mesin ini tidak memakai apt. Pasanglah sendiri pustaka berikut, lalu ulangi:" "  $*"
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
      sudo=(sudo)
      pesan "Perlu hak admin (sudo) untuk memasang: $*"
    else
      gagal "Yang belum ada di mesin ini: $*" "Belum ada yang diubah. Jalankan perintah ini sekali, lalu ulangi:" "  $perintah"
    fi
  fi
  langkah "Membaca daftar paket Debian" "${sudo[@]}" apt-get update ||
    pesan "  Sebagian daftar tidak terbaca; pemasangan tetap dicoba."
  langkah "Memasang $*" "${sudo[@]}" bash script/lib/apt.sh "$@" ||
    gagal "Paket tidak terpasang. Data kantor tidak berubah. Perbaiki sebabnya (lihat di atas), lalu jalankan:" "  $perintah"
}

# An office behind an inspecting proxy has its certificate in the machine's bundle: downloads trust what the machine trusts.
BUNDEL=/etc/ssl/certs/ca-certificates.crt
punya_sertifikat() { [ -s "${SSL_CERT_FILE:-$BUNDEL}" ]; }
percayai_sertifikat() {
  [ -s $BUNDEL ] || return 0
  export SSL_CERT_FILE=${SSL_CERT_FILE:-$BUNDEL} PIP_CERT=${PIP_CERT:-$BUNDEL}
}

versi_python_cocok() { python3 -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))'; }

# The stamp in .venv reads "digest uji" or "digest server"; an environment with the test group serves both.
CAP=.venv/.esurat-setup
sidik_venv() { cat uv.lock pyproject.toml | sha256sum | cut -d' ' -f1; }
siap_venv() { # $1 non-empty: with the test group
  [ -x .venv/bin/python ] && [ -s $CAP ] || return 1
  case $(cat $CAP) in
    "$(sidik_venv) uji") ;;
    "$(sidik_venv) server") [ -z "$1" ] ;;
    *) return 1 ;;
  esac
}

siapkan_venv() { # $1 non-empty: with the test group
  local uv uji=$1 pilihan=(--locked --quiet)
  if ! cari_uv >/dev/null; then
    langkah "Mengambil uv (pemasang paket Python)" ambil_uv ||
      gagal "uv tidak dapat diambil. Data kantor tidak berubah." \
        "Periksa sambungan internet, atau pasang dengan: $(sudo_kata)apt-get install -y pipx && pipx install uv"
  fi
  uv=$(cari_uv)
  # A test environment stays one: starting the server must not take its tools away.
  if [ -x .venv/bin/pytest ]; then uji=1; fi
  [ -n "$uji" ] || pilihan+=(--no-dev)
  if versi_python_cocok; then
    export UV_PYTHON_DOWNLOADS=never UV_PYTHON=python3
  else
    pesan "Python mesin ini ($(python3 --version | cut -d' ' -f2)) di luar 3.11–3.13; uv mengambil Python tersendiri untuk e-Surat."
  fi
  # Compiled now: the fenced children that print and draw may write nothing, and would compile WeasyPrint for every paper.
  langkah "Memasang paket Python ke .venv" "$uv" sync --compile-bytecode "${pilihan[@]}" ||
    gagal "Paket Python tidak terpasang lengkap. Data kantor tidak berubah." \
      "Periksa sambungan internet, lalu jalankan: $uv sync ${pilihan[*]}"
  printf '%s %s\n' "$(sidik_venv)" "$(if [ -n "$uji" ]; then echo uji; else echo server; fi)" >$CAP
}

ambil_chromium() { # only where no Debian package exists (Ubuntu): the rest of the tests runs without it
  langkah "Mengambil Chromium untuk uji peramban" .venv/bin/playwright install chromium && return
  pesan "Chromium belum ada, jadi uji peramban akan gagal; uji lain tetap jalan." \
    "Pasang Chromium atau Google Chrome, lalu: ESURAT_CHROMIUM=/jalur/chrome script/test"
}

tulis_env() {
  mkdir -p "${ESURAT_VAR:-var}"
  [ ! -e .env ] || return 0
  # Written aside and renamed: a start that is cut short never leaves half a file.
  ( umask 077
    { printf '# Ditulis oleh script/setup. Penjelasan setiap baris ada di .env.example.\n'
      printf 'SECRET_KEY=%s\n' "$(python3 -c 'import secrets; print(secrets.token_urlsafe(64))')"
      printf 'ESURAT_MODE=contoh\n'; } >.env.baru
    mv .env.baru .env )
  pesan "• Menulis .env dengan kunci rahasia acak"
}
