#include "app/desktop/run/why_panel.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include "app/desktop/views/run/timeline_model.h"

namespace headroom::desktop {

WhyPanel::WhyPanel(const views::TraceSource& source, views::Playhead& playhead, views::Selection& selection, ThemeStore& themes,
                   QWidget* parent)
    : QWidget(parent), m_source(source), m_playhead(playhead), m_selection(selection), m_themes(themes) {
    setAccessibleName(tr("Why?"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 12);
    column->setSpacing(12);
    setupHead();
    setupReason();
    setupButtons();
    connect(&selection, &views::Selection::changed, this, [this] {
        const bool isSame = m_event && m_selection.first() == QString::fromStdString(m_source.trace().events()[*m_event].element);
        if (!isSame) explainLast();
    });
    connect(&playhead, &views::Playhead::moved, this, &WhyPanel::follow);
    connect(&source, &views::TraceSource::replaced, this, [this] {
        m_isChosen = false;
        turnTo(std::nullopt);
    });
    connect(&themes, &ThemeStore::changed, this, &WhyPanel::enlarge);
    enlarge();
    explainLast();
}

void WhyPanel::setupHead() {
    m_head = new QLabel;
    m_head->setProperty("muted", true);
    m_sentence = new QLabel;
    m_sentence->setObjectName(QStringLiteral("sentence"));
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_sentence->setAccessibleName(tr("Reason"));
    layout()->addWidget(m_head);
    layout()->addWidget(m_sentence);
}

void WhyPanel::enlarge() {
    QFont large = font();
    large.setPointSizeF(10 * m_themes.textScale() * 1.4);
    large.setWeight(QFont::DemiBold);
    m_sentence->setFont(large);
}

void WhyPanel::setupReason() {
    m_scroll = new QScrollArea;
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    clearRows();
    qobject_cast<QVBoxLayout*>(layout())->addWidget(m_scroll, 1);
}

/// Anew: a grid keeps the heights of rows it once had.
void WhyPanel::clearRows() {
    auto* rows = new QWidget;
    rows->setAutoFillBackground(false);
    m_grid = new QGridLayout(rows);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(1, 1);
    m_scroll->setWidget(rows);
    rows->setAutoFillBackground(false);
}

QPushButton* WhyPanel::addButton(const QString& text, const char* name, void (WhyPanel::*pressed)()) {
    auto* button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    connect(button, &QPushButton::clicked, this, pressed);
    return button;
}

void WhyPanel::setupButtons() {
    m_previous = addButton(tr("← Previous"), "previous", &WhyPanel::goBack);
    m_next = addButton(tr("Next →"), "next", &WhyPanel::goOn);
    m_toElement = addButton(tr("Go to element"), "toElement", &WhyPanel::goToElement);
    m_toInstant = addButton(tr("Go to instant"), "toInstant", &WhyPanel::goToInstant);
    m_previous->setToolTip(tr("The decision before this one about the same element"));
    m_next->setToolTip(tr("The decision after this one about the same element"));
    auto* grid = new QGridLayout;
    grid->setSpacing(8);
    grid->addWidget(m_previous, 0, 0);
    grid->addWidget(m_next, 0, 1);
    grid->addWidget(m_toElement, 1, 0);
    grid->addWidget(m_toInstant, 1, 1);
    qobject_cast<QVBoxLayout*>(layout())->addLayout(grid);
}

void WhyPanel::explain(std::size_t event) {
    m_isChosen = true;
    m_about = QString::fromStdString(m_source.trace().events().at(event).element);
    turnTo(event);
}

void WhyPanel::explainLast() {
    m_isChosen = false;
    m_about = m_selection.first();
    turnTo(views::lastDecision(m_source.trace(), m_about, m_playhead.instant()));
}

void WhyPanel::follow() {
    if (!m_isChosen && isVisible()) explainLast();
}

void WhyPanel::turnTo(std::optional<std::size_t> event) {
    const bool isAnother = event != m_event;
    m_event = event;
    if (isAnother || !event) fill();
    if (event) {
        m_previous->setEnabled(views::neighbour(m_source.trace(), m_about, *event, -1).has_value());
        m_next->setEnabled(views::neighbour(m_source.trace(), m_about, *event, 1).has_value());
    }
    if (isAnother && event) emit explained(*event);
}

void WhyPanel::addRow(const QString& name, const QString& value) {
    if (value.isEmpty()) return;
    auto* label = new QLabel(name);
    label->setProperty("muted", true);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto* text = new QLabel(value);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const int row = m_grid->rowCount();
    m_grid->addWidget(label, row, 0);
    m_grid->addWidget(text, row, 1);
}

void WhyPanel::fill() {
    clearRows();
    for (QPushButton* button : {m_previous, m_next, m_toElement, m_toInstant}) button->setEnabled(m_event.has_value());
    if (!m_event) {
        m_head->setText(m_about);
        m_sentence->setText(m_source.trace().frames().empty() ? tr("Start a run, then ask why")
                                                              : tr("Nothing was decided here up to this instant"));
        return;
    }
    const views::WhyText why = views::whyOf(m_source.trace().events()[*m_event]);
    m_head->setText(why.element.isEmpty() ? why.when : why.when + QStringLiteral("  ·  ") + why.element);
    m_sentence->setText(why.sentence);
    m_toElement->setEnabled(!why.element.isEmpty());
    for (const auto& input : why.inputs) addRow(input.name, input.value);
    addRow(tr("result"), why.result);
    addRow(tr("rule"), why.rule);
    addRow(tr("source"), why.source);
    m_grid->setRowStretch(m_grid->rowCount(), 1);
}

void WhyPanel::goBy(int step) {
    if (!m_event) return;
    const auto target = views::neighbour(m_source.trace(), m_about, *m_event, step);
    if (!target) return;
    m_isChosen = true;
    turnTo(target);
    goToInstant();
}

void WhyPanel::goToElement() {
    if (m_event) m_selection.set(QString::fromStdString(m_source.trace().events()[*m_event].element));
}

void WhyPanel::goToInstant() {
    if (m_event) m_playhead.moveTo(views::shownAt(m_source.trace(), m_source.trace().events()[*m_event].time));
}

}  // namespace headroom::desktop
