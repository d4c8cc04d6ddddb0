#pragma once
// Random YAML texts with the values they stand for.

#include <rapidcheck.h>

#include <string>
#include <utility>
#include <vector>

#include "model/text/document.h"

namespace headroom::model {

/// What a text was written from.
struct Written {
    struct Entry;
    Node::Kind kind = Node::Kind::Scalar;
    std::string value;
    std::vector<Entry> entries;
    std::vector<Written> items;
};

struct Written::Entry {
    std::string key;
    Written value;
};

/// Writes a random document in a mix of styles, with comments, blank lines, Unicode and any line break. Draws from RapidCheck.
class RandomYaml {
public:
    RandomYaml() : m_break(pick(3) == 0 ? "\r\n" : "\n"), m_step(static_cast<std::size_t>(1 + pick(4))) {
        if (pick(6) == 0) text = "\xEF\xBB\xBF";
        if (pick(4) == 0) text += "# head \xC3\xA4" + m_break + m_break;
        const bool sequence = pick(4) == 0;
        written = sequence ? blockSequence(0, 0) : blockMapping(0, 0);
        if (pick(3) == 0) text.resize(text.size() - m_break.size());
    }

    std::string text;
    Written written;

private:
    static int pick(int n) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, n)); }

    std::string word() {
        static const char* const words[] = {"a",      "orders",  "12", "x#y",    "a.b",  "\xC3\xBC\xE2\x82\xAC",
                                            "1s..2s", "k8s/x-y", "-1", "http:x", "true", "\xF0\x9F\x98\x80 z"};
        return words[pick(12)];
    }
    std::string comment() { return pick(4) == 0 ? "  # c, [ '\" \xE2\x82\xAC" : ""; }
    void leading(std::size_t indent) {
        if (pick(5) == 0) text += std::string(indent, ' ') + "# above" + m_break;
        if (pick(8) == 0) text += m_break;
    }

    Written scalar() {
        Written made;
        made.value = word();
        switch (pick(4)) {
            case 0: made.value += " it's, [x]: y", text += "'" + made.value.insert(made.value.find('\''), "'") + "'"; break;
            case 1: text += "\"" + made.value + " \\\"\\t\\u20AC\"", made.value += " \"\t\xE2\x82\xAC"; return made;
            default: text += made.value; return made;
        }
        made.value.erase(made.value.find('\''), 1);
        return made;
    }

    Written flow(int depth) {
        Written made;
        const bool mapping = pick(2) == 0;
        made.kind = mapping ? Node::Kind::Mapping : Node::Kind::Sequence;
        text += mapping ? "{" : "[";
        const int count = pick(4);
        for (int i = 0; i < count; ++i) {
            if (i > 0) text += pick(5) == 0 ? " ,  " : ", ";
            if (mapping) text += "k" + std::to_string(i) + ": ";
            Written child = depth < 2 && pick(3) == 0 ? flow(depth + 1) : scalar();
            if (mapping)
                made.entries.push_back({"k" + std::to_string(i), std::move(child)});
            else
                made.items.push_back(std::move(child));
        }
        text += mapping ? "}" : "]";
        return made;
    }

    Written literal(std::size_t indent) {
        Written made;
        text += pick(2) == 0 ? " |" : " |-";
        const bool strip = text.back() == '-';
        text += comment() + m_break;
        const int lines = 1 + pick(3);
        for (int i = 0; i < lines; ++i) {
            const std::string line = word() + (pick(2) == 0 ? " # kept" : "");
            text += std::string(indent + m_step, ' ') + line + m_break;
            made.value += line + "\n";
            if (i + 1 < lines && pick(4) == 0) text += m_break, made.value += "\n";
        }
        if (strip) made.value.pop_back();
        return made;
    }

    /// What follows a ':' or '-' whose block stands at `indent`.
    Written value(std::size_t indent, int depth, bool underKey) {
        const int form = pick(depth < 3 ? 8 : 5);
        if (form == 4) return literal(indent);
        if (form < 4) {
            text += " ";
            Written made = form == 3 ? flow(0) : scalar();
            text += comment() + m_break;
            return made;
        }
        text += comment() + m_break;
        if (form == 5) return blockSequence(indent + (underKey && pick(2) == 0 ? 0 : m_step), depth + 1);
        return blockMapping(indent + m_step, depth + 1);
    }

    Written blockMapping(std::size_t indent, int depth) {
        Written made;
        made.kind = Node::Kind::Mapping;
        const int count = 1 + pick(4);
        for (int i = 0; i < count; ++i) {
            const std::string key = (pick(4) == 0 ? "dotted.k" : pick(3) == 0 ? "\xC3\xBC" : "key") + std::to_string(i);
            leading(indent);
            text += std::string(indent, ' ') + (pick(4) == 0 ? "'" + key + "'" : key) + ":";
            made.entries.push_back({key, value(indent, depth, true)});
        }
        return made;
    }

    Written blockSequence(std::size_t indent, int depth) {
        Written made;
        made.kind = Node::Kind::Sequence;
        const int count = 1 + pick(3);
        for (int i = 0; i < count; ++i) {
            leading(indent);
            text += std::string(indent, ' ') + "-";
            made.items.push_back(value(indent, depth, false));
        }
        return made;
    }

    std::string m_break;
    std::size_t m_step;
};

}  // namespace headroom::model
