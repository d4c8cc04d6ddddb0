#pragma once
// Values as the ecosystems write them: Kafka's bare numbers, Spring's durations and sizes, Kubernetes quantities.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/quantities.h"

namespace headroom::model {

/// Reads and shows values of one type; `read` gives nothing and says in `problem` what was expected.
template <class Value>
struct Codec {
    std::function<std::optional<Value>(const std::string& text, std::string& problem)> read;
    std::function<std::string(const Value& value)> show;
};

Codec<int> intCodec(int low, int high = 2147483647);
Codec<std::int64_t> longCodec(std::int64_t low, std::int64_t high = 9'007'199'254'740'992);
Codec<double> numberCodec(double low, double high);
Codec<float> percentCodec();
Codec<bool> flagCodec();
Codec<std::string> textCodec();
/// Kafka's milliseconds; with `minusOneIsEver`, -1 is infinite.
Codec<Duration> millisecondsCodec(std::int64_t low, bool minusOneIsEver = false);
/// Bare numbers in another unit: seconds, minutes, hours.
Codec<Duration> wholeUnitsCodec(Duration unit, bool minusOneIsEver = false);
/// Kafka's bytes.
Codec<Bytes> bytesCodec(std::int64_t low);
/// Spring's Duration: "60s", "500ms", "PT1M"; a bare number is in milliseconds.
Codec<Duration> springDurationCodec(Duration low = {});
/// Spring's DataSize: "16KB" (1024 bytes each, as Spring counts), a bare number is in bytes.
Codec<Bytes> dataSizeCodec(std::int64_t low);

template <class Enum>
Codec<Enum> choiceCodec(std::vector<std::pair<std::string, Enum>> choices);

/// A word with letters lowered and '-' and '_' dropped, so that TIME_BASED, time-based and timeBased are the same.
std::string relaxed(const std::string& word);

/// ISO 8601 durations as java.time.Duration prints them ("PT1M30S"), Spring's simple style ("90s"), or bare milliseconds.
std::optional<Duration> parseSpringDuration(const std::string& text);
/// Kubernetes' resource.Quantity: "512Mi", "250m", "1e3", "2"; absent if malformed, negative or beyond 1e18.
std::optional<double> parseKubernetesQuantity(const std::string& text);
/// Go's time.Duration: "15s", "1m30s", "0".
std::optional<Duration> parseGoDuration(const std::string& text);

template <class Enum>
Codec<Enum> choiceCodec(std::vector<std::pair<std::string, Enum>> choices) {
    return {[choices](const std::string& text, std::string& problem) -> std::optional<Enum> {
                for (const auto& [name, value] : choices)
                    if (relaxed(name) == relaxed(text)) return value;
                problem = "it is one of ";
                for (const auto& [name, value] : choices) problem += (&name == &choices.front().first ? "" : ", ") + name;
                return std::nullopt;
            },
            [choices](const Enum& value) {
                for (const auto& [name, known] : choices)
                    if (known == value) return name;
                return std::string();
            }};
}

}  // namespace headroom::model
