#include "app/desktop/views/inspector/property_search.h"

#include <QRegularExpression>
#include <algorithm>

namespace headroom::views {
namespace {

constexpr int nowhere = 100;

QString keyOf(const PropertyRow& row) {
    return row.spec == nullptr ? QString() : QString::fromStdString(row.spec->key);
}

/// "spring.datasource.hikari.maximum-pool-size" is known by its last part.
QString lastPart(const QString& key) {
    return key.section(QLatin1Char('.'), -1);
}

bool isSame(const QString& name, const QString& typed) {
    return name.compare(typed, Qt::CaseInsensitive) == 0;
}

bool isFoundItself(const PropertyRow& row, const QStringList& words) {
    return std::ranges::all_of(words, [&](const QString& word) {
        return row.searchText.contains(word, Qt::CaseInsensitive) || row.text.contains(word, Qt::CaseInsensitive);
    });
}

/// The less, the better a row's own name fits.
int distance(const PropertyRow& row, const QStringList& words) {
    const QString all = words.join(QLatin1Char(' '));
    const QString& last = words.back();
    // An entry's own name is its title; its key would be that of the map.
    const QString key = row.isRemovable ? row.title : keyOf(row);
    const QStringList names{row.title, key, lastPart(key)};
    const auto any = [&names](auto fits) { return std::ranges::any_of(names, fits); };
    if (isSame(row.title, all) || isSame(key, words.join(QLatin1Char('.')))) return 0;
    if (any([&](const QString& name) { return isSame(name, last); })) return 1;
    if (any([&](const QString& name) { return name.startsWith(all, Qt::CaseInsensitive); })) return 2;
    if (any([&](const QString& name) { return name.contains(last, Qt::CaseInsensitive); })) return 3;
    return row.kind == PropertyRow::Kind::Value ? 4 : 5;
}

struct Best {
    const PropertyRow* row = nullptr;
    int distance = nowhere;
};

void look(const std::vector<PropertyRow>& rows, const QStringList& words, Best& best) {
    for (const PropertyRow& row : rows) {
        const int found = !row.path.empty() && !row.isReadOnly && isFoundItself(row, words) ? distance(row, words) : nowhere;
        if (found < best.distance) best = {&row, found};
        look(row.children, words, best);
    }
}

}  // namespace

void nameForSearch(std::vector<PropertyRow>& rows, const QString& around) {
    for (PropertyRow& row : rows) {
        row.searchText = QStringList{around, row.title, keyOf(row)}.join(QLatin1Char('\n'));
        nameForSearch(row.children, row.searchText);
    }
}

QStringList searchWords(const QString& typed) {
    static const QRegularExpression between(QStringLiteral("[\\s.]+"));
    return typed.split(between, Qt::SkipEmptyParts);
}

bool isFound(const PropertyRow& row, const QStringList& words) {
    return isFoundItself(row, words) ||
           std::ranges::any_of(row.children, [&](const PropertyRow& child) { return isFound(child, words); });
}

const PropertyRow* bestFound(const std::vector<PropertyRow>& rows, const QStringList& words) {
    Best best;
    if (!words.isEmpty()) look(rows, words, best);
    return best.row;
}

}  // namespace headroom::views
