#include "app/desktop/charts/charts_panel.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QVBoxLayout>

namespace headroom::desktop {

ChartsPanel::ChartsPanel(const views::TraceSource& source, views::Playhead& playhead, views::Selection& selection,
                         ThemeStore& themes, QWidget* parent)
    : QWidget(parent), m_source(source), m_selection(selection), m_themes(themes), m_board({{&source, QString()}}, selection) {
    setupBar();
    m_stack = new ChartStack(m_board, playhead, themes, this);
    m_empty = new QLabel(this);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setProperty("muted", true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_empty, 1);
    connect(&m_board, &views::ChartBoard::rearranged, this, &ChartsPanel::describe);
    connect(&m_board, &views::ChartBoard::zoomed, this, &ChartsPanel::describe);
    connect(&selection, &views::Selection::changed, this, &ChartsPanel::describe);
    describe();
}

void ChartsPanel::setupBar() {
    m_bar = new QWidget(this);
    auto* layout = new QHBoxLayout(m_bar);
    layout->setContentsMargins(16, 8, 12, 8);
    layout->setSpacing(8);
    m_scope = new QLabel(m_bar);
    m_scope->setProperty("muted", true);
    m_message = new QLabel(m_bar);
    m_message->setObjectName(QStringLiteral("charts.message"));
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_reset = new QToolButton(m_bar);
    m_reset->setText(tr("Show everything"));
    m_reset->setToolTip(tr("Ends the zoom (0)"));
    m_reset->setObjectName(QStringLiteral("charts.reset"));
    connect(m_reset, &QToolButton::clicked, &m_board, &views::ChartBoard::resetZoom);
    layout->addWidget(m_scope);
    layout->addStretch(1);
    layout->addWidget(m_message);
    layout->addWidget(m_reset);
    setupChooser();
}

void ChartsPanel::setupChooser() {
    auto* chooser = new QToolButton(m_bar);
    chooser->setObjectName(QStringLiteral("charts.chooser"));
    chooser->setText(tr("Charts"));
    chooser->setToolTip(tr("Which charts are shown"));
    chooser->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(chooser);
    for (const views::ChartSpec& spec : views::chartSpecs()) {
        QAction* action = menu->addAction(spec.title);
        action->setCheckable(true);
        action->setChecked(m_board.isWanted(spec.kind));
        action->setObjectName(QStringLiteral("charts.show.") + spec.id);
        connect(action, &QAction::toggled, this, [this, kind = spec.kind](bool on) { m_board.setWanted(kind, on); });
    }
    chooser->setMenu(menu);
    m_bar->layout()->addWidget(chooser);
}

void ChartsPanel::describe() {
    const bool isEmpty = m_board.charts().empty();
    m_stack->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
    const bool hasTrace = !m_source.trace().frames().empty();
    m_empty->setText(hasTrace ? tr("What is selected has no figures for these charts.")
                              : tr("Charts appear when the run starts."));
    const qsizetype selected = m_selection.elements().size();
    const QString zoomed = m_board.isZoomed() ? tr(" · zoomed") : QString();
    m_scope->setText((selected == 0 ? tr("Whole system") : tr("%n selected", nullptr, static_cast<int>(selected))) + zoomed);
    m_reset->setEnabled(m_board.isZoomed());
}

void ChartsPanel::say(const QString& message, bool isError) {
    m_message->setText(message);
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, isError ? m_themes.theme().danger : m_themes.theme().textMuted);
    m_message->setPalette(colours);
}

}  // namespace headroom::desktop
