#include "model/text/tree_compare.h"

namespace headroom::model {

namespace {

struct Child {
    const std::string* key;  ///< null for an item
    const Node* node;
};

std::vector<Child> ownChildren(const Node& node) {
    std::vector<Child> children;
    for (const Node::Entry& entry : node.entries) {
        if (!entry.merged) children.push_back({&entry.key, entry.value.get()});
    }
    for (const auto& item : node.items) children.push_back({nullptr, item.get()});
    return children;
}

bool sameKey(const Child& a, const Child& b) {
    return (a.key == nullptr) == (b.key == nullptr) && (a.key == nullptr || *a.key == *b.key);
}

bool isEdit(const Node& before, const Node& after, const ChildTrail& trail, std::size_t level, const std::string& key,
            const Node* expected) {
    if (level == trail.size()) return expected != nullptr && sayTheSame(*expected, after);
    if (before.kind != after.kind || before.tag != after.tag) return false;
    const std::vector<Child> old = ownChildren(before);
    const std::vector<Child> now = ownChildren(after);
    const std::size_t at = trail[level];
    const bool last = level + 1 == trail.size();
    const bool added = last && at == old.size();
    const bool removed = last && expected == nullptr;
    if (now.size() != old.size() + (added ? 1 : 0) - (removed ? 1 : 0)) return false;
    for (std::size_t i = 0, k = 0; i < old.size(); ++i) {
        if (i == at && removed) continue;
        const bool edited = i == at;
        if (!sameKey(old[i], now[k])) return false;
        if (edited ? !isEdit(*old[i].node, *now[k].node, trail, level + 1, key, expected)
                   : !sayTheSame(*old[i].node, *now[k].node)) {
            return false;
        }
        ++k;
    }
    if (!added) return true;
    return (now.back().key == nullptr || *now.back().key == key) && sayTheSame(*expected, *now.back().node);
}

/// A block scalar at the very end of a text lacks its last line break until something follows it.
bool sameText(const Node& a, const Node& b) {
    const auto block = [](const Node& n) { return n.style == Node::Style::Literal || n.style == Node::Style::Folded; };
    return a.value == b.value || (block(a) && block(b) && (a.value + "\n" == b.value || a.value == b.value + "\n"));
}

}  // namespace

bool sayTheSame(const Node& a, const Node& b) {
    if (a.aliased && b.aliased) return true;
    if (a.isNull() && b.isNull()) return true;
    if (a.kind != b.kind || a.tag != b.tag || !sameText(a, b)) return false;
    const std::vector<Child> left = ownChildren(a);
    const std::vector<Child> right = ownChildren(b);
    if (left.size() != right.size()) return false;
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (!sameKey(left[i], right[i]) || !sayTheSame(*left[i].node, *right[i].node)) return false;
    }
    return true;
}

bool isEditOf(const Node& before, const Node& after, const ChildTrail& trail, const std::string& key, const Node* expected) {
    return isEdit(before, after, trail, 0, key, expected);
}

}  // namespace headroom::model
