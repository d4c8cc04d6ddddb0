#include "app/desktop/inspector/uncertain_editor.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QStyle>

#include "app/desktop/inspector/small_button.h"
#include "app/desktop/views/inspector/value_check.h"

namespace headroom::desktop {

using views::UncertainValue;
using Mode = UncertainValue::Mode;

UncertainEditor::UncertainEditor(const views::PropertyRow& row, QWidget* parent)
    : ValueEditor(parent),
      m_modeButton(new SmallButton({}, {}, this)),
      m_before(new QLabel(this)),
      m_first(new UnitLineEdit(row.spec->unit, this)),
      m_between(new QLabel(this)),
      m_second(new UnitLineEdit(row.spec->unit, this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (QWidget* part : std::initializer_list<QWidget*>{m_modeButton, m_before, m_first, m_between, m_second})
        layout->addWidget(part, part == m_first || part == m_second ? 1 : 0);
    setFocusProxy(m_first);
    setupFields(row.title);
    setupMenu(views::takesMeasured(row.spec->type));
    showMode(Mode::Exact);
    showRow(row);
}

void UncertainEditor::setupFields(const QString& title) {
    m_before->setObjectName(QStringLiteral("between"));
    m_between->setObjectName(QStringLiteral("between"));
    m_first->setAccessibleName(title);
    m_second->setAccessibleName(tr("%1, upper end").arg(title));
    for (UnitLineEdit* field : {m_first, m_second}) {
        connect(field, &QLineEdit::editingFinished, this, &UncertainEditor::commit);
        connect(field, &UnitLineEdit::choicesAsked, m_modeButton, &QToolButton::click);
        connect(field, &UnitLineEdit::givenUp, this, [this] {
            setWrong(false);
            m_isChanging = false;
            fill(UncertainValue::parse(m_shown));
            emit givenUp();
        });
    }
}

void UncertainEditor::setupMenu(bool takesMeasured) {
    m_modeButton->setObjectName(QStringLiteral("mode"));
    m_modeButton->setFixedWidth(24);
    m_modeButton->setFocusPolicy(Qt::ClickFocus);  // Tab goes from value to value; Alt+Down in the field opens the menu
    const auto add = [&](const QString& text, Mode mode) {
        connect(m_modeButton->choices()->addAction(text), &QAction::triggered, this, [this, mode] { chooseMode(mode); });
    };
    add(tr("=  exactly"), Mode::Exact);
    add(tr("≈  a guess between two ends"), Mode::Guess);
    if (takesMeasured) add(tr("∿  measured: p50 and p99"), Mode::Measured);
}

void UncertainEditor::showMode(Mode mode) {
    m_mode = mode;
    const bool isTwo = mode != Mode::Exact;
    m_second->setVisible(isTwo);
    m_between->setVisible(isTwo);
    m_before->setVisible(mode == Mode::Measured);
    m_before->setText(m_isMean ? tr("mean") : tr("p50"));
    m_between->setText(mode == Mode::Measured ? tr("p99") : QStringLiteral("–"));
    m_modeButton->setText(mode == Mode::Exact   ? QStringLiteral("=")
                          : mode == Mode::Guess ? QStringLiteral("≈")
                                                : QStringLiteral("∿"));
    const QString how = mode == Mode::Exact   ? tr("Known exactly")
                        : mode == Mode::Guess ? tr("A guess: runs vary it between the two ends")
                                              : tr("Measured: fitted to these percentiles");
    m_modeButton->setToolTip(how + tr(" (Alt+Down to change)"));
    m_modeButton->setAccessibleName(tr("%1: how it is known – %2").arg(m_first->accessibleName(), how));
    m_modeButton->setProperty("isUncertain", isTwo);
    style()->unpolish(m_modeButton);
    style()->polish(m_modeButton);
}

UncertainValue UncertainEditor::typed() const {
    // A whole expression may be typed or pasted into the first field.
    const bool isWhole = m_first->text().contains(QLatin1Char('(')) || m_first->text().contains(QLatin1String(".."));
    if (m_mode == Mode::Exact || isWhole) return UncertainValue::parse(m_first->text());
    return {m_mode, m_first->text().trimmed(), m_second->text().trimmed(), m_isMean};
}

QString UncertainEditor::text() const {
    return typed().text();
}

void UncertainEditor::chooseMode(Mode mode) {
    const bool isUnset = text().isEmpty() && mode != Mode::Exact;
    const UncertainValue from = isUnset ? UncertainValue::parse(m_first->placeholderText()) : typed();
    const UncertainValue wanted = from.inMode(mode);
    m_isChanging = true;
    fill(wanted);
    m_first->setFocus();
    m_first->selectAll();
    commit();
}

void UncertainEditor::fill(const UncertainValue& value) {
    m_isMean = value.isMean;
    showMode(value.mode);
    m_first->setText(value.first);
    m_second->setText(value.second);
    m_first->setModified(false);
    m_second->setModified(false);
    if (!m_first->hasFocus()) m_first->setCursorPosition(0);
}

void UncertainEditor::commit() {
    const UncertainValue value = typed();
    // While an end is missing nothing is wrong yet: the user is on the way to it.
    const bool isHalf = value.first.isEmpty() != value.second.isEmpty();
    const bool isBegun = m_isChanging && value.first.isEmpty() && value.second.isEmpty();
    if (value.mode != Mode::Exact && (isHalf || isBegun)) return;
    m_isChanging = false;
    if (value.text() != m_shown) emit committed(value.text());
}

void UncertainEditor::showRow(const views::PropertyRow& row) {
    m_first->setPlaceholderText(placeholderOf(row));
    const bool isTyping = m_isWrong || m_isChanging ||
                          ((m_first->hasFocus() || m_second->hasFocus()) && (m_first->isModified() || m_second->isModified()));
    m_shown = row.text;
    if (isTyping && text() != m_shown) return;
    if (text() != m_shown || m_mode != UncertainValue::parse(m_shown).mode) return fill(UncertainValue::parse(m_shown));
    m_first->setModified(false);
    m_second->setModified(false);
}

void UncertainEditor::setWrong(bool isWrong) {
    m_isWrong = isWrong;
    markWrong(*m_first, isWrong);
    markWrong(*m_second, isWrong);
}

}  // namespace headroom::desktop
