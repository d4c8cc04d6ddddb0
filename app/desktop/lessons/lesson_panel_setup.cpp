// How the panel is put together; what it does is in lesson_panel.cpp.

#include <QComboBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>

#include "app/desktop/lessons/lesson_panel.h"
#include "app/desktop/lessons/scaled_label.h"
#include "app/desktop/theme/icon_loader.h"

namespace headroom::desktop {

using Tone = ScaledLabel::Tone;

LessonPanel::LessonPanel(views::ScenarioDocument& document, views::TraceSession& session, const ThemeStore& themes,
                         std::vector<views::Lesson> lessons, QWidget* parent)
    : QWidget(parent), m_document(document), m_session(session), m_themes(themes), m_lessons(std::move(lessons)) {
    setAccessibleName(tr("Lesson"));
    m_content = new QWidget;
    m_content->setObjectName(QStringLiteral("lessonContent"));
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(20, 16, 20, 20);
    column->setSpacing(8);
    setupTrainer();
    setupHead(*column);
    setupSteps(*column);
    setupHints(*column);
    setupCheck(*column);
    setupFaults(*column);
    column->addStretch();
    setupFoot(*column);
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(m_content);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(area);
    connect(&session, &views::TraceSource::grew, this, &LessonPanel::follow);
    connect(&session, &views::TraceSource::ended, this, &LessonPanel::judge);
    connect(&themes, &ThemeStore::changed, this, &LessonPanel::restyle);
    restyle();
    tell();
}

QWidget* LessonPanel::makeCard(const QString& name) {
    auto* card = new QWidget;
    card->setObjectName(name);
    card->setProperty("lessonCard", true);
    card->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    return card;
}

void LessonPanel::setupTrainer() {
    m_trainer = new QToolButton;
    m_trainer->setObjectName(QStringLiteral("trainer"));
    m_trainer->setText(tr("Trainer"));
    m_trainer->setIcon(themedIcon(m_themes, QStringLiteral("trainer")));
    m_trainer->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_trainer->setToolTip(tr("For whoever leads the lesson: hide faults in the next runs"));
    m_trainer->setPopupMode(QToolButton::InstantPopup);
    m_trainerMenu = new QMenu(m_trainer);
    m_trainer->setMenu(m_trainerMenu);
}

void LessonPanel::setupHead(QVBoxLayout& column) {
    m_place = new ScaledLabel(m_themes, {}, 0.9, QFont::DemiBold, Tone::Accent);
    m_title = new ScaledLabel(m_themes, {}, 1.8, QFont::Bold);
    m_title->setObjectName(QStringLiteral("lessonTitle"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_place, 1);
    row->addWidget(m_trainer);
    column.addLayout(row);
    column.addWidget(m_title);
    auto* card = makeCard(QStringLiteral("task"));
    m_task = new ScaledLabel(m_themes, {}, 1.15);
    card->layout()->addWidget(m_task);
    column.addWidget(card);
    column.addSpacing(8);
}

void LessonPanel::setupSteps(QVBoxLayout& column) {
    column.addWidget(new ScaledLabel(m_themes, tr("Steps"), 1.1, QFont::DemiBold));
    m_steps = new QVBoxLayout;
    m_steps->setSpacing(8);
    column.addLayout(m_steps);
    column.addSpacing(8);
}

void LessonPanel::setupHints(QVBoxLayout& column) {
    m_hints = new QVBoxLayout;
    m_hints->setSpacing(8);
    column.addLayout(m_hints);
    m_hint = new QPushButton;
    m_hint->setObjectName(QStringLiteral("hint"));
    m_hint->setIcon(themedIcon(m_themes, QStringLiteral("hint")));
    connect(m_hint, &QPushButton::clicked, this, &LessonPanel::showHint);
    column.addWidget(m_hint);
}

void LessonPanel::setupCheck(QVBoxLayout& column) {
    m_check = new QPushButton(tr("Check my change"));
    m_check->setObjectName(QStringLiteral("check"));
    m_check->setProperty("main", true);
    m_check->setToolTip(tr("Runs the system as it is now and says whether the task is solved"));
    connect(m_check, &QPushButton::clicked, this, &LessonPanel::check);
    column.addWidget(m_check);
    m_progress = new QProgressBar;
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("How far the run is"));
    column.addWidget(m_progress);
    m_result = makeCard(QStringLiteral("result"));
    auto* row = new QHBoxLayout;
    m_resultMark = new QLabel;
    m_resultTitle = new ScaledLabel(m_themes, {}, 1.25, QFont::DemiBold);
    m_resultTitle->setObjectName(QStringLiteral("resultTitle"));
    row->addWidget(m_resultMark);
    row->addWidget(m_resultTitle, 1);
    m_resultText = new ScaledLabel(m_themes, {}, 1.05);
    m_resultText->setObjectName(QStringLiteral("resultText"));
    m_resultLines = new QVBoxLayout;
    m_resultLines->setSpacing(4);
    auto* inside = static_cast<QVBoxLayout*>(m_result->layout());
    inside->addLayout(row);
    inside->addWidget(m_resultText);
    inside->addLayout(m_resultLines);
    column.addWidget(m_result);
}

void LessonPanel::setupFaults(QVBoxLayout& column) {
    m_faults = makeCard(QStringLiteral("faults"));
    m_faultsText = new ScaledLabel(m_themes, {}, 1.05, QFont::DemiBold);
    m_suspects = new QComboBox;
    m_suspects->setObjectName(QStringLiteral("suspects"));
    m_suspects->setAccessibleName(tr("What happened?"));
    m_suspects->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto* answer = new QPushButton(tr("That is it"));
    answer->setObjectName(QStringLiteral("guess"));
    connect(answer, &QPushButton::clicked, this, &LessonPanel::guess);
    m_guessText = new ScaledLabel(m_themes, {}, 1);
    m_guessText->setObjectName(QStringLiteral("guessText"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_suspects, 1);
    row->addWidget(answer);
    auto* inside = static_cast<QVBoxLayout*>(m_faults->layout());
    inside->addWidget(m_faultsText);
    inside->addLayout(row);
    inside->addWidget(m_guessText);
    column.addWidget(m_faults);
}

void LessonPanel::setupFoot(QVBoxLayout& column) {
    m_over = new QPushButton(tr("Start over"));
    m_over->setObjectName(QStringLiteral("startOver"));
    m_over->setIcon(themedIcon(m_themes, QStringLiteral("restart")));
    m_next = new QPushButton(tr("Next lesson"));
    m_next->setObjectName(QStringLiteral("next"));
    m_next->setIcon(themedIcon(m_themes, QStringLiteral("next")));
    connect(m_over, &QPushButton::clicked, this, &LessonPanel::startOver);
    connect(m_next, &QPushButton::clicked, this, &LessonPanel::openNext);
    auto* row = new QHBoxLayout;
    row->addWidget(m_over);
    row->addStretch();
    row->addWidget(m_next);
    column.addLayout(row);
}

void LessonPanel::restyle() {
    const Theme& theme = m_themes.theme();
    setStyleSheet(
        QStringLiteral("#lessonContent { background: %1; }"
                       "QWidget[lessonCard=\"true\"] { background: %2; border: 1px solid %3; border-radius: 8px; }"
                       "QWidget#task { background: %4; border-color: %5; }")
            .arg(theme.panel.name(), theme.card.name(), theme.border.name(), theme.accentSoft.name(), theme.accent.name()));
    if (m_resultMark != nullptr) tellVerdict();
}

}  // namespace headroom::desktop
