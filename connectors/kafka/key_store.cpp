#include "connectors/kafka/key_store.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>

#include <cctype>
#include <memory>

namespace headroom::connectors::kafka {
namespace {

struct Free {
    void operator()(PKCS12* store) const { PKCS12_free(store); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(STACK_OF(X509) * certificates) const { sk_X509_pop_free(certificates, X509_free); }
    void operator()(BIO* text) const { BIO_free(text); }
};
template <class T>
using Handle = std::unique_ptr<T, Free>;

std::string pemOf(const STACK_OF(X509) * certificates) {
    const Handle<BIO> text(BIO_new(BIO_s_mem()));
    for (int i = 0; i < sk_X509_num(certificates); ++i) PEM_write_bio_X509(text.get(), sk_X509_value(certificates, i));
    char* bytes = nullptr;
    const long length = BIO_get_mem_data(text.get(), &bytes);
    return {bytes, static_cast<std::size_t>(length)};
}

constexpr std::size_t pemLine = 64;
constexpr std::string_view dashes = "-----";

/// Without white space, in lines as long as PEM's.
std::string wrapped(std::string_view body) {
    std::string lines;
    std::size_t length = 0;
    for (const char sign : body) {
        if (std::isspace(static_cast<unsigned char>(sign)) != 0) continue;
        lines += sign;
        if (++length % pemLine == 0) lines += '\n';
    }
    if (length % pemLine != 0) lines += '\n';
    return lines;
}

}  // namespace

KeyStoreForm formOf(std::string_view bytes) {
    if (bytes.starts_with("\xfe\xed\xfe\xed") || bytes.starts_with("\xce\xce\xce\xce")) return KeyStoreForm::Jks;
    if (bytes.find("-----BEGIN ") != std::string_view::npos) return KeyStoreForm::Pem;
    return bytes.starts_with("\x30") ? KeyStoreForm::Pkcs12 : KeyStoreForm::Other;
}

KeyStore readPkcs12(std::string_view bytes, const std::string& password) {
    KeyStore read;
    const auto* begin = reinterpret_cast<const unsigned char*>(bytes.data());
    const Handle<PKCS12> store(d2i_PKCS12(nullptr, &begin, static_cast<long>(bytes.size())));
    EVP_PKEY* key = nullptr;
    X509* certificate = nullptr;
    STACK_OF(X509)* others = nullptr;
    if (!store) {
        read.error = "is damaged";
    } else if (PKCS12_verify_mac(store.get(), password.c_str(), -1) != 1) {
        read.error = "doesn't open with that password";
    } else if (PKCS12_parse(store.get(), password.c_str(), &key, &certificate, &others) != 1) {
        // What Java 8 wrote is encrypted in a way OpenSSL has given up.
        read.error = "is encrypted in an old way: keytool -importkeystore of Java 17 or newer writes it anew";
    }
    ERR_clear_error();
    const Handle<EVP_PKEY> ownKey(key);
    const Handle<X509> ownCertificate(certificate);
    const Handle<STACK_OF(X509)> ownOthers(others);
    read.hasKey = key != nullptr && certificate != nullptr;
    if (others != nullptr) read.certificates = pemOf(others);
    return read;
}

std::string withPemLines(std::string_view text) {
    std::string lines;
    while (true) {
        const std::size_t begin = text.find("-----BEGIN ");
        const std::size_t body = begin == std::string_view::npos ? begin : text.find(dashes, begin + dashes.size());
        const std::size_t end = body == std::string_view::npos ? body : text.find("-----END ", body + dashes.size());
        const std::size_t over = end == std::string_view::npos ? end : text.find(dashes, end + dashes.size());
        if (over == std::string_view::npos) return lines;
        const std::size_t bodyBegin = body + dashes.size();
        lines += std::string(text.substr(begin, bodyBegin - begin)) + '\n' + wrapped(text.substr(bodyBegin, end - bodyBegin)) +
                 std::string(text.substr(end, over + dashes.size() - end)) + '\n';
        text.remove_prefix(over + dashes.size());
    }
}

}  // namespace headroom::connectors::kafka
