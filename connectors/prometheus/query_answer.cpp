#include "connectors/prometheus/query_answer.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "connectors/prometheus/number_text.h"

namespace headroom::connectors::prometheus {
namespace {

using Json = nlohmann::json;

constexpr std::size_t longestMessage = 300;

const Json* find(const Json& object, const char* name) {
    if (!object.is_object()) return nullptr;
    const auto place = object.find(name);
    return place == object.end() ? nullptr : &*place;
}

/// A text of the server's, short and without control characters.
std::string shown(const Json* text) {
    if (text == nullptr || !text->is_string()) return {};
    std::string all = text->get<std::string>().substr(0, longestMessage);
    for (char& c : all)
        if (c >= 0 && c < ' ') c = ' ';
    return all;
}

Error errorOf(const Json& answer, const std::string& place) {
    const std::string type = shown(find(answer, "errorType"));
    const std::string message = fmt::format("{}: the query failed: {}{}", place, type, type.empty() ? "" : ": ");
    Error error{Error::Kind::Failed, message + shown(find(answer, "error")), true};
    if (type == "bad_data") error = {Error::Kind::BadConfiguration, error.message, false};
    if (type == "timeout") error.kind = Error::Kind::TimedOut;
    if (type == "not_found") error.kind = Error::Kind::Gone;
    if (type == "execution") error.retriable = false;
    return error;
}

std::optional<Point> readPoint(const Json& pair) {
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_number() || !pair[1].is_string()) return std::nullopt;
    const auto value = readNumber(pair[1].get_ref<const std::string&>());
    const double time = pair[0].get<double>();
    if (!value || !std::isfinite(time)) return std::nullopt;
    return Point{time, *value};
}

std::optional<Labels> readLabels(const Json* metric) {
    if (metric == nullptr || !metric->is_object()) return std::nullopt;
    Labels labels;
    for (const auto& [name, value] : metric->items()) {
        if (!value.is_string()) return std::nullopt;
        labels.add(name, value.get<std::string>());
    }
    return labels;
}

class AnswerReader {
public:
    explicit AnswerReader(std::string place) : m_place(std::move(place)) {}

    Result<QueryAnswer> read(const Json& json) {
        const Json* status = find(json, "status");
        if (status != nullptr && *status == "error") return errorOf(json, m_place);
        const Json* data = find(json, "data");
        const Json* type = data == nullptr ? nullptr : find(*data, "resultType");
        const Json* result = data == nullptr ? nullptr : find(*data, "result");
        if (status == nullptr || *status != "success" || type == nullptr || !type->is_string() || result == nullptr)
            return Error{Error::Kind::Failed, m_place + " doesn't answer as Prometheus does: is it one?", true};
        takeWarnings(find(json, "warnings"));
        takeWarnings(find(json, "infos"));
        if (*type == "vector" || *type == "matrix") {
            m_answer.kind = *type == "vector" ? QueryAnswer::Kind::Vector : QueryAnswer::Kind::Matrix;
            takeAll(*result);
        } else if (*type == "scalar") {
            m_answer.kind = QueryAnswer::Kind::Scalar;
            if (const auto point = readPoint(*result))
                m_answer.series.push_back({{}, {*point}});
            else
                ++m_senseless;
        } else if (*type == "string" && result->is_array() && result->size() == 2 && (*result)[1].is_string()) {
            m_answer.kind = QueryAnswer::Kind::Text;
            m_answer.text = (*result)[1].get<std::string>();
        } else {
            return Error{Error::Kind::Unsupported, fmt::format("{}: a result of type '{}' isn't known", m_place, shown(type)),
                         false};
        }
        if (m_senseless > 0)
            m_answer.warnings.push_back(fmt::format("{} values of the answer make no sense and stay unknown", m_senseless));
        return std::move(m_answer);
    }

private:
    void takeWarnings(const Json* warnings) {
        if (warnings == nullptr || !warnings->is_array()) return;
        for (const Json& warning : *warnings)
            if (warning.is_string() && m_answer.warnings.size() < 20) m_answer.warnings.push_back(shown(&warning));
    }

    void takeAll(const Json& result) {
        if (!result.is_array()) {
            ++m_senseless;
            return;
        }
        for (const Json& one : result) takeSeries(one);
    }

    void takeSeries(const Json& one) {
        auto labels = readLabels(find(one, "metric"));
        const Json* value = find(one, "value");
        const Json* values = find(one, "values");
        QuerySeries series;
        if (value != nullptr) take(*value, series);
        if (values != nullptr && values->is_array())
            for (const Json& each : *values) take(each, series);
        // Native histograms have neither; nobody here can read them yet.
        if (!labels || (value == nullptr && values == nullptr)) ++m_senseless;
        if (!labels || series.points.empty()) return;
        series.labels = std::move(*labels);
        m_answer.series.push_back(std::move(series));
    }

    void take(const Json& pair, QuerySeries& series) {
        const auto point = readPoint(pair);
        const bool isSensible = point && (series.points.empty() || series.points.back().time < point->time);
        if (isSensible)
            series.points.push_back(*point);
        else
            ++m_senseless;
    }

    std::string m_place;
    QueryAnswer m_answer;
    std::size_t m_senseless = 0;
};

}  // namespace

Result<QueryAnswer> readQueryAnswer(std::string_view json, const std::string& place) {
    const Json parsed = Json::parse(json, nullptr, false);
    if (parsed.is_discarded()) return Error{Error::Kind::Failed, place + " doesn't answer in JSON: is it Prometheus?", true};
    return AnswerReader(place).read(parsed);
}

}  // namespace headroom::connectors::prometheus
