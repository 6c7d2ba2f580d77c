#!/bin/sh
# Sees that the programs which the tests open are there: a browser, an office, Java,
# node. As root on Debian it installs the missing ones; otherwise it names them in
# one line and fails. Says nothing when all is there.
set -eu

missing=""

need_command() { # command, Debian package
    command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}

need_package() {
    dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null |
        grep -qx installed || missing="$missing $1"
}

need_jar() { # file name, Debian package
    [ -e "${JAVA_JARS:-/usr/share/java}/$1" ] || missing="$missing $2"
}

need_command chromium chromium
need_command pdftotext poppler-utils
need_command java default-jre-headless
need_command node nodejs
need_command npm npm
need_jar jaxb-runtime.jar libjaxb-java
need_jar istack-commons-runtime.jar libistack-commons-java
need_jar javax.activation.jar libactivation-java
if command -v dpkg-query >/dev/null 2>&1; then
    need_package libreoffice-impress
    need_package libreoffice-writer
else
    need_command soffice "libreoffice-impress libreoffice-writer"
fi

[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "make test needs, as Debian packages:$missing" >&2
    exit 1
fi

echo "Installing Debian packages for the tests:$missing"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086  # a list of package names, split on purpose
apt-get install -qq --yes --no-install-recommends $missing >/dev/null
