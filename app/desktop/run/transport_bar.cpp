#include "app/desktop/run/transport_bar.h"

#include <QAbstractItemView>
#include <QHBoxLayout>
#include <QRegularExpressionValidator>
#include <QSignalBlocker>

#include "app/desktop/run/glyphs.h"
#include "app/presentation/format.h"

namespace headroom::desktop {
namespace {

using State = views::TraceSession::State;

QLabel* caption(const QString& text, QWidget* buddy) {
    auto* label = new QLabel(text);
    label->setProperty("muted", true);
    label->setBuddy(buddy);
    return label;
}

QString stateWord(State state) {
    switch (state) {
        case State::Idle: return TransportBar::tr("○ ready");
        case State::Running: return TransportBar::tr("● running");
        case State::Paused: return TransportBar::tr("❚❚ paused");
        case State::Ended: return TransportBar::tr("✓ ended");
        case State::Failed: return TransportBar::tr("✕ failed");
        case State::NotAnswering: return TransportBar::tr("▲ not answering");
        case State::Loading: return TransportBar::tr("… loading");
    }
    return {};
}

constexpr int freshnessInterval = 1'000;  // milliseconds
/// A deployment that said nothing for so long is told to be stale, in seconds.
constexpr double staleFrom = 5;

QString clockText(double seconds) {
    return QString::fromStdString(presentation::formatClock(model::Instant{} + model::Duration::fromSeconds(seconds)));
}

}  // namespace

TransportBar::TransportBar(views::RunControl& control, ActionRegistry& actions, ThemeStore& themes, QWidget* parent)
    : QWidget(parent), m_control(control), m_actions(actions), m_themes(themes) {
    setAccessibleName(tr("Run"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 12, 6);
    row->setSpacing(6);
    setupButtons();
    row->addSpacing(6);
    setupSpeed();
    setupVariant();
    setupSeed();
    row->addSpacing(6);
    setupProgress();
    connect(&themes, &ThemeStore::changed, this, &TransportBar::paintIcons);
    connect(&control.session(), &views::TraceSession::stateChanged, this, &TransportBar::showState);
    // A bar that is set back paints the window at once: not before everybody has heard that another run has begun.
    connect(&control.session(), &views::TraceSession::grew, this, &TransportBar::showProgress, Qt::QueuedConnection);
    connect(&control.playhead(), &views::Playhead::moved, this, &TransportBar::showProgress, Qt::QueuedConnection);
    connect(&control.document(), &views::ScenarioDocument::changed, this, &TransportBar::showVariants);
    m_freshness.setInterval(freshnessInterval);
    connect(&m_freshness, &QTimer::timeout, this, [this] { m_state->setText(liveText()); });
    paintIcons();
    showVariants();
    showState();
}

QToolButton* TransportBar::addButton(const char* action, const char* name) {
    auto* button = new QToolButton;
    button->setDefaultAction(m_actions.action(QLatin1String(action)));
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(button->defaultAction()->text());
    button->setIconSize({16, 16});
    button->setFocusPolicy(Qt::StrongFocus);
    layout()->addWidget(button);
    return button;
}

void TransportBar::setupButtons() {
    m_start = addButton("run.start", "start");
    m_start->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_pause = addButton("run.pause", "pause");
    m_step = addButton("run.step", "step");
    m_stop = addButton("run.stop", "stop");
}

void TransportBar::setupSpeed() {
    m_speed = new QComboBox;
    m_speed->setObjectName(QStringLiteral("speed"));
    m_speed->setAccessibleName(tr("Speed"));
    m_speed->setToolTip(tr("Simulated seconds a second; fastest: as fast as possible"));
    for (const double speed : views::RunControl::speeds) m_speed->addItem(views::RunControl::speedText(speed), speed);
    const auto show = [this] { m_speed->setCurrentIndex(m_speed->findData(m_control.speed())); };
    show();
    connect(&m_control, &views::RunControl::changed, this, show);
    connect(m_speed, &QComboBox::currentIndexChanged, this,
            [this](int index) { m_control.setSpeed(m_speed->itemData(index).toDouble()); });
    layout()->addWidget(caption(tr("Speed"), m_speed));
    layout()->addWidget(m_speed);
}

void TransportBar::setupSeed() {
    m_seed = new QLineEdit;
    m_seed->setObjectName(QStringLiteral("seed"));
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setToolTip(tr("Of the random streams; the same seed gives the same run. Empty: the scenario's own"));
    m_seed->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{0,18}")), m_seed));
    m_seed->setFixedWidth(56);
    connect(m_seed, &QLineEdit::editingFinished, this, &TransportBar::takeSeed);
    layout()->addWidget(caption(tr("Seed"), m_seed));
    layout()->addWidget(m_seed);
}

void TransportBar::takeSeed() {
    const QString text = m_seed->text();
    m_control.setSeed(text.isEmpty() ? std::nullopt : std::optional<std::uint64_t>(text.toULongLong()));
}

void TransportBar::setupVariant() {
    m_variant = new QComboBox;
    m_variant->setObjectName(QStringLiteral("variant"));
    m_variant->setAccessibleName(tr("Variant"));
    m_variant->setToolTip(tr("Which variant of the scenario is shown and run"));
    // Names of variants may be long; the open list shows them whole.
    m_variant->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_variant->setMinimumContentsLength(6);
    m_variant->setMaximumWidth(180);
    m_variant->view()->setTextElideMode(Qt::ElideNone);
    m_variant->view()->setMinimumWidth(200);
    connect(m_variant, &QComboBox::currentIndexChanged, this,
            [this](int index) { m_control.document().setVariant(m_variant->itemData(index).toString()); });
    layout()->addWidget(caption(tr("Variant"), m_variant));
    layout()->addWidget(m_variant);
}

void TransportBar::showVariants() {
    const QSignalBlocker quiet(m_variant);
    m_variant->clear();
    m_variant->addItem(tr("base"), QString());
    for (const std::string& name : m_control.document().variants())
        m_variant->addItem(QString::fromStdString(name), QString::fromStdString(name));
    m_variant->setCurrentIndex(std::max(0, m_variant->findData(m_control.document().variant())));
    m_variant->setEnabled(m_variant->count() > 1);
    const auto scenario = m_control.document().scenario();
    m_seed->setPlaceholderText(scenario == nullptr ? QString() : QString::number(scenario->seed));
}

void TransportBar::setupProgress() {
    m_state = new QLabel;
    m_state->setObjectName(QStringLiteral("state"));
    m_state->setMinimumWidth(fontMetrics().horizontalAdvance(stateWord(State::NotAnswering)) + 8);
    m_progress = new QProgressBar;
    m_progress->setObjectName(QStringLiteral("progress"));
    m_progress->setAccessibleName(tr("Progress of the run"));
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    m_progress->setFixedHeight(6);
    m_progress->setMinimumWidth(48);
    // What is beside it stays where it is while there is no end to be seen.
    QSizePolicy policy = m_progress->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(policy);
    m_clock = new QLabel;
    m_clock->setObjectName(QStringLiteral("clock"));
    m_clock->setMinimumWidth(fontMetrics().horizontalAdvance(tr("%1 of %2").arg(clockText(600), clockText(600))));
    m_clock->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_left = new QLabel;
    m_left->setObjectName(QStringLiteral("left"));
    m_left->setProperty("muted", true);
    auto* row = qobject_cast<QHBoxLayout*>(layout());
    row->addWidget(m_state);
    row->addWidget(m_progress, 1);
    row->addWidget(m_clock);
    row->addWidget(m_left);
}

void TransportBar::paintIcons() {
    const Theme& theme = m_themes.theme();
    const bool isPaused = m_control.session().state() == State::Paused;
    m_start->defaultAction()->setIcon(glyphIcon(Glyph::Play, theme.textOnAccent, theme.unknown));
    m_pause->defaultAction()->setIcon(glyphIcon(isPaused ? Glyph::Play : Glyph::Pause, theme.text, theme.unknown));
    m_step->defaultAction()->setIcon(glyphIcon(Glyph::Step, theme.text, theme.unknown));
    m_stop->defaultAction()->setIcon(glyphIcon(Glyph::Stop, theme.danger, theme.unknown));
}

/// Measured now, or how long ago.
QString TransportBar::liveText() const {
    const double silence = m_control.session().silence().value_or(0);
    return silence < staleFrom ? tr("◉ live") : tr("◌ stale, %1 s").arg(silence, 0, 'f', 0);
}

void TransportBar::showState() {
    const State state = m_control.session().state();
    const bool isLive = m_control.session().isWatching() && state == State::Running;
    m_state->setText(isLive ? liveText() : stateWord(state));
    isLive ? m_freshness.start() : m_freshness.stop();
    m_state->setAccessibleName(tr("State of the run: %1").arg(m_state->text()));
    m_state->setToolTip(m_control.session().message());
    m_pause->setAccessibleName(m_pause->defaultAction()->text());
    paintIcons();
    showProgress();
}

void TransportBar::showProgress() {
    const views::RunProgress& progress = m_control.session().progress();
    m_progress->setValue(static_cast<int>(progress.share().value_or(0) * 1000));
    const double whole = progress.duration().toSeconds();
    const bool hasRun = !m_control.session().trace().frames().empty();
    const double now = m_control.playhead().instant().toSeconds();
    const bool hasEnd = whole > 0;
    // What is measured, now or once, was not going to end.
    m_progress->setVisible(!m_control.session().isWatching() && (hasEnd || !hasRun));
    m_clock->setText(!hasRun ? QString() : hasEnd ? tr("%1 of %2").arg(clockText(now), clockText(whole)) : clockText(now));
    QString left;
    if (m_control.session().state() == State::Running && hasEnd) {
        if (const auto speed = progress.speed()) left = tr("%1×").arg(*speed, 0, 'f', *speed < 10 ? 1 : 0);
        if (const auto seconds = progress.secondsLeft()) left += tr(", %1 left").arg(clockText(*seconds));
    }
    m_left->setText(left);
    m_left->setVisible(!left.isEmpty());
}

}  // namespace headroom::desktop
