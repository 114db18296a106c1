#!/usr/bin/env bash
# Installs Debian packages as root, without starting or enabling anything: apt.sh PAKET…
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
pasang() { apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=120 "$@"; }

LAYANAN=/usr/sbin/policy-rc.d
ATUR=/etc/postgresql-common/createcluster.conf
bersih() {
  [ -z "${LAYANAN_KITA:-}" ] || rm -f $LAYANAN
  [ ! -e $ATUR.esurat ] || mv -f $ATUR.esurat $ATUR
}
trap bersih EXIT

if [ ! -e $LAYANAN ]; then # 101 = "do not start": the tests start their own, privately
  LAYANAN_KITA=1
  printf '#!/bin/sh\nexit 101\n' >$LAYANAN
  chmod 755 $LAYANAN
fi

# Debian's PostgreSQL creates and starts a cluster of its own on 5432. Only its programs are wanted here.
for paket in "$@"; do
  if [ "$paket" = postgresql ] && ! dpkg-query -W postgresql-common >/dev/null 2>&1; then
    pasang postgresql-common
    cp -p $ATUR $ATUR.esurat
    printf 'create_main_cluster = false\n' >>$ATUR
  fi
done
pasang "$@"
