#pragma once

#include <map>
#include <string>
#include <variant>

namespace headroom::validation {

/// What is measured on real Kafka and how far it may be from its prediction: a file of NAME=VALUE lines, as a shell reads it too.
class LivePlan {
public:
    /// The plan, or what is wrong with its text, with the file and the line.
    static std::variant<LivePlan, std::string> read(const std::string& text, const std::string& file);

    const std::string& scenario() const { return m_texts.at("scenario"); }
    const std::string& group() const { return m_texts.at("group"); }
    /// Of one of the names that a plan has.
    double number(const std::string& name) const { return m_numbers.at(name); }

private:
    std::map<std::string, std::string> m_texts;
    std::map<std::string, double> m_numbers;
};

}  // namespace headroom::validation
