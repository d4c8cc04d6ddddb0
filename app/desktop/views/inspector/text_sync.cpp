#include "app/desktop/views/inspector/text_sync.h"

#include <algorithm>

namespace headroom::views {
namespace {

/// UTF-16 units that the code point beginning with this byte takes; 0 for a byte inside one.
int unitsOf(char c) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) == 0x80U) return 0;
    return byte >= 0xF0U ? 2 : 1;
}

bool isHidden(const std::string& bytes, std::size_t at) {
    return bytes[at] == '\r' && at + 1 < bytes.size() && bytes[at + 1] == '\n';
}

}  // namespace

TextSplice spliceBetween(const QString& before, const QString& after) {
    const auto shorter = std::min(before.size(), after.size());
    qsizetype head = 0;
    while (head < shorter && before[head] == after[head]) ++head;
    if (head > 0 && before[head - 1].isHighSurrogate()) --head;
    qsizetype tail = 0;
    while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
    if (tail > 0 && before[before.size() - tail].isLowSurrogate()) --tail;
    return {static_cast<int>(head), static_cast<int>(before.size() - head - tail), after.mid(head, after.size() - head - tail)};
}

QString shownText(const std::string& bytes) {
    return QString::fromStdString(bytes).replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
}

std::size_t byteAt(const std::string& bytes, int shownPosition) {
    std::size_t at = 0;
    int shown = 0;
    while (at < bytes.size() && shown < shownPosition) {
        if (!isHidden(bytes, at)) shown += unitsOf(bytes[at]);
        ++at;
        while (at < bytes.size() && unitsOf(bytes[at]) == 0) ++at;
    }
    return at;
}

int shownAt(const std::string& bytes, std::size_t byte) {
    int shown = 0;
    for (std::size_t at = 0; at < std::min(byte, bytes.size()); ++at)
        if (!isHidden(bytes, at)) shown += unitsOf(bytes[at]);
    return shown;
}

std::string spliced(const std::string& bytes, const TextSplice& splice) {
    QString inserted = splice.inserted;
    const std::size_t firstEnd = bytes.find('\n');
    if (firstEnd != std::string::npos && firstEnd > 0 && bytes[firstEnd - 1] == '\r')
        inserted.replace(QStringLiteral("\n"), QStringLiteral("\r\n"));
    const std::size_t from = byteAt(bytes, splice.at);
    const std::size_t to = byteAt(bytes, splice.at + splice.removed);
    std::string result = bytes;
    result.replace(from, to - from, inserted.toStdString());
    return result;
}

}  // namespace headroom::views
