#include "connectors/http/http_client.h"

#include <fmt/format.h>
#include <httplib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <vector>

#include "connectors/http/addresses.h"
#include "connectors/http/deadline.h"

namespace headroom::connectors::http {

namespace {

constexpr int mostRedirects = 3;
constexpr std::size_t largestPem = 4 * 1024 * 1024;

Error bad(const std::string& message) {
    return {Error::Kind::BadConfiguration, message, false};
}

/// What is wrong with a file of certificates or keys, if anything.
std::optional<Error> checkPem(const std::string& path, const std::string& what) {
    std::ifstream file(path, std::ios::binary);
    if (!file || file.peek() == std::ifstream::traits_type::eof())
        return bad(fmt::format("the file {} with the {} can't be read or is empty", path, what));
    std::string text(largestPem, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.find("-----BEGIN ") == std::string::npos) return bad(fmt::format("the file {} with the {} isn't PEM", path, what));
    // OpenSSL would ask for a password on the terminal.
    if (text.find("ENCRYPTED") != std::string::npos)
        return bad(fmt::format("the {} in {} is encrypted; one without a password is needed", what, path));
    return std::nullopt;
}

/// Whose certificate is asked for, and whom the Host header names.
const std::string& nameOf(const Url& url, const HttpOptions& options) {
    return url.isSecure && !options.serverName.empty() ? options.serverName : url.host;
}

/// So that the other side's silent end is noticed, within half a minute, where nothing is said for long.
void keepAlive(int socket) {
    const auto set = [socket](int level, int option, int value) { setsockopt(socket, level, option, &value, sizeof value); };
    set(SOL_SOCKET, SO_KEEPALIVE, 1);
    set(IPPROTO_TCP, TCP_KEEPIDLE, 10);
    set(IPPROTO_TCP, TCP_KEEPINTVL, 5);
    set(IPPROTO_TCP, TCP_KEEPCNT, 3);
}

/// One try at one address, and what is known of how it went.
struct Attempt {
    /// A read may last as long as `longest`.
    Attempt(const Url& url, const HttpOptions& options, const std::string& address, Deadline& deadline,
            std::chrono::milliseconds longest) {
        const std::string& host = nameOf(url, options);
        if (url.isSecure) {
            auto secure = std::make_unique<httplib::SSLClient>(host, url.port, options.certificateFile, options.keyFile);
            secure->enable_server_certificate_verification(options.verifyCertificate);
            if (!options.caFile.empty()) secure->set_ca_cert_path(options.caFile);
            tls = secure.get();
            client = std::move(secure);
        } else {
            client = std::make_unique<httplib::ClientImpl>(host, url.port);
        }
        client->set_hostname_addr_map({{host, address}});
        client->set_socket_options([&deadline](int socket) {
            keepAlive(socket);
            deadline.watch(socket);
        });
        const auto patience = std::chrono::milliseconds(options.connectTimeout.toMilliseconds());
        client->set_connection_timeout(std::clamp(patience, std::chrono::milliseconds(1), deadline.left()));
        // The deadline is first to end what takes too long.
        client->set_read_timeout(longest + std::chrono::seconds(1));
        client->set_write_timeout(deadline.left() + std::chrono::seconds(1));
        client->set_follow_location(false);
        client->set_keep_alive(false);
        client->set_url_encode(false);  // addresses come encoded
    }

    std::unique_ptr<httplib::ClientImpl> client;
    httplib::SSLClient* tls = nullptr;  ///< the same client, where it speaks TLS
    Deadline::Clock::time_point begun = Deadline::Clock::now();
};

Error certificateError(const Attempt& attempt, const Url& url, const std::string& name) {
    const long code = attempt.tls == nullptr ? X509_V_OK : attempt.tls->get_openssl_verify_result();
    if (code == X509_V_OK)
        return {Error::Kind::Refused, fmt::format("{}: the server's certificate isn't for the host {}", url.shown(), name),
                false};
    const bool isUntrusted = code == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT || code == X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN ||
                             code == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY ||
                             code == X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE;
    return {Error::Kind::Refused,
            fmt::format("{}: the server's certificate isn't accepted: {}{}", url.shown(), X509_verify_cert_error_string(code),
                        isUntrusted ? "; say in a CA file whom to trust" : ""),
            false};
}

Error timedOut(const Url& url, std::chrono::milliseconds patience, const char* what) {
    return {Error::Kind::TimedOut, fmt::format("{}: {} within {} ms", url.shown(), what, patience.count()), true};
}

/// A server that isn't content with a client's certificate says so when TLS has begun, and hangs up.
const char* remarkOn(const Attempt& attempt, const HttpOptions& options) {
    if (attempt.tls == nullptr) return "";
    return options.certificateFile.empty() ? "; it may ask for a client certificate"
                                           : "; it may not accept the client's certificate";
}

Error errorOf(httplib::Error error, const Attempt& attempt, const Url& url, const HttpOptions& options,
              const Deadline& deadline) {
    if (deadline.isCancelled()) return {Error::Kind::Failed, url.shown() + ": cancelled", true};
    if (error == httplib::Error::SSLServerVerification) return certificateError(attempt, url, nameOf(url, options));
    if (deadline.isOver()) return timedOut(url, deadline.allowed(), "no whole answer");
    const auto patience = std::chrono::milliseconds(options.connectTimeout.toMilliseconds());
    const bool isSilent = error == httplib::Error::SSLConnection && Deadline::Clock::now() - attempt.begun >= patience;
    if (isSilent) return timedOut(url, patience, "TLS isn't agreed on");
    switch (error) {
        case httplib::Error::ConnectionTimeout: return timedOut(url, patience, "can't be reached: no connection");
        case httplib::Error::Connection:
            return {Error::Kind::Unreachable, url.shown() + " can't be reached: nothing takes connections there", true};
        case httplib::Error::SSLLoadingCerts:
            return bad(fmt::format("the file {} with certificates to trust can't be used", options.caFile));
        case httplib::Error::SSLConnection:
            return {Error::Kind::Failed, url.shown() + ": TLS can't be agreed on; is it http:// that is spoken there?", true};
        default:
            return {Error::Kind::Unreachable,
                    fmt::format("{}: the connection broke before there was a whole answer of HTTP{}", url.shown(),
                                remarkOn(attempt, options)),
                    true};
    }
}

httplib::Request requestFor(const std::string& method, const std::string& accept, const std::string& authorization) {
    httplib::Request request;
    request.method = method;
    request.set_header("Accept", accept);
    request.set_header("Accept-Encoding", "gzip");
    request.set_header("User-Agent", "headroom-live");
    if (!authorization.empty()) request.set_header("Authorization", authorization);
    if (method == "POST") request.set_header("Content-Type", "application/x-www-form-urlencoded");
    return request;
}

bool isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// Where a redirect leads on the same server; nothing where it leads elsewhere.
std::optional<Url> redirected(const Url& url, const std::string& location) {
    Url next = url;
    if (location.starts_with("/") && !location.starts_with("//")) {
        next.target = location;
        const auto isPlain = [](char c) { return c > ' ' && c <= '~'; };
        return std::ranges::all_of(location, isPlain) ? std::optional(next) : std::nullopt;
    }
    if (location.find("://") == std::string::npos) return std::nullopt;
    const auto read = readUrl(location, "/");
    if (!read || read.value().origin() != url.origin()) return std::nullopt;
    return read.value();
}

/// One request with all that it may take: several addresses of a host, redirects.
class Exchange {
public:
    Exchange(const Url& url, const HttpOptions& options, const std::vector<std::string>& addresses, Deadline& deadline,
             httplib::Request request)
        : m_url(url), m_options(options), m_addresses(addresses), m_deadline(deadline), m_request(std::move(request)) {}

    Result<HttpAnswer> run() {
        while (true) {
            const Attempt attempt(m_url, m_options, m_addresses.at(m_at), m_deadline, m_deadline.left());
            m_answer = {};
            m_isTooLarge = false;
            const httplib::Error error = send(attempt);
            if (m_isTooLarge)
                return failure(fmt::format("{}: the answer is larger than {} bytes", m_url.shown(), m_options.maxBytes));
            if (error != httplib::Error::Success) {
                if (!mayTryNext(error)) return errorOf(error, attempt, m_url, m_options, m_deadline);
                ++m_at;
                continue;
            }
            if (!isRedirect(m_answer.status)) return std::move(m_answer);
            if (auto refusal = follow()) return *refusal;
        }
    }

private:
    static Error failure(const std::string& message) { return {Error::Kind::Failed, message, false}; }

    httplib::Error send(const Attempt& attempt) {
        m_request.path = m_url.target;
        m_request.content_receiver = [this](const char* data, std::size_t size, std::uint64_t, std::uint64_t) {
            m_isTooLarge = m_answer.body.size() + size > m_options.maxBytes;
            if (!m_isTooLarge) m_answer.body.append(data, size);
            return !m_isTooLarge;
        };
        const httplib::Result result = attempt.client->send(m_request);
        if (!result) return result.error();
        m_answer.status = result->status;
        m_answer.contentType = result->get_header_value("Content-Type");
        m_location = result->get_header_value("Location");
        return httplib::Error::Success;
    }

    bool mayTryNext(httplib::Error error) const {
        const bool isOfAddress = error == httplib::Error::Connection || error == httplib::Error::ConnectionTimeout;
        return isOfAddress && m_at + 1 < m_addresses.size() && !m_deadline.isOver() && !m_deadline.isCancelled();
    }

    /// Goes where the answer sends it; else why not.
    std::optional<Error> follow() {
        const auto next = redirected(m_url, m_location);
        const bool isSameMethod = m_request.method == "GET" || m_answer.status >= 307;
        if (!next || !isSameMethod) return failure(m_url.shown() + " sends to another place, which isn't followed: ask there");
        if (++m_redirects > mostRedirects) return failure(m_url.shown() + " sends in circles");
        m_url = *next;
        return std::nullopt;
    }

    Url m_url;
    const HttpOptions& m_options;
    const std::vector<std::string>& m_addresses;
    Deadline& m_deadline;
    httplib::Request m_request;
    HttpAnswer m_answer;
    std::string m_location;
    bool m_isTooLarge = false;
    std::size_t m_at = 0;
    int m_redirects = 0;
};

/// One request whose answer goes on.
class Stream {
public:
    Stream(const Url& url, const HttpOptions& options, Deadline& deadline, std::chrono::milliseconds longest,
           const HttpClient::Take& take)
        : m_url(url), m_options(options), m_deadline(deadline), m_longest(longest), m_take(take) {}

    Result<HttpAnswer> run(const std::vector<std::string>& addresses, httplib::Request request) {
        request.path = m_url.target;
        request.response_handler = [this](const httplib::Response& head) { return begin(head); };
        request.content_receiver = [this](const char* data, std::size_t size, std::uint64_t, std::uint64_t) {
            return takePart({data, size});
        };
        for (std::size_t i = 0;; ++i) {
            const Attempt attempt(m_url, m_options, addresses.at(i), m_deadline, m_longest);
            const httplib::Result result = attempt.client->send(request);
            if (result || m_isEnough) return std::move(m_answer);
            if (m_isTooLarge)
                return Error{Error::Kind::Failed,
                             fmt::format("{}: the answer is larger than {} bytes", m_url.shown(), m_options.maxBytes), false};
            const bool isOfAddress =
                result.error() == httplib::Error::Connection || result.error() == httplib::Error::ConnectionTimeout;
            if (!isOfAddress || i + 1 == addresses.size() || m_deadline.isOver() || m_deadline.isCancelled())
                return errorOf(result.error(), attempt, m_url, m_options, m_deadline);
        }
    }

private:
    bool begin(const httplib::Response& head) {
        m_answer = {head.status, head.get_header_value("Content-Type"), {}};
        if (head.status != 200) return true;
        m_deadline.allow(m_longest);
        return takePart({});
    }

    bool takePart(std::string_view part) {
        if (m_answer.status == 200) {
            m_isEnough = !m_take(part);
            return !m_isEnough;
        }
        m_isTooLarge = m_answer.body.size() + part.size() > m_options.maxBytes;
        if (!m_isTooLarge) m_answer.body.append(part);
        return !m_isTooLarge;
    }

    const Url& m_url;
    const HttpOptions& m_options;
    Deadline& m_deadline;
    std::chrono::milliseconds m_longest;
    const HttpClient::Take& m_take;
    HttpAnswer m_answer;
    bool m_isEnough = false;
    bool m_isTooLarge = false;
};

std::chrono::milliseconds millisecondsOf(model::Duration duration) {
    return std::chrono::milliseconds(std::max<std::int64_t>(duration.toMilliseconds(), 1));
}

}  // namespace

Result<HttpClient> HttpClient::create(Url url, HttpOptions options) {
    if (!options.caFile.empty())
        if (auto error = checkPem(options.caFile, "certificates to trust")) return *error;
    if (options.certificateFile.empty() != options.keyFile.empty())
        return bad("a client's certificate needs its key, and a key its certificate");
    if (!options.certificateFile.empty()) {
        if (auto error = checkPem(options.certificateFile, "client's certificate")) return *error;
        if (auto error = checkPem(options.keyFile, "key")) return *error;
    }
    if (auto secret = authorization(options.credentials); !secret) return secret.error();
    if (url.isSecure) {
        const httplib::SSLClient tried(url.host, url.port, options.certificateFile, options.keyFile);
        if (!tried.is_valid())
            return bad(fmt::format("the certificate in {} and the key in {} can't be used together", options.certificateFile,
                                   options.keyFile));
    }
    return HttpClient(std::move(url), std::move(options));
}

Result<HttpAnswer> HttpClient::get(const std::string& accept, const IsCancelled& isCancelled) const {
    return perform("GET", accept, {}, isCancelled);
}

Result<HttpAnswer> HttpClient::post(const std::string& form, const IsCancelled& isCancelled) const {
    return perform("POST", "application/json", form, isCancelled);
}

Result<HttpAnswer> HttpClient::perform(const std::string& method, const std::string& accept, const std::string& body,
                                       const IsCancelled& isCancelled) const {
    const auto secret = authorization(m_options.credentials);
    if (!secret) return secret.error();
    Deadline deadline(millisecondsOf(m_options.timeout), isCancelled);
    const auto addresses = addressesOf(m_url.host, deadline);
    if (!addresses) return Error{addresses.error().kind, m_url.shown() + ": " + addresses.error().message, true};
    httplib::Request request = requestFor(method, accept, secret.value());
    request.body = body;
    return Exchange(m_url, m_options, addresses.value(), deadline, std::move(request)).run();
}

Result<HttpAnswer> HttpClient::stream(const std::string& accept, model::Duration longest, const Take& take,
                                      const IsCancelled& isCancelled) const {
    const auto secret = authorization(m_options.credentials);
    if (!secret) return secret.error();
    Deadline deadline(millisecondsOf(m_options.timeout), isCancelled);
    const auto addresses = addressesOf(m_url.host, deadline);
    if (!addresses) return Error{addresses.error().kind, m_url.shown() + ": " + addresses.error().message, true};
    httplib::Request request = requestFor("GET", accept, secret.value());
    // Packed, parts would come late.
    request.headers.erase("Accept-Encoding");
    return Stream(m_url, m_options, deadline, millisecondsOf(longest), take).run(addresses.value(), std::move(request));
}

HttpClient HttpClient::at(std::string target) const {
    HttpClient other = *this;
    other.m_url.target = std::move(target);
    return other;
}

Error errorOfStatus(const HttpAnswer& answer, const std::string& place) {
    switch (answer.status) {
        case 401: return {Error::Kind::Refused, place + " asks for other credentials (401)", false};
        case 403: return {Error::Kind::Refused, place + " may not be read with these credentials (403)", false};
        case 404: return {Error::Kind::Gone, place + ": there is no such page (404)", true};
        default: break;
    }
    const bool isRetriable = answer.status == 408 || answer.status == 429 || answer.status >= 500;
    return {Error::Kind::Failed, fmt::format("{} answers with HTTP status {}", place, answer.status), isRetriable};
}

std::string formEncoded(std::string_view text) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const bool isPlain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        if (isPlain) {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += digits[byte >> 4U];
        encoded += digits[byte & 15U];
    }
    return encoded;
}

}  // namespace headroom::connectors::http
