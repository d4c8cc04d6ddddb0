#include "app/desktop/inspector/code_edit.h"

#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>

namespace headroom::desktop {
namespace {

constexpr int gutterPadding = 10;
constexpr int markWidth = 12;
constexpr double smallerThanInterface = 0.95;

QColor colourOf(const Theme& theme, model::Severity severity) {
    return severity == model::Severity::Error ? theme.danger : severity == model::Severity::Warning ? theme.warning : theme.info;
}

}  // namespace

/// The strip with line numbers and signs of findings.
class CodeGutter : public QWidget {
public:
    explicit CodeGutter(CodeEdit& edit) : QWidget(&edit), m_edit(edit) {}
    QSize sizeHint() const override { return {m_edit.gutterWidth(), 0}; }

protected:
    void paintEvent(QPaintEvent* event) override { m_edit.paintGutter(*event); }
    bool event(QEvent* event) override {
        if (event->type() != QEvent::ToolTip) return QWidget::event(event);
        const auto* help = static_cast<QHelpEvent*>(event);
        const QTextBlock block = m_edit.cursorForPosition({0, help->pos().y()}).block();
        const TextMark* mark = m_edit.markOfLine(block.position(), block.position() + block.length());
        QToolTip::showText(help->globalPos(), mark == nullptr ? QString() : mark->text, this);
        return true;
    }

private:
    CodeEdit& m_edit;
};

CodeEdit::CodeEdit(ThemeStore& themes, QWidget* parent)
    : QPlainTextEdit(parent), m_themes(themes), m_gutter(new CodeGutter(*this)) {
    setUndoRedoEnabled(false);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTabChangesFocus(false);
    setFrameShape(QFrame::NoFrame);
    connect(this, &QPlainTextEdit::blockCountChanged, this, [this] { setViewportMargins(gutterWidth(), 0, 0, 0); });
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& area, int scrolled) {
        if (scrolled != 0)
            m_gutter->scroll(0, scrolled);
        else
            m_gutter->update(0, area.y(), m_gutter->width(), area.height());
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &CodeEdit::showStretches);
    connect(&themes, &ThemeStore::changed, this, &CodeEdit::takeTheme);
    takeTheme();
}

QString CodeEdit::rawText() const {
    QString text = document()->toRawText();
    return text.replace(QChar::ParagraphSeparator, QLatin1Char('\n')).replace(QChar::LineSeparator, QLatin1Char('\n'));
}

void CodeEdit::splice(int at, int removed, const QString& inserted) {
    const int vertical = verticalScrollBar()->value();
    const int horizontal = horizontalScrollBar()->value();
    QTextCursor cursor(document());
    cursor.setPosition(at);
    cursor.setPosition(at + removed, QTextCursor::KeepAnchor);
    cursor.insertText(inserted);
    verticalScrollBar()->setValue(vertical);
    horizontalScrollBar()->setValue(horizontal);
}

void CodeEdit::showMarks(std::vector<TextMark> marks) {
    m_marks = std::move(marks);
    showStretches();
    m_gutter->update();
}

void CodeEdit::showElement(int at, int length) {
    m_elementAt = at;
    m_elementLength = length;
    showStretches();
    m_gutter->update();
}

void CodeEdit::showStretches() {
    const Theme& theme = m_themes.theme();
    QList<QTextEdit::ExtraSelection> stretches;
    const int size = document()->characterCount() - 1;
    const auto add = [&](int at, int length, const QTextCharFormat& format) {
        QTextEdit::ExtraSelection stretch;
        stretch.cursor = QTextCursor(document());
        stretch.cursor.setPosition(std::min(at, size));
        stretch.cursor.setPosition(std::min(at + length, size), QTextCursor::KeepAnchor);
        stretch.format = format;
        stretches << stretch;
    };
    QTextCharFormat line;
    line.setBackground(theme.container);
    line.setProperty(QTextFormat::FullWidthSelection, true);
    QTextEdit::ExtraSelection current;
    current.cursor = textCursor();
    current.cursor.clearSelection();
    current.format = line;
    stretches << current;
    for (const TextMark& mark : m_marks) {
        QTextCharFormat format;
        format.setUnderlineStyle(mark.severity == model::Severity::Error ? QTextCharFormat::WaveUnderline
                                                                         : QTextCharFormat::DashUnderline);
        format.setUnderlineColor(colourOf(theme, mark.severity));
        add(mark.at, std::max(1, mark.length), format);
    }
    setExtraSelections(stretches);
}

bool CodeEdit::findNext(const QString& words, bool isBackward) {
    if (words.isEmpty()) return false;
    const QTextDocument::FindFlags flags = isBackward ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    if (find(words, flags)) return true;
    QTextCursor around = textCursor();
    around.movePosition(isBackward ? QTextCursor::End : QTextCursor::Start);
    const QTextCursor found = document()->find(words, around, flags);
    if (found.isNull()) return false;
    setTextCursor(found);
    return true;
}

int CodeEdit::gutterWidth() const {
    const int digits = std::max(2, static_cast<int>(QString::number(blockCount()).size()));
    return digits * fontMetrics().horizontalAdvance(QLatin1Char('0')) + 2 * gutterPadding + markWidth;
}

void CodeEdit::paintGutter(QPaintEvent& event) {
    const Theme& theme = m_themes.theme();
    QPainter painter(m_gutter);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(event.rect(), theme.panel);
    painter.setPen(theme.border);
    painter.drawLine(m_gutter->width() - 1, event.rect().top(), m_gutter->width() - 1, event.rect().bottom());
    painter.setFont(font());
    const int caretLine = textCursor().blockNumber();
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF area = blockBoundingGeometry(block).translated(contentOffset());
        if (area.top() > event.rect().bottom()) break;
        const QRectF line(0, area.top(), m_gutter->width() - gutterPadding, fontMetrics().height());
        const int begin = block.position();
        const int end = begin + block.length();
        if (m_elementLength > 0 && begin < m_elementAt + m_elementLength && end > m_elementAt)
            painter.fillRect(QRectF(m_gutter->width() - 4, area.top(), 3, area.height()), theme.accent);
        painter.setPen(block.blockNumber() == caretLine ? theme.text : theme.textMuted);
        painter.drawText(line, Qt::AlignRight | Qt::AlignTop, QString::number(block.blockNumber() + 1));
        if (const TextMark* mark = markOfLine(begin, end)) {
            painter.setPen(colourOf(theme, mark->severity));
            painter.drawText(QRectF(4, area.top(), markWidth + 4, line.height()), Qt::AlignLeft | Qt::AlignTop,
                             mark->severity == model::Severity::Error ? QStringLiteral("✕") : QStringLiteral("⚠"));
        }
    }
}

const TextMark* CodeEdit::markOfLine(int firstPosition, int endPosition) const {
    const TextMark* worst = nullptr;
    for (const TextMark& mark : m_marks)
        if (mark.at >= firstPosition && mark.at < endPosition && (worst == nullptr || mark.severity < worst->severity))
            worst = &mark;
    return worst;
}

QString CodeEdit::textOfMarksAt(int position) const {
    QStringList lines;
    for (const TextMark& mark : m_marks)
        if (mark.at <= position && position <= mark.at + std::max(1, mark.length)) lines << mark.text;
    return lines.join(QLatin1Char('\n'));
}

bool CodeEdit::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QPoint inView = viewport()->mapFrom(this, help->pos());
        QToolTip::showText(help->globalPos(), textOfMarksAt(cursorForPosition(inView).position()), this);
        return true;
    }
    // Undo and redo are the document's, wherever the focus is.
    if (event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            key->ignore();
            return false;
        }
    }
    return QPlainTextEdit::event(event);
}

void CodeEdit::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Undo)) return emit undoWanted();
    if (event->matches(QKeySequence::Redo)) return emit redoWanted();
    if (event->key() == Qt::Key_Tab && event->modifiers() == Qt::NoModifier) return indent(false);
    if (event->key() == Qt::Key_Backtab) return indent(true);
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        const QString line = textCursor().block().text().left(textCursor().positionInBlock());
        const auto first = std::find_if(line.begin(), line.end(), [](QChar c) { return c != QLatin1Char(' '); });
        insertPlainText(QLatin1Char('\n') + line.left(static_cast<int>(first - line.begin())));
        ensureCursorVisible();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

/// Two blanks, YAML knows no tabs; with a selection all of its lines.
void CodeEdit::indent(bool isBack) {
    QTextCursor cursor = textCursor();
    if (!cursor.hasSelection() && !isBack) return insertPlainText(QStringLiteral("  "));
    QTextBlock block = document()->findBlock(cursor.selectionStart());
    const int end = cursor.selectionEnd();
    cursor.beginEditBlock();
    for (; block.isValid() && block.position() <= end; block = block.next()) {
        QTextCursor start(block);
        if (!isBack)
            start.insertText(QStringLiteral("  "));
        else
            for (int i = 0; i < 2 && block.text().startsWith(QLatin1Char(' ')); ++i) start.deleteChar();
    }
    cursor.endEditBlock();
}

void CodeEdit::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    const QRect area = contentsRect();
    m_gutter->setGeometry(area.left(), area.top(), gutterWidth(), area.height());
}

void CodeEdit::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange) setViewportMargins(gutterWidth(), 0, 0, 0);
}

void CodeEdit::takeTheme() {
    const Theme& theme = m_themes.theme();
    const double points = 10 * m_themes.textScale() * smallerThanInterface;
    setStyleSheet(
        QStringLiteral("QPlainTextEdit { font-family: 'JetBrains Mono'; font-size: %1pt; border: none; border-radius: 0; "
                       "background: %2; color: %3; padding: 0; }")
            .arg(points)
            .arg(theme.field.name(), theme.text.name()));
    setViewportMargins(gutterWidth(), 0, 0, 0);
    showStretches();
    m_gutter->update();
}

}  // namespace headroom::desktop
