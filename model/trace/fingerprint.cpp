#include "model/trace/fingerprint.h"

#include <bit>
#include <cmath>

#include "model/trace/frame_order.h"

namespace headroom::trace {
namespace {

constexpr std::uint64_t prime1 = 0x9E3779B185EBCA87ULL;
constexpr std::uint64_t prime2 = 0xC2B2AE3D27D4EB4FULL;
constexpr std::uint64_t prime3 = 0x165667B19E3779F9ULL;
constexpr std::uint64_t prime4 = 0x85EBCA77C2B2AE63ULL;
constexpr std::uint64_t canonicalNan = 0x7FF8000000000000ULL;

/// Separates the kinds of calls, so that an element can't pass for a series.
enum Tag : std::uint64_t { ElementTag = 1, SeriesTag, FrameTag, EventTag };

}  // namespace

void Fingerprint::mix(std::uint64_t word) {
    m_hash ^= std::rotl(word * prime2, 31) * prime1;
    m_hash = std::rotl(m_hash, 27) * prime1 + prime4;
}

void Fingerprint::mix(double value) {
    if (value == 0) return mix(std::uint64_t{0});
    mix(std::isnan(value) ? canonicalNan : std::bit_cast<std::uint64_t>(value));
}

void Fingerprint::mix(std::string_view text) {
    mix(static_cast<std::uint64_t>(text.size()));
    for (std::size_t at = 0; at < text.size(); at += 8) {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < 8 && at + i < text.size(); ++i)
            word |= static_cast<std::uint64_t>(static_cast<unsigned char>(text[at + i])) << (8 * i);
        mix(word);
    }
}

std::uint64_t Fingerprint::value() const {
    std::uint64_t hash = m_hash;
    hash = (hash ^ (hash >> 33U)) * prime2;
    hash = (hash ^ (hash >> 29U)) * prime3;
    return hash ^ (hash >> 32U);
}

void Fingerprint::begin(const Header& header) {
    if (m_next != nullptr) m_next->begin(header);
}

void Fingerprint::declare(const Element& element) {
    mix(std::uint64_t{ElementTag});
    mix(std::uint64_t{element.index.value});
    for (const std::string* text : {&element.id, &element.kind, &element.name, &element.parent}) mix(std::string_view(*text));
    if (m_next != nullptr) m_next->declare(element);
}

void Fingerprint::declare(const Series& series) {
    mix(std::uint64_t{SeriesTag});
    mix(std::uint64_t{series.index.value});
    mix(std::uint64_t{series.element.value});
    mix(std::string_view(series.name));
    mix(std::string_view(series.unit));
    mix(static_cast<std::uint64_t>(series.kind));
    if (m_next != nullptr) m_next->declare(series);
}

void Fingerprint::frame(const Frame& unordered) {
    const Frame& frame = inSeriesOrder(unordered, m_scratch);
    mix(std::uint64_t{FrameTag});
    mix(frame.number);
    mix(static_cast<std::uint64_t>(frame.time.ns));
    mix(static_cast<std::uint64_t>(frame.values.size()));
    for (const auto& [series, value] : frame.values) {
        mix(std::uint64_t{series.value});
        mix(value);
    }
    mix(static_cast<std::uint64_t>(frame.sketches.size()));
    for (const auto& [series, sketch] : frame.sketches) {
        mix(std::uint64_t{series.value});
        mix(sketch.sum());
        mix(static_cast<std::uint64_t>(sketch.min()));
        mix(static_cast<std::uint64_t>(sketch.max()));
        for (const auto& [bucket, count] : sketch.buckets()) {
            mix(std::uint64_t{bucket});
            mix(count);
        }
    }
    if (m_next != nullptr) m_next->frame(frame);
}

void Fingerprint::event(const Event& event) {
    mix(std::uint64_t{EventTag});
    mix(static_cast<std::uint64_t>(event.time.ns));
    for (const std::string* text : {&event.kind, &event.element, &event.severity, &event.reason.rule, &event.reason.result})
        mix(std::string_view(*text));
    mix(static_cast<std::uint64_t>(event.reason.inputs.size()));
    for (const ReasonValue& input : event.reason.inputs) {
        mix(std::string_view(input.name));
        mix(static_cast<std::uint64_t>(input.value.index()));
        if (const double* number = std::get_if<double>(&input.value))
            mix(*number);
        else
            mix(std::string_view(std::get<std::string>(input.value)));
        mix(std::string_view(input.unit));
    }
    if (m_next != nullptr) m_next->event(event);
}

void Fingerprint::span(const Span& span) {
    if (m_next != nullptr) m_next->span(span);
}

void Fingerprint::end(const Footer& footer) {
    if (m_next == nullptr) return;
    Footer filled = footer;
    if (filled.fingerprint == 0) filled.fingerprint = value();
    m_next->end(filled);
}

}  // namespace headroom::trace
