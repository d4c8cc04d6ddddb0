#include "model/calibration/rewriting.h"

#include <algorithm>
#include <map>
#include <optional>

#include "model/text/document.h"

namespace headroom::calibration {
namespace {

using model::Diagnostics;
using model::Document;
using model::Node;

Document parsed(const std::string& text, const std::string& file) {
    Diagnostics ignored;
    return Document::parse(text, file, ignored);
}

std::string inQuotes(const std::string& text) {
    return "'" + text + "'";
}

/// Plain where it can stand so, else in quotes: within { } a comma would end it.
bool put(Document& document, const Change& change) {
    const Node* before = document.findPath(change.path);
    const bool isThere = before != nullptr;
    if (isThere ? !before->isScalar() || !before->tag.empty() || before->aliased : !change.isNew) return false;
    for (const std::string& text : {change.value, inQuotes(change.value)}) {
        Diagnostics ignored;
        if (!document.set(change.path, text, ignored)) continue;
        const Node* now = document.findPath(change.path);
        if (now != nullptr && now->isScalar() && now->value == change.value) return true;
    }
    return false;
}

/// Origins by the place where their line ends; a line's several are told one after the other.
std::map<std::size_t, std::string> notesOf(const Document& document, const std::vector<Change>& done) {
    const std::string& text = document.text();
    std::map<std::size_t, std::string> notes;
    for (const Change& change : done) {
        const Node* node = document.findPath(change.path);
        if (node == nullptr || change.origin.empty()) continue;
        std::size_t end = std::min(text.find('\n', node->range.end), text.size());
        if (end > node->range.end && text[end - 1] == '\r') --end;
        const bool hasComment = text.substr(node->range.end, end - node->range.end).find(" #") != std::string::npos;
        std::string& note = notes[end];
        note += (note.empty() && !hasComment ? "  # " : "; ") + change.origin;
    }
    return notes;
}

bool hasValues(const Document& document, const std::vector<Change>& done) {
    return document.root() != nullptr && std::ranges::all_of(done, [&](const Change& change) {
               const Node* node = document.findPath(change.path);
               return node != nullptr && node->value == change.value;
           });
}

}  // namespace

Rewriting rewrite(const std::string& text, const std::string& file, const std::vector<Change>& changes) {
    Document document = parsed(text, file);
    Rewriting result;
    std::vector<Change> done;
    for (const Change& change : changes) {
        if (document.root() != nullptr && put(document, change))
            done.push_back(change);
        else
            result.refused.push_back(change.path);
    }
    result.text = document.root() == nullptr ? text : document.text();
    const std::map<std::size_t, std::string> notes = notesOf(document, done);
    for (auto note = notes.rbegin(); note != notes.rend(); ++note) {
        std::string commented = result.text;
        commented.insert(note->first, note->second);
        // A '#' in a text isn't a comment's: then the value stands without its origin.
        if (hasValues(parsed(commented, file), done)) result.text = std::move(commented);
    }
    return result;
}

}  // namespace headroom::calibration
