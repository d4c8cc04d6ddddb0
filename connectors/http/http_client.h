#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "connectors/error.h"
#include "connectors/http/http_options.h"
#include "connectors/http/url.h"

namespace headroom::connectors::http {

/// What a server says, whatever its status.
struct HttpAnswer {
    int status = 0;
    std::string contentType;
    std::string body;
};

/// Asks one server over HTTP or HTTPS, on a connection of its own each time. Calls may come from several threads.
class HttpClient {
public:
    using IsCancelled = std::function<bool()>;

    /// Connects to nothing yet; an error is one of the options'.
    static Result<HttpClient> create(Url url, HttpOptions options);

    /// GET. Redirects are followed on the same server only. All errors name the address, without its query.
    Result<HttpAnswer> get(const std::string& accept, const IsCancelled& isCancelled) const;
    /// POST of a form that is encoded already. Redirected only where the server says to post again.
    Result<HttpAnswer> post(const std::string& form, const IsCancelled& isCancelled) const;

    /// Takes a part of an answer as it comes; whether to go on.
    using Take = std::function<bool(std::string_view)>;
    /// GET of what goes on: the parts of a 200's body are handed over as they come, after an empty one with which it begins,
    /// until the server ends it (the answer, without a body), `take` wants no more (likewise), or it has gone on for `longest`
    /// (an error). What other statuses say is a whole body, in time as ever. Redirects are not followed.
    Result<HttpAnswer> stream(const std::string& accept, model::Duration longest, const Take& take,
                              const IsCancelled& isCancelled) const;

    /// The same server, asked for another path and query.
    HttpClient at(std::string target) const;

    const Url& url() const { return m_url; }

private:
    HttpClient(Url url, HttpOptions options) : m_url(std::move(url)), m_options(std::move(options)) {}
    Result<HttpAnswer> perform(const std::string& method, const std::string& accept, const std::string& body,
                               const IsCancelled& isCancelled) const;

    Url m_url;
    HttpOptions m_options;
};

/// The error that a status means, apart from 200: refused (401, 403), gone (404), to be tried again (429, 5xx), failed.
Error errorOfStatus(const HttpAnswer& answer, const std::string& place);

/// Bytes as a form's value has them.
std::string formEncoded(std::string_view text);

}  // namespace headroom::connectors::http
