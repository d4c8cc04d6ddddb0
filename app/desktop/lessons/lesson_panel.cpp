#include "app/desktop/lessons/lesson_panel.h"

#include <QComboBox>
#include <QFile>
#include <QHBoxLayout>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <algorithm>

#include "app/desktop/lessons/scaled_label.h"
#include "app/desktop/theme/icon_loader.h"
#include "app/desktop/views/shell/installed_files.h"

namespace headroom::desktop {
namespace {

using Kind = views::LessonVerdict::Kind;
using Tone = ScaledLabel::Tone;

constexpr int markSize = 22;

void empty(QLayout& layout) {
    while (QLayoutItem* item = layout.takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

/// A number or a mark, and a text beside it that wraps.
QWidget* numbered(const ThemeStore& themes, const QString& mark, const QString& text) {
    auto* line = new QWidget;
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    auto* number = new ScaledLabel(themes, mark, 1, QFont::Bold, Tone::Accent);
    number->setWordWrap(false);
    number->setAlignment(Qt::AlignTop | Qt::AlignRight);
    number->setMinimumWidth(qRound(14 * themes.textScale()));
    row->addWidget(number);
    row->addWidget(new ScaledLabel(themes, text), 1);
    return line;
}

}  // namespace

std::optional<QString> LessonPanel::open(const QString& id) {
    const auto found = std::ranges::find(m_lessons, id, &views::Lesson::id);
    if (found == m_lessons.end()) return tr("there is no lesson %1").arg(id);
    const auto path = views::findInstalledFile(found->scenario);
    QFile file(path.value_or(QString()));
    if (!path || !file.open(QIODevice::ReadOnly)) return tr("the system of the lesson %1 is missing").arg(found->title);
    m_original = file.readAll().toStdString();
    m_lesson = &*found;
    m_hidden.assign(m_lesson->hiddenFaults.size(), false);
    m_isRevealed = false;
    startOver();
    emit opened(id);
    return std::nullopt;
}

void LessonPanel::startOver() {
    if (m_lesson == nullptr) return;
    m_document.startNew(m_original);
    m_hintsShown = 0;
    m_isChecking = false;
    m_verdict = {};
    tell();
}

void LessonPanel::openNext() {
    const auto at = std::ranges::find(m_lessons, m_lesson, [](const views::Lesson& one) { return &one; });
    if (at != m_lessons.end() && at + 1 != m_lessons.end()) open((at + 1)->id);
}

void LessonPanel::tell() {
    setEnabled(m_lesson != nullptr);
    if (m_lesson == nullptr) return;
    const auto number = static_cast<int>(m_lesson - m_lessons.data()) + 1;
    m_place->setText(tr("LESSON %1 OF %2 \u00b7 %3 MIN").arg(number).arg(m_lessons.size()).arg(m_lesson->minutes));
    m_title->setText(m_lesson->title);
    m_task->setText(m_lesson->task);
    empty(*m_steps);
    for (int i = 0; i < m_lesson->steps.size(); ++i)
        m_steps->addWidget(numbered(m_themes, QString::number(i + 1), m_lesson->steps[i]));
    empty(*m_hints);
    m_hint->setText(tr("Show a hint (%1 left)").arg(m_lesson->hints.size() - m_hintsShown));
    m_hint->setEnabled(m_hintsShown < m_lesson->hints.size());
    m_next->setEnabled(m_lesson != &m_lessons.back());
    m_suspects->clear();
    m_suspects->addItems(m_lesson->suspects());
    fillTrainerMenu();
    tellFaults();
    tellVerdict();
}

void LessonPanel::showHint() {
    if (m_lesson == nullptr || m_hintsShown >= m_lesson->hints.size()) return;
    auto* card = makeCard(QStringLiteral("hint%1").arg(m_hintsShown + 1));
    card->layout()->addWidget(numbered(m_themes, QStringLiteral("?"), m_lesson->hints[m_hintsShown]));
    m_hints->addWidget(card);
    ++m_hintsShown;
    const auto left = m_lesson->hints.size() - m_hintsShown;
    m_hint->setText(left > 0 ? tr("Show a hint (%1 left)").arg(left) : tr("No more hints"));
    m_hint->setEnabled(left > 0);
}

void LessonPanel::check() {
    if (m_lesson == nullptr) return;
    m_verdict = {};
    if (!m_document.isScenarioCurrent()) {
        m_verdict.sentence = tr("The system has mistakes; the problems list leads to them. Mend them first.");
        tellVerdict();
        emit judged();
        return;
    }
    const QString path = m_folder.filePath(m_lesson->id + QStringLiteral(".yaml"));
    QFile file(path);
    const auto size = static_cast<qint64>(m_document.text().size());
    if (!file.open(QIODevice::WriteOnly) || file.write(m_document.text().data(), size) != size) {
        m_verdict.sentence = tr("%1 can't be written: %2").arg(path, file.errorString());
        tellVerdict();
        return;
    }
    file.close();
    m_isChecking = true;
    tellVerdict();
    views::RunRequest request;
    request.scenarioPath = path;
    request.scenarioText = m_document.text();
    request.settings = runSettings();
    m_session.start(request);
}

void LessonPanel::follow() {
    if (!m_isChecking || m_session.trace().frames().empty()) return;
    const auto whole = m_session.trace().header().duration.toSeconds();
    m_progress->setRange(0, qMax(1, static_cast<int>(whole)));
    m_progress->setValue(static_cast<int>(m_session.trace().frames().back().time.toSeconds()));
}

void LessonPanel::judge() {
    if (m_lesson == nullptr || !m_isChecking) return;
    m_isChecking = false;
    m_verdict = views::judgeLesson(*m_lesson, m_original, m_document.text(), m_session.trace());
    if (m_session.state() == views::TraceSession::State::Failed)
        m_verdict = {Kind::NotRun, tr("The run failed: %1").arg(m_session.message()), {}};
    tellVerdict();
    emit judged();
}

void LessonPanel::tellVerdict() {
    m_progress->setVisible(m_isChecking);
    m_check->setText(m_isChecking ? tr("Checking\u2026") : tr("Check my change"));
    m_result->setVisible(!m_isChecking && !m_verdict.sentence.isEmpty());
    const bool isSolved = m_verdict.kind == Kind::Solved;
    const Theme& theme = m_themes.theme();
    m_resultMark->setPixmap(iconPixmap(isSolved ? QStringLiteral("check") : QStringLiteral("problems"),
                                       isSolved ? theme.ok : theme.warning, markSize, devicePixelRatio()));
    m_resultTitle->setText(isSolved                                 ? tr("Solved")
                           : m_verdict.kind == Kind::Unsolved       ? tr("Not solved yet")
                           : m_verdict.kind == Kind::ChangedTooMuch ? tr("That was to stay as it is")
                                                                    : tr("Not checked"));
    m_resultText->setText(m_verdict.sentence);
    empty(*m_resultLines);
    for (const views::LessonCheckLine& line : m_verdict.lines)
        m_resultLines->addWidget(numbered(m_themes, line.pass ? QStringLiteral("\u2713") : QStringLiteral("\u2717"),
                                          tr("%1: %2").arg(line.name, line.comparison)));
}

std::size_t LessonPanel::hiddenCount() const {
    return static_cast<std::size_t>(std::ranges::count(m_hidden, true));
}

void LessonPanel::fillTrainerMenu() {
    m_trainerMenu->clear();
    for (std::size_t i = 0; i < m_lesson->hiddenFaults.size(); ++i) {
        const QString name = m_isRevealed ? m_lesson->hiddenFaults[i].what : tr("Fault %1").arg(i + 1);
        QAction* entry = m_trainerMenu->addAction(tr("Hide in the next runs: %1").arg(name));
        entry->setCheckable(true);
        entry->setChecked(m_hidden[i]);
        connect(entry, &QAction::toggled, this, [this, i](bool hidden) { hideFault(i, hidden); });
    }
    m_trainerMenu->addSeparator();
    QAction* reveal = m_trainerMenu->addAction(tr("Reveal what they are"));
    reveal->setCheckable(true);
    reveal->setChecked(m_isRevealed);
    connect(reveal, &QAction::toggled, this, &LessonPanel::revealFaults);
}

void LessonPanel::hideFault(std::size_t number, bool hidden) {
    if (number >= m_hidden.size()) return;
    m_hidden[number] = hidden;
    tellFaults();
}

void LessonPanel::revealFaults(bool revealed) {
    m_isRevealed = revealed;
    // Not while the menu's own action is still being handled.
    if (m_lesson != nullptr) QMetaObject::invokeMethod(this, &LessonPanel::fillTrainerMenu, Qt::QueuedConnection);
    tellFaults();
}

void LessonPanel::tellFaults() {
    m_faults->setVisible(hiddenCount() > 0);
    m_faultsText->setText(hiddenCount() == 1
                              ? tr("A fault is hidden in the next runs. Run the system: what happened?")
                              : tr("%1 faults are hidden in the next runs. Run the system: what happened?").arg(hiddenCount()));
    QStringList names;
    for (std::size_t i = 0; i < m_hidden.size(); ++i)
        if (m_hidden[i]) names << m_lesson->hiddenFaults[i].what;
    m_guessText->setText(m_isRevealed ? names.join(QStringLiteral("; ")) : QString());
    m_guessText->setVisible(!m_guessText->text().isEmpty());
}

void LessonPanel::guess() {
    const QString answer = m_suspects->currentText();
    const auto& faults = m_lesson->hiddenFaults;
    const auto found = std::ranges::find(faults, answer, &views::HiddenFault::what);
    const bool isRight = found != faults.end() && m_hidden[static_cast<std::size_t>(found - faults.begin())];
    m_guessText->setText(
        isRight ? tr("\u2713 Right: %1.").arg(answer)
                : tr("\u2717 Not that. What changed first: the load, the time a step takes, or who is there to do it?"));
    m_guessText->setVisible(true);
}

QStringList LessonPanel::runSettings() const {
    return m_lesson == nullptr ? QStringList() : views::hiddenFaultSettings(*m_lesson, m_hidden);
}

bool LessonPanel::conceals(const trace::Event& event) const {
    return m_lesson != nullptr && !m_isRevealed && hiddenCount() > 0 && views::givesAway(event, m_document.text());
}

}  // namespace headroom::desktop
