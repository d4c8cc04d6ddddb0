#pragma once
// The files in which Java's clients keep keys and certificates.

#include <string>
#include <string_view>

namespace headroom::connectors::kafka {

enum class KeyStoreForm { Pem, Pkcs12, Jks, Other };

/// By how the bytes begin, whatever the file is called.
KeyStoreForm formOf(std::string_view bytes);

/// What is in a key store, or why it can't be used: never a secret.
struct KeyStore {
    std::string certificates;  ///< whom to trust, as PEM
    bool hasKey = false;       ///< and its certificate
    std::string error;
};

/// Reads PKCS #12.
KeyStore readPkcs12(std::string_view bytes, const std::string& password);

/// Lines as PEM has them of a text whose lines were joined, as property files do.
std::string withPemLines(std::string_view text);

}  // namespace headroom::connectors::kafka
