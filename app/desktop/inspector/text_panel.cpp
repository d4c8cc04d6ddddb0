#include "app/desktop/inspector/text_panel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "app/desktop/inspector/yaml_highlighter.h"
#include "app/desktop/views/inspector/text_places.h"
#include "app/desktop/views/inspector/text_sync.h"

namespace headroom::desktop {
namespace {

constexpr int untilGiven = 120;   ///< milliseconds: typing stays smooth, everything else follows soon
constexpr int burstPause = 1200;  ///< a longer pause begins another step of undo

/// Ours again after theirs was done first; nothing where both changed the same.
views::TextSplice rebased(views::TextSplice ours, const views::TextSplice& theirs) {
    if (ours.at >= theirs.at + theirs.removed)
        ours.at += static_cast<int>(theirs.inserted.size()) - theirs.removed;
    else if (ours.at + ours.removed > theirs.at)
        return {};
    return ours;
}

}  // namespace

TextPanel::TextPanel(views::ScenarioDocument& document, views::Selection& selection, ThemeStore& themes, QWidget* parent)
    : QWidget(parent), m_document(document), m_selection(selection), m_edit(new CodeEdit(themes, this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_edit, 1);
    setFocusProxy(m_edit);
    m_edit->setAccessibleName(tr("Text of the scenario"));
    new YamlHighlighter(m_edit->document(), themes);
    setupFind();
    m_soon.setSingleShot(true);
    m_soon.setInterval(untilGiven);
    m_burst.setSingleShot(true);
    m_burst.setInterval(burstPause);
    connect(&m_soon, &QTimer::timeout, this, &TextPanel::flush);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &TextPanel::typed);
    connect(m_edit, &QPlainTextEdit::cursorPositionChanged, this, &TextPanel::takeCaret);
    connect(m_edit, &CodeEdit::undoWanted, this, [this] {
        flush();
        m_document.undo();
    });
    connect(m_edit, &CodeEdit::redoWanted, this, [this] {
        flush();
        m_document.redo();
    });
    connect(&document, &views::ScenarioDocument::changed, this, &TextPanel::takeDocument);
    connect(&selection, &views::Selection::changed, this, &TextPanel::takeSelection);
    takeDocument();
}

void TextPanel::setupFind() {
    m_findBar = new QWidget(this);
    auto* row = new QHBoxLayout(m_findBar);
    row->setContentsMargins(8, 6, 8, 6);
    m_find = new QLineEdit(m_findBar);
    m_find->setPlaceholderText(tr("Find in the text"));
    m_find->setAccessibleName(tr("Find in the text"));
    m_find->setClearButtonEnabled(true);
    m_findResult = new QLabel(m_findBar);
    m_findResult->setProperty("muted", true);
    const auto button = [&](const QString& sign, const QString& what, auto action) {
        auto* result = new QToolButton(m_findBar);
        result->setText(sign);
        result->setToolTip(what);
        result->setAccessibleName(what);
        connect(result, &QToolButton::clicked, this, action);
        return result;
    };
    row->addWidget(m_find, 1);
    row->addWidget(m_findResult);
    row->addWidget(button(QStringLiteral("↑"), tr("Find the one before"), [this] { findNext(true); }));
    row->addWidget(button(QStringLiteral("↓"), tr("Find the next"), [this] { findNext(false); }));
    const auto close = [this] {
        m_findBar->hide();
        m_edit->setFocus();
    };
    row->addWidget(button(QStringLiteral("✕"), tr("Close the search"), close));
    auto* escape = new QShortcut(QKeySequence(Qt::Key_Escape), m_findBar, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, close);
    connect(m_find, &QLineEdit::returnPressed, this, [this] { findNext(false); });
    m_findBar->hide();
    layout()->addWidget(m_findBar);
}

void TextPanel::showFind() {
    const QString marked = m_edit->textCursor().selectedText();
    if (!marked.isEmpty() && !marked.contains(QChar::ParagraphSeparator)) m_find->setText(marked);
    m_findResult->clear();
    m_findBar->show();
    m_find->setFocus();
    m_find->selectAll();
}

void TextPanel::findNext(bool isBackward) {
    m_findResult->setText(m_edit->findNext(m_find->text(), isBackward) ? QString() : tr("not found"));
}

void TextPanel::typed() {
    if (!m_isTaking) m_soon.start();
}

void TextPanel::flush() {
    m_soon.stop();
    const QString now = m_edit->rawText();
    const views::TextSplice splice = views::spliceBetween(m_shown, now);
    if (splice.isEmpty()) return;
    if (!m_burst.isActive()) ++m_burstNumber;
    m_burst.start();
    const std::string bytes = views::spliced(m_bytes, splice);
    m_bytes = bytes;
    m_shown = now;
    const QScopedValueRollback giving(m_isGiving, true);
    m_document.replaceText(bytes, tr("Typing"), QStringLiteral("typing %1").arg(m_burstNumber));
}

void TextPanel::takeDocument() {
    const std::string& bytes = m_document.text();
    if (bytes != m_bytes || m_bytes.empty()) {
        const QScopedValueRollback taking(m_isTaking, true);
        const views::TextSplice ours = views::spliceBetween(m_shown, m_edit->rawText());
        const QString theirsShown = views::shownText(bytes);
        const views::TextSplice theirs = views::spliceBetween(m_shown, theirsShown);
        if (!ours.isEmpty()) m_edit->splice(ours.at, static_cast<int>(ours.inserted.size()), m_shown.mid(ours.at, ours.removed));
        m_edit->splice(theirs.at, theirs.removed, theirs.inserted);
        m_bytes = bytes;
        m_shown = theirsShown;
        m_burst.stop();  // an edit from elsewhere ends the burst
        if (const views::TextSplice again = rebased(ours, theirs); !again.isEmpty()) {
            m_edit->splice(again.at, again.removed, again.inserted);
            m_soon.start();
        }
    }
    // While the text has a syntax error, elements stay where they were last seen.
    if (m_document.tree() != nullptr) m_places = views::ElementPlaces(*m_document.tree());
    showDiagnostics();
    takeSelection();
}

void TextPanel::showDiagnostics() {
    const views::TextPlaces places(m_bytes);
    std::vector<TextMark> marks;
    for (const model::Diagnostic& finding : m_document.diagnostics().all()) {
        const bool isElsewhere = m_document.tree() != nullptr && finding.location.file != m_document.tree()->path();
        if (isElsewhere) continue;
        const int at = views::shownAt(m_bytes, places.offsetOf(finding.location.position));
        int end = at;
        while (end < m_shown.size() && !QStringLiteral("\n,]}#").contains(m_shown[end])) ++end;
        while (end > at && m_shown[end - 1].isSpace()) --end;
        marks.push_back({at, end - at, finding.severity,
                         QString::fromStdString(finding.message + (finding.hint.empty() ? "" : "; " + finding.hint))});
    }
    m_edit->showMarks(std::move(marks));
}

void TextPanel::takeSelection() {
    const views::ElementPlace* place = m_places.find(m_selection.first());
    if (place == nullptr || m_selection.first().isEmpty()) return m_edit->showElement(0, 0);
    const int at = views::shownAt(m_bytes, place->range.begin);
    m_edit->showElement(at, views::shownAt(m_bytes, place->range.end) - at);
    const int caret = m_edit->textCursor().position();
    const bool isThere = at <= caret && caret <= views::shownAt(m_bytes, place->range.end);
    if (isThere || m_edit->hasFocus() || m_isGiving) return;
    const QScopedValueRollback taking(m_isTaking, true);
    putCaret(at);
}

/// What was just typed may have made the text shorter than what the place was found in.
void TextPanel::putCaret(int at) {
    QTextCursor cursor = m_edit->textCursor();
    cursor.setPosition(std::min(at, m_edit->document()->characterCount() - 1));
    m_edit->setTextCursor(cursor);
    m_edit->centerCursor();
}

void TextPanel::takeCaret() {
    // Only a caret that the user moves selects; not one that a splice moves, or while typing has changed the places.
    if (m_isTaking || !m_edit->hasFocus() || m_soon.isActive()) return;
    const views::ElementPlace* place = m_places.around(views::byteAt(m_bytes, m_edit->textCursor().position()));
    if (place != nullptr) m_selection.set(place->id);
}

void TextPanel::goTo(model::SourcePosition position) {
    const int at = views::shownAt(m_bytes, views::TextPlaces(m_bytes).offsetOf(position));
    m_edit->setFocus();
    putCaret(at);
}

}  // namespace headroom::desktop
