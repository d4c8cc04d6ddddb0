#include "app/desktop/run/trouble_banner.h"

#include <QHBoxLayout>
#include <QPainter>

#include "app/desktop/run/glyphs.h"

namespace headroom::desktop {
namespace {

using State = views::TraceSession::State;
constexpr int mostLines = 6;

/// The first lines; all of it is in the tool tip.
QString shortened(const QString& text) {
    const QStringList lines = text.split(QLatin1Char('\n'));
    if (lines.size() <= mostLines) return text;
    return lines.mid(0, mostLines).join(QLatin1Char('\n')) + QLatin1Char('\n') +
           TroubleBanner::tr("… and %1 lines more").arg(lines.size() - mostLines);
}

}  // namespace

TroubleBanner::TroubleBanner(views::RunControl& control, ThemeStore& themes, QWidget* parent)
    : QFrame(parent), m_control(control), m_themes(themes) {
    setAccessibleName(tr("Trouble"));
    setupRow();
    connect(&control.session(), &views::TraceSession::stateChanged, this, &TroubleBanner::showState);
    connect(&control, &views::RunControl::refused, this, &TroubleBanner::showRefusal);
    connect(&themes, &ThemeStore::changed, this, qOverload<>(&TroubleBanner::update));
    showState();
}

void TroubleBanner::setupRow() {
    m_text = new QLabel;
    m_text->setObjectName(QStringLiteral("trouble"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_restart = new QPushButton(tr("Start again"));
    m_restart->setObjectName(QStringLiteral("restart"));
    m_restart->setProperty("main", true);
    m_stop = new QPushButton(tr("Stop it"));
    m_stop->setObjectName(QStringLiteral("stop"));
    m_dismiss = new QPushButton(tr("Dismiss"));
    m_dismiss->setObjectName(QStringLiteral("dismiss"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(44, 10, 12, 10);
    row->setSpacing(8);
    row->addWidget(m_text, 1);
    row->addWidget(m_restart);
    row->addWidget(m_stop);
    row->addWidget(m_dismiss);
    connect(m_restart, &QPushButton::clicked, this, [this] { m_control.restart(); });
    connect(m_stop, &QPushButton::clicked, this, [this] { m_control.session().stop(); });
    connect(m_dismiss, &QPushButton::clicked, this, &QWidget::hide);
}

void TroubleBanner::showState() {
    const views::TraceSession& session = m_control.session();
    if (session.state() == State::NotAnswering) return say(session.message(), true, true);
    if (session.state() == State::Failed) return say(session.message(), session.canRestart(), false);
    hide();
}

void TroubleBanner::showRefusal(const QString& message) {
    say(message, false, false);
}

void TroubleBanner::say(const QString& text, bool offersRestart, bool offersStop) {
    m_text->setText(shortened(text));
    m_text->setToolTip(text);
    m_restart->setVisible(offersRestart);
    m_stop->setVisible(offersStop);
    m_dismiss->setVisible(!offersStop);
    show();
}

void TroubleBanner::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Theme& theme = m_themes.theme();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), theme.cardRaised);
    painter.fillRect(QRect(0, 0, 4, height()), theme.danger);
    painter.setPen(theme.border);
    painter.drawLine(0, height() - 1, width(), height() - 1);
    drawGlyph(painter, Glyph::TriangleUp, {26, height() / 2.0}, 16, theme.danger);
    painter.setPen(theme.textOnAccent);
    QFont bold = font();
    bold.setBold(true);
    bold.setPixelSize(10);
    painter.setFont(bold);
    painter.drawText(QRectF(18, height() / 2.0 - 6, 16, 14), Qt::AlignCenter, QStringLiteral("!"));
}

}  // namespace headroom::desktop
