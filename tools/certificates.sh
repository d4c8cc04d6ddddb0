#!/usr/bin/env bash
# An authority of the tests' own and what it has signed, some of it unusable on purpose. See usage() below.
# shellcheck source=common.sh
. "$(dirname "$(readlink -f "$0")")/common.sh"

usage() {
    cat >&2 <<'TEXT'
tools/certificates.sh DIR
    makes DIR, for this user only, and in it
    ca.pem                                an authority; stranger-ca.pem another, which has signed nothing here
    server.pem expired.pem elsewhere.pem  keys with certificates for 127.0.0.1 and localhost; the second's time is over, the third is for another host
    client.pem client-expired.pem         the same of a client; client-key.pem, client-certificate.pem, client-encrypted-key.pem: its parts
    client.p12 trust.p12 trust.jks        what Java's clients have: key store and trust stores (the last one's type is old)
    keystore.password                     of these three and of the encrypted key
TEXT
    exit 2
}

# new_certificate NAME SUBJECT DAYS EXTENSIONS: NAME.pem, a key with its certificate; DAYS of -1 are over.
new_certificate() {
    local name=$1 subject=$2 days=$3 extensions=$4
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$name-key.pem" -out "$name.csr" -subj "/CN=$subject"
    openssl x509 -req -in "$name.csr" -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days "$days" \
        -extfile <(printf '%s\n' "$extensions") -out "$name-certificate.pem"
    cat "$name-key.pem" "$name-certificate.pem" >"$name.pem"
    rm "$name.csr"
}

new_authority() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1-key.pem" -out "$1.pem" -days 2 -subj "/CN=$2"
}

new_stores() {
    openssl pkcs12 -export -name client -in client-certificate.pem -inkey client-key.pem -certfile ca.pem \
        -passout file:keystore.password -out client.p12
    openssl pkcs12 -export -nokeys -caname ca -in ca.pem -passout file:keystore.password -out trust.p12
    openssl pkcs8 -topk8 -in client-key.pem -passout file:keystore.password -out client-encrypted-key.pem
    # As a Java key store begins; nobody reads more of it.
    printf '\376\355\376\355\0\0\0\2\0\0\0\0' >trust.jks
}

make_all() {
    local here="subjectAltName=IP:127.0.0.1,DNS:localhost"
    head -c 15 /dev/urandom | base64 | tr '+/' 'xy' >keystore.password
    new_authority ca "headroom test authority"
    new_authority stranger-ca "another authority"
    new_certificate server broker 2 "$here"
    new_certificate expired broker -1 "$here"
    new_certificate elsewhere broker 2 "subjectAltName=DNS:elsewhere.example"
    new_certificate client alice 2 "extendedKeyUsage=clientAuth"
    new_certificate client-expired alice -1 "extendedKeyUsage=clientAuth"
    new_stores
}

if [ $# != 1 ] || [[ $1 == -* ]]; then usage; fi
command -v openssl >/dev/null || die 3 "no openssl here to make certificates with"
umask 077
mkdir -p "$1"
cd "$1"
make_all >openssl.log 2>&1 || die 3 "no certificates could be made: $(tail -n 1 openssl.log)"
