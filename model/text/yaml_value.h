#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headroom::model {

/// A YAML value on its way into a new file: block style, keys in the order they were set, texts in quotes wherever a reader could
/// take them for something else than a text.
class YamlValue {
public:
    /// An empty mapping.
    YamlValue() = default;
    static YamlValue list() { return {Kind::List, {}}; }
    /// A scalar as it is to stand there, on one line.
    static YamlValue written(std::string text) { return {Kind::Scalar, std::move(text)}; }
    /// A text of several lines, as lines where a literal block can hold it.
    static YamlValue lines(std::string text);

    static YamlValue of(YamlValue value) { return value; }
    static YamlValue of(std::string_view text);
    static YamlValue of(const std::string& text) { return of(std::string_view(text)); }
    static YamlValue of(const char* text) { return of(std::string_view(text)); }
    static YamlValue of(bool flag) { return written(flag ? "true" : "false"); }
    static YamlValue of(std::int64_t number) { return written(std::to_string(number)); }
    static YamlValue of(int number) { return written(std::to_string(number)); }

    /// Of a mapping; a key is set once.
    template <class T>
    YamlValue& set(const std::string& key, T&& value) {
        return put(key, of(std::forward<T>(value)));
    }
    /// Of a list.
    template <class T>
    YamlValue& add(T&& value) {
        return put({}, of(std::forward<T>(value)));
    }
    /// Lines above what is set or added next.
    YamlValue& comment(std::string text) {
        m_nextComment = std::move(text);
        return *this;
    }

    bool isEmpty() const { return m_children.empty(); }
    /// The whole as a document, its last line ended.
    std::string render() const;

private:
    enum class Kind { Mapping, List, Scalar, Lines };

    YamlValue(Kind kind, std::string text) : m_kind(kind), m_text(std::move(text)) {}
    YamlValue& put(std::string key, YamlValue value);
    bool isCollection() const { return m_kind == Kind::Mapping || m_kind == Kind::List; }
    void renderComment(std::string& out, std::size_t indent) const;
    void renderBehind(std::string& out, std::size_t indent) const;
    void renderItem(std::string& out, std::size_t indent) const;
    void renderChildren(std::string& out, std::size_t indent, bool isInline) const;

    Kind m_kind = Kind::Mapping;
    std::string m_text;  ///< Scalar, Lines
    std::vector<YamlValue> m_children;
    std::string m_key;      ///< in a mapping
    std::string m_comment;  ///< above it
    std::string m_nextComment;
};

/// A text as a scalar in block style: plain where every reader of YAML takes it for a text, else in quotes.
std::string yamlText(std::string_view text);

/// Whether a scalar's text means the same when it stands plain in block style.
bool canStandPlain(std::string_view text);

/// `text` as comment lines, indented, each line of it one.
std::string yamlComment(std::string_view text, std::size_t indent = 0);

}  // namespace headroom::model
