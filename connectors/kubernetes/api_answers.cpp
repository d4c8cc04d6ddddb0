#include "connectors/kubernetes/api_answers.h"

#include <fmt/format.h>

#include <algorithm>

#include "connectors/http/http_client.h"
#include "connectors/kubernetes/json_access.h"

namespace headroom::connectors::kubernetes {
namespace {

constexpr int goneStatus = 410;
constexpr std::size_t longestToken = 16 * 1024;

/// A text that goes back into an address: of a sensible length, else empty.
std::string tokenAt(const Json& json, std::initializer_list<const char*> path) {
    const Json* value = find(json, path);
    if (value == nullptr || !value->is_string()) return {};
    const std::string& text = value->get_ref<const std::string&>();
    const auto isPlain = [](char c) { return c > ' ' && c <= '~'; };
    return text.size() <= longestToken && std::ranges::all_of(text, isPlain) ? text : std::string{};
}

Error noSuchAnswer(const std::string& place, const char* what) {
    return {Error::Kind::Failed, fmt::format("{} {}: is it a Kubernetes API server?", place, what), true};
}

bool isList(const Json& json) {
    return textAt(json, {"kind"}).ends_with("List") && find(json, {"metadata"}) != nullptr;
}

Result<WatchNotice> readError(const Json& status, const std::string& place) {
    const auto code = countAt(status, {"code"});
    const std::string message = textAt(status, {"message"});
    if (code == goneStatus || textAt(status, {"reason"}) == "Expired" || textAt(status, {"reason"}) == "Gone")
        return WatchNotice{WatchNotice::Type::Expired, {}, {}};
    return Error{Error::Kind::Failed, fmt::format("{}: the watch failed: {}", place, message.empty() ? "for no reason" : message),
                 true};
}

}  // namespace

Result<ListPage> readListPage(Kind kind, std::string_view json, const std::string& place) {
    const Json parsed = Json::parse(json, nullptr, false);
    if (parsed.is_discarded()) return noSuchAnswer(place, "doesn't answer in JSON");
    const Json* items = find(parsed, {"items"});
    const bool hasItems = items != nullptr && (items->is_array() || items->is_null());
    if (!isList(parsed) || !hasItems) return noSuchAnswer(place, "doesn't answer with a list");
    ListPage page;
    page.resourceVersion = tokenAt(parsed, {"metadata", "resourceVersion"});
    page.more = tokenAt(parsed, {"metadata", "continue"});
    if (page.resourceVersion.empty()) return noSuchAnswer(place, "gives a list without a version");
    for (const Json& item : *items) {
        auto object = readObject(kind, item);
        if (object)
            page.objects.push_back(std::move(*object));
        else
            ++page.senseless;
    }
    return page;
}

Result<WatchNotice> readWatchLine(Kind kind, std::string_view line, const std::string& place) {
    const Json parsed = Json::parse(line, nullptr, false);
    if (parsed.is_discarded()) return noSuchAnswer(place, "watches with what isn't JSON");
    const std::string type = textAt(parsed, {"type"});
    const Json* object = find(parsed, {"object"});
    if (type.empty() || object == nullptr || !object->is_object()) return noSuchAnswer(place, "watches with what is no event");
    if (type == "ERROR") return readError(*object, place);
    WatchNotice notice;
    notice.resourceVersion = tokenAt(*object, {"metadata", "resourceVersion"});
    if (type == "BOOKMARK") notice.type = WatchNotice::Type::Bookmark;
    const bool isPut = type == "ADDED" || type == "MODIFIED";
    if (!isPut && type != "DELETED") return notice;
    notice.object = readObject(kind, *object);
    if (notice.object) notice.type = isPut ? WatchNotice::Type::Put : WatchNotice::Type::Removed;
    return notice;
}

std::string messageOfStatus(std::string_view body) {
    const Json parsed = Json::parse(body, nullptr, false);
    if (parsed.is_discarded() || textAt(parsed, {"kind"}) != "Status") return {};
    return textAt(parsed, {"message"});
}

Error errorOfAnswer(Kind kind, const std::string& space, int status, std::string_view body, const std::string& server) {
    const KindOfThing& thing = thingOf(kind);
    const std::string said = messageOfStatus(body);
    const std::string where = space.empty() ? "in all namespaces" : "in namespace " + space;
    const std::string because = said.empty() ? "" : ": " + said;
    switch (status) {
        case 401:
            return {Error::Kind::Refused,
                    fmt::format("{} asks for other credentials (401): the token may have expired; log in again, or have another "
                                "context with --context",
                                server),
                    false};
        case 403:
            return {Error::Kind::Refused,
                    fmt::format("{} {} may not be looked at (403){}; a {} needs the rule {}", thing.resource, where, because,
                                space.empty() ? "ClusterRole" : "Role", rightsFor(kind)),
                    false};
        case 404:
            return {Error::Kind::Unsupported,
                    fmt::format("{} knows no {} of {}{}{} (404)", server, thing.resource, thing.group,
                                thing.group.empty() ? "" : "/", thing.version),
                    false};
        default: break;
    }
    http::HttpAnswer answer;
    answer.status = status;
    Error error = http::errorOfStatus(answer, server);
    error.message += because;
    return error;
}

}  // namespace headroom::connectors::kubernetes
