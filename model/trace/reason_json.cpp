#include "model/trace/reason_json.h"

#include "model/trace/json_text.h"

namespace headroom::trace {
namespace {

void appendInput(std::string& out, const ReasonValue& input) {
    out += "{\"name\":";
    appendString(out, input.name);
    if (const double* number = std::get_if<double>(&input.value)) {
        out += ",\"number\":";
        appendNumber(out, *number);
    } else {
        out += ",\"text\":";
        appendString(out, std::get<std::string>(input.value));
    }
    out += ",\"unit\":";
    appendString(out, input.unit);
    out += '}';
}

}  // namespace

void appendReason(std::string& out, const Reason& reason) {
    out += "{\"rule\":";
    appendString(out, reason.rule);
    out += ",\"inputs\":[";
    for (std::size_t i = 0; i < reason.inputs.size(); ++i) {
        if (i != 0) out += ',';
        appendInput(out, reason.inputs[i]);
    }
    out += "],\"result\":";
    appendString(out, reason.result);
    out += ",\"sentence\":";
    appendString(out, reason.sentence);
    out += ",\"source\":";
    appendString(out, reason.source);
    out += '}';
}

const char* toText(SeriesKind kind) {
    switch (kind) {
        case SeriesKind::Counter: return "counter";
        case SeriesKind::Gauge: return "gauge";
        case SeriesKind::Latency: return "latency";
    }
    return "gauge";
}

}  // namespace headroom::trace
