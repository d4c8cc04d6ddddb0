#include "app/desktop/views/inspector/list_moves.h"

#include <QCoreApplication>
#include <charconv>

#include "model/text/quoting.h"

namespace headroom::views {
namespace {

/// The lines of one item of a block list, with the comment lines right above it.
model::ByteRange linesOf(const std::string& text, const model::Node& item) {
    std::size_t begin = item.range.begin == 0 ? 0 : text.rfind('\n', item.range.begin - 1) + 1;
    while (begin > 0) {
        const std::size_t above = begin < 2 ? 0 : text.rfind('\n', begin - 2) + 1;
        const std::size_t first = text.find_first_not_of(" \t", above);
        if (first >= begin || text[first] != '#') break;
        begin = above;
    }
    std::size_t last = item.range.end;  // a block's range may reach to where the next thing begins
    while (last > item.range.begin && (text[last - 1] == '\n' || text[last - 1] == ' ' || text[last - 1] == '\r')) --last;
    const std::size_t end = text.find('\n', last);
    return {begin, end == std::string::npos ? text.size() : end + 1};
}

/// Two neighbours exchanged as whole lines, if the list is written so.
bool exchangeLines(ScenarioDocument& document, const model::Node& upper, const model::Node& lower, const QString& label) {
    const std::string& text = document.text();
    const model::ByteRange first = linesOf(text, upper);
    const model::ByteRange second = linesOf(text, lower);
    if (first.end > second.begin || second.end == second.begin || text[second.end - 1] != '\n') return false;
    const std::string moved = text.substr(second.begin, second.size()) + text.substr(first.end, second.begin - first.end) +
                              text.substr(first.begin, first.size());
    std::string result = text;
    result.replace(first.begin, second.end - first.begin, moved);
    document.replaceText(result, label);
    return true;
}

}  // namespace

bool moveItem(ScenarioDocument& document, const std::string& itemPath, int by) {
    const std::size_t bracket = itemPath.rfind('[');
    if (bracket == std::string::npos || document.tree() == nullptr) return false;
    const std::string listPath = itemPath.substr(0, bracket);
    int index = 0;
    std::from_chars(itemPath.data() + bracket + 1, itemPath.data() + itemPath.size(), index);
    const model::Node* list = document.tree()->findPath(listPath);
    const int target = index + by;
    if (list == nullptr || by == 0 || target < 0 || target >= static_cast<int>(list->items.size())) return false;

    const QString label = QCoreApplication::translate("ListMoves", "Move a step");
    const int upper = std::min(index, target);
    const int lower = std::max(index, target);
    const auto item = [&](int at) -> const model::Node& { return *list->items[static_cast<std::size_t>(at)]; };
    if (lower == upper + 1 && list->style == model::Node::Style::Block &&
        exchangeLines(document, item(upper), item(lower), label))
        return true;
    const std::string upperText = model::flowText(item(upper));
    const std::string lowerText = model::flowText(item(lower));
    document.beginStep(label);
    const bool isDone = document.set(listPath + "[" + std::to_string(upper) + "]", lowerText, label) &&
                        document.set(listPath + "[" + std::to_string(lower) + "]", upperText, label);
    document.endStep();
    return isDone;
}

}  // namespace headroom::views
