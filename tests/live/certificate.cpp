#include "tests/live/certificate.h"

#include <httplib.h>

#include <cstdio>
#include <memory>
#include <stdexcept>

namespace headroom {
namespace {

void require(bool holds) {
    if (!holds) throw std::runtime_error("no certificate could be made");
}

template <class T, void (*release)(T*)>
struct Releaser {
    void operator()(T* thing) const { release(thing); }
};
using Key = std::unique_ptr<EVP_PKEY, Releaser<EVP_PKEY, EVP_PKEY_free>>;
using X509Handle = std::unique_ptr<X509, Releaser<X509, X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Releaser<X509_EXTENSION, X509_EXTENSION_free>>;

struct FileCloser {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, FileCloser>;

constexpr long day = 24L * 3600;

void extend(X509* certificate, int what, const std::string& value) {
    const Extension extension(X509V3_EXT_conf_nid(nullptr, nullptr, what, value.c_str()));
    require(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

}  // namespace

Certificate::Certificate(const std::string& folder, const std::string& host, int fromDays, int toDays)
    : certificate(folder + "/certificate.pem"), key(folder + "/key.pem") {
    const Key pair(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    const X509Handle made(X509_new());
    require(pair && made);
    X509_set_version(made.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), fromDays * day);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), toDays * day);
    X509_set_pubkey(made.get(), pair.get());
    X509_NAME* name = X509_get_subject_name(made.get());
    const std::string who = "headroom test";
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(who.c_str()), -1, -1, 0);
    X509_set_issuer_name(made.get(), name);
    extend(made.get(), NID_subject_alt_name, "IP:" + host);
    extend(made.get(), NID_basic_constraints, "critical,CA:TRUE");
    require(X509_sign(made.get(), pair.get(), EVP_sha256()) > 0);
    const File certificateFile(std::fopen(certificate.c_str(), "w"));
    const File keyFile(std::fopen(key.c_str(), "w"));
    require(certificateFile && PEM_write_X509(certificateFile.get(), made.get()) == 1);
    require(keyFile && PEM_write_PrivateKey(keyFile.get(), pair.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
}

}  // namespace headroom
