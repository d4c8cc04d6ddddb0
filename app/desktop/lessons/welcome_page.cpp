#include "app/desktop/lessons/welcome_page.h"

#include <QDir>
#include <QFileInfo>
#include <QResizeEvent>
#include <QScrollArea>
#include <QVBoxLayout>
#include <cmath>
#include <limits>

#include "app/desktop/lessons/scaled_label.h"
#include "app/desktop/lessons/welcome_card.h"
#include "app/desktop/theme/icon_loader.h"
#include "app/desktop/views/shell/installed_files.h"
#include "model/scenario/reader.h"

namespace headroom::desktop {
namespace {

constexpr int sideWidth = 340;
constexpr int widestMain = 1040;
constexpr int between = 16;
/// Room at the ordinary text size below which cards don't stand side by side.
constexpr double narrowestSystems = 520;
constexpr double narrowestLessons = 700;
/// Going right, a card in the same row is nearer than one closer by but above.
constexpr double asideCosts = 3;

std::shared_ptr<const views::TopologySketch> sketchOfFile(const QString& path) {
    const model::ReadResult read = model::readScenario(path.toStdString());
    if (!read.scenario) return nullptr;
    return std::make_shared<const views::TopologySketch>(views::sketchOf(*read.scenario));
}

/// As people write it.
QString fromHome(const QString& path) {
    const QString home = QDir::homePath();
    return path == home || path.startsWith(home + QLatin1Char('/')) ? QLatin1Char('~') + path.mid(home.size()) : path;
}

bool isRecording(const QString& path) {
    return path.endsWith(QStringLiteral(".headroom"));
}

}  // namespace

WelcomePage::WelcomePage(const ThemeStore& themes, const views::RecentFiles& recent, const std::vector<views::Lesson>& lessons,
                         QWidget* parent)
    : QWidget(parent), m_themes(themes), m_recent(recent) {
    setAccessibleName(tr("Welcome"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeSide());
    layout->addWidget(makeMain(lessons), 1);
    connect(&recent, &views::RecentFiles::changed, this, &WelcomePage::listRecent);
    connect(&themes, &ThemeStore::changed, this, &WelcomePage::restyle);
    listRecent();
    restyle();
    setFocusProxy(findChild<WelcomeCard*>());
}

QWidget* WelcomePage::makeSide() {
    m_side = new QWidget;
    m_side->setObjectName(QStringLiteral("welcomeSide"));
    auto* column = new QVBoxLayout(m_side);
    column->setContentsMargins(32, 40, 32, 24);
    column->setSpacing(8);
    addTitle(*column);
    column->addSpacing(24);
    addChoices(*column);
    column->addSpacing(24);
    addHeading(*column, tr("Recent"));
    m_recentList = new QVBoxLayout;
    m_recentList->setSpacing(0);
    column->addLayout(m_recentList);
    column->addStretch();
    auto* area = new QScrollArea;
    area->setObjectName(QStringLiteral("sideArea"));
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(m_side);
    return area;
}

void WelcomePage::addTitle(QVBoxLayout& side) {
    auto* picture = new QLabel;
    picture->setPixmap(applicationIcon().pixmap(QSize(56, 56), devicePixelRatio()));
    side.addWidget(picture);
    side.addSpacing(8);
    side.addWidget(new ScaledLabel(m_themes, tr("Headroom"), 2.4, QFont::Bold));
    side.addWidget(new ScaledLabel(m_themes,
                                   tr("Sketch an event-driven system, see how much headroom it has, break it, and ask why."), 1.1,
                                   QFont::Normal, ScaledLabel::Tone::Muted));
}

void WelcomePage::addChoices(QVBoxLayout& side) {
    auto* fresh = card({.title = tr("New sketch"), .icon = QStringLiteral("new"), .corner = tr("Ctrl+N"), .isMain = true}, side);
    connect(fresh, &QAbstractButton::clicked, this, &WelcomePage::newRequested);
    auto* open = card({.title = tr("Open\u2026"), .icon = QStringLiteral("open"), .corner = tr("Ctrl+O")}, side);
    connect(open, &QAbstractButton::clicked, this, [this] { emit openRequested({}); });
    auto* recording =
        card({.title = tr("Open recording\u2026"), .icon = QStringLiteral("recording"), .corner = tr("Ctrl+Shift+O")}, side);
    connect(recording, &QAbstractButton::clicked, this, &WelcomePage::openRecordingRequested);
}

QWidget* WelcomePage::makeMain(const std::vector<views::Lesson>& lessons) {
    auto* content = new QWidget;
    content->setMaximumWidth(widestMain);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(between);
    addHeading(*column, tr("Reference systems"));
    m_systems = new QHBoxLayout;
    m_systems->setSpacing(between);
    addSystem(*m_systems, QStringLiteral("scenarios/transaction-platform.yaml"), tr("Transaction platform"),
              tr("Gateway, outbox, Kafka and two consumers, through a day with faults and autoscaling."), 8);
    addSystem(*m_systems, QStringLiteral("scenarios/monolith.yaml"), tr("Monolith"),
              tr("The same work in one process, as a baseline."), 5);
    column->addLayout(m_systems);
    column->addSpacing(between);
    addHeading(*column, tr("Learn by repairing: five minutes each"));
    m_lessonCards = new QHBoxLayout;
    m_lessonCards->setSpacing(between);
    for (const views::Lesson& lesson : lessons) addLesson(*m_lessonCards, lesson);
    column->addLayout(m_lessonCards);
    column->addSpacing(between);
    column->addWidget(new ScaledLabel(m_themes, tr("Ctrl+K finds any action by a few letters. Arrow keys and Enter work here."),
                                      0.95, QFont::Normal, ScaledLabel::Tone::Muted));

    m_main = new QWidget;
    m_main->setObjectName(QStringLiteral("welcomeMain"));
    auto* centred = new QGridLayout(m_main);
    centred->setContentsMargins(40, 40, 40, 32);
    centred->setRowStretch(0, 1);
    centred->setRowStretch(2, 1);
    centred->setColumnStretch(0, 1);
    centred->setColumnStretch(1, 100);
    centred->setColumnStretch(2, 1);
    centred->addWidget(content, 1, 1);
    auto* area = new QScrollArea;
    area->setObjectName(QStringLiteral("mainArea"));
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(m_main);
    return area;
}

void WelcomePage::addHeading(QVBoxLayout& column, const QString& text) {
    column.addWidget(new ScaledLabel(m_themes, text, 1.15, QFont::DemiBold));
}

void WelcomePage::addSystem(QBoxLayout& row, const QString& file, const QString& title, const QString& text, int stretch) {
    const auto path = views::findInstalledFile(file);
    if (!path) return;
    auto* system = card({.title = title, .text = text, .sketch = sketchOfFile(*path)}, row, stretch);
    connect(system, &QAbstractButton::clicked, this, [this, path = *path] { emit openRequested(path); });
}

void WelcomePage::addLesson(QBoxLayout& row, const views::Lesson& lesson) {
    auto* one = card({.title = lesson.title,
                      .text = lesson.learn,
                      .icon = QStringLiteral("lesson"),
                      .corner = tr("%1 min").arg(lesson.minutes)},
                     row, 1);
    connect(one, &QAbstractButton::clicked, this, [this, id = lesson.id] { emit lessonRequested(id); });
}

void WelcomePage::listRecent() {
    while (QLayoutItem* item = m_recentList->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    for (const QString& path : m_recent.files()) {
        const QFileInfo file(path);
        auto* line = card({.title = file.fileName(),
                           .text = fromHome(file.path()),
                           .icon = isRecording(path) ? QStringLiteral("recording") : QStringLiteral("recent"),
                           .isFlat = true},
                          *m_recentList);
        line->setToolTip(path);
        connect(line, &QAbstractButton::clicked, this, [this, path] { emit openRequested(path); });
    }
    if (m_recentList->count() == 0)
        m_recentList->addWidget(
            new ScaledLabel(m_themes, tr("What you open will be here."), 1, QFont::Normal, ScaledLabel::Tone::Muted));
}

WelcomeCard* WelcomePage::card(const CardContent& content, QBoxLayout& layout, int stretch) {
    auto* made = new WelcomeCard(m_themes, content);
    layout.addWidget(made, stretch);
    connect(made, &WelcomeCard::arrowPressed, this, [this, made](int key) { go(*made, key); });
    return made;
}

void WelcomePage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

/// Cards stand below each other where there is too little room beside each other.
void WelcomePage::arrange() {
    const double room = (width() - sideWidth * std::sqrt(m_themes.textScale())) / m_themes.textScale();
    m_systems->setDirection(room < narrowestSystems ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_lessonCards->setDirection(room < narrowestLessons ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void WelcomePage::restyle() {
    arrange();
    const Theme& theme = m_themes.theme();
    const double scale = m_themes.textScale();
    for (QScrollArea* area : findChildren<QScrollArea*>())
        if (area->objectName() == QStringLiteral("sideArea")) area->setFixedWidth(qRound(sideWidth * std::sqrt(scale)));
    setStyleSheet(QStringLiteral("#welcomeSide, #sideArea { background: %1; } #sideArea { border-right: 1px solid %2; }"
                                 "#welcomeMain, #mainArea { background: %3; }")
                      .arg(theme.panel.name(), theme.border.name(), theme.window.name()));
}

void WelcomePage::go(const QWidget& from, int key) {
    WelcomeCard* to = neighbour(from, key);
    if (to == nullptr) return;
    to->setFocus(Qt::TabFocusReason);
    for (QScrollArea* area : findChildren<QScrollArea*>())
        if (area->isAncestorOf(to)) area->ensureWidgetVisible(to);
}

/// The nearest card in an arrow key's direction.
WelcomeCard* WelcomePage::neighbour(const QWidget& from, int key) const {
    const QPointF direction = key == Qt::Key_Left    ? QPointF(-1, 0)
                              : key == Qt::Key_Right ? QPointF(1, 0)
                              : key == Qt::Key_Up    ? QPointF(0, -1)
                              : key == Qt::Key_Down  ? QPointF(0, 1)
                                                     : QPointF();
    if (direction.isNull()) return nullptr;
    const QPointF here = from.mapTo(this, from.rect().center());
    WelcomeCard* nearest = nullptr;
    double least = std::numeric_limits<double>::infinity();
    for (WelcomeCard* other : findChildren<WelcomeCard*>()) {
        const QPointF way = QPointF(other->mapTo(this, other->rect().center())) - here;
        const double ahead = QPointF::dotProduct(way, direction);
        const double aside = std::abs(way.x() * direction.y()) + std::abs(way.y() * direction.x());
        if (other == &from || ahead <= 1 || ahead + asideCosts * aside >= least) continue;
        least = ahead + asideCosts * aside;
        nearest = other;
    }
    return nearest;
}

}  // namespace headroom::desktop
