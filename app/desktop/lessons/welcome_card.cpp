#include "app/desktop/lessons/welcome_card.h"

#include <QKeyEvent>
#include <QPainter>

#include "app/desktop/lessons/scaled_label.h"
#include "app/desktop/lessons/topology_picture.h"
#include "app/desktop/theme/icon_loader.h"

namespace headroom::desktop {
namespace {

constexpr int cornerRadius = 10;
constexpr int pictogram = 22;
constexpr int iconGap = 12;
constexpr int titleGap = 6;
constexpr int sketchHeight = 216;
constexpr double titleFactor = 1.15;

}  // namespace

WelcomeCard::WelcomeCard(const ThemeStore& themes, CardContent content, QWidget* parent)
    : QAbstractButton(parent), m_themes(themes), m_content(std::move(content)) {
    setText(m_content.title);
    setAccessibleName(m_content.corner.isEmpty() ? m_content.title : m_content.title + QStringLiteral(", ") + m_content.corner);
    setAccessibleDescription(m_content.text);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&themes, &ThemeStore::changed, this, &WelcomeCard::restyle);
}

void WelcomeCard::restyle() {
    m_picture = {};
    updateGeometry();
    update();
}

int WelcomeCard::padding() const {
    return m_content.isFlat ? 8 : 16;
}

int WelcomeCard::pictureHeight() const {
    return m_content.sketch != nullptr ? sketchHeight : 0;
}

int WelcomeCard::titleLeft() const {
    return m_content.icon.isEmpty() ? padding() : padding() + pictogram + iconGap;
}

/// Where the muted text goes; its height is what it takes.
QRect WelcomeCard::textArea(int width) const {
    const QFontMetrics title(scaledFont(m_themes, m_content.isFlat ? 1 : titleFactor, QFont::DemiBold));
    const QFontMetrics text(scaledFont(m_themes, m_content.isFlat ? 0.9 : 1));
    const int top = pictureHeight() + padding() + title.height() + (m_content.isFlat ? 1 : titleGap);
    const int inner = width - titleLeft() - padding();
    if (m_content.text.isEmpty()) return {titleLeft(), top, inner, 0};
    if (m_content.isFlat) return {titleLeft(), top, inner, text.height()};
    return {titleLeft(), top, inner, text.boundingRect(QRect(0, 0, inner, 10'000), Qt::TextWordWrap, m_content.text).height()};
}

QSize WelcomeCard::sizeHint() const {
    const int width = m_content.sketch != nullptr ? 320 : 240;
    return {width, heightForWidth(width)};
}

QSize WelcomeCard::minimumSizeHint() const {
    return {140, heightForWidth(qMax(140, width()))};
}

int WelcomeCard::heightForWidth(int width) const {
    const QRect text = textArea(width);
    const int end = m_content.text.isEmpty() ? text.top() - (m_content.isFlat ? 1 : titleGap) : text.bottom() + 1;
    return end + padding();
}

void WelcomeCard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintGround(painter);
    paintPicture(painter);
    paintTitle(painter);
    paintText(painter);
}

void WelcomeCard::paintGround(QPainter& painter) const {
    const Theme& theme = m_themes.theme();
    const bool isRaised = underMouse() || isDown();
    const QRectF frame = QRectF(rect()).adjusted(1, 1, -1, -1);
    QPen pen(isRaised ? theme.accent : theme.border, 1);
    QColor ground = isRaised ? theme.cardRaised : theme.card;
    if (m_content.isMain) {
        ground = isDown() ? theme.accent.darker(110) : theme.accent;
        pen = QPen(theme.accent, 1);
    }
    if (m_content.isFlat) {
        pen = Qt::NoPen;
        ground = isRaised ? theme.accentSoft : QColor(Qt::transparent);
    }
    if (hasFocus()) pen = QPen(m_content.isMain ? theme.text : theme.accent, 2);
    painter.setPen(pen);
    painter.setBrush(ground);
    painter.drawRoundedRect(frame, m_content.isFlat ? 6 : cornerRadius, m_content.isFlat ? 6 : cornerRadius);
}

void WelcomeCard::paintPicture(QPainter& painter) {
    if (m_content.sketch == nullptr) return;
    const Theme& theme = m_themes.theme();
    const QSize size(width() - 2, pictureHeight());
    if (m_picture.isNull() || m_picture.deviceIndependentSize() != QSizeF(size) ||
        m_picture.devicePixelRatio() != devicePixelRatio()) {
        m_picture = QPixmap(size * devicePixelRatio());
        m_picture.setDevicePixelRatio(devicePixelRatio());
        m_picture.fill(Qt::transparent);
        QPainter picture(&m_picture);
        picture.setRenderHint(QPainter::Antialiasing);
        picture.setPen(Qt::NoPen);
        picture.setBrush(theme.container);
        picture.drawRoundedRect(QRectF(8, 8, size.width() - 16, size.height() - 8), 6, 6);
        paintTopology(picture, *m_content.sketch, theme, QRectF(24, 28, size.width() - 48, size.height() - 44));
    }
    painter.drawPixmap(1, 1, m_picture);
}

void WelcomeCard::paintTitle(QPainter& painter) const {
    const Theme& theme = m_themes.theme();
    const QColor ink = m_content.isMain ? theme.textOnAccent : theme.text;
    const QFont titleFont =
        scaledFont(m_themes, m_content.isFlat ? 1 : titleFactor, m_content.isFlat ? QFont::Medium : QFont::DemiBold);
    const QFontMetrics metrics(titleFont);
    QRect line(titleLeft(), pictureHeight() + padding(), width() - titleLeft() - padding(), metrics.height());
    if (!m_content.icon.isEmpty()) {
        const int size = qRound(m_content.isFlat ? pictogram * 0.85 : pictogram);
        painter.drawPixmap(padding(), line.center().y() - size / 2 + (m_content.isFlat ? metrics.height() / 2 : 0),
                           iconPixmap(m_content.icon, m_content.isMain ? ink : theme.accent, size, devicePixelRatio()));
    }
    const QFont font = scaledFont(m_themes, 0.9);
    const int cornerWidth = QFontMetrics(font).horizontalAdvance(m_content.corner);
    // The title is worth more than what stands in its corner.
    if (!m_content.corner.isEmpty() && metrics.horizontalAdvance(m_content.title) + 8 + cornerWidth <= line.width()) {
        painter.setFont(font);
        painter.setPen(m_content.isMain ? theme.textOnAccent : theme.textMuted);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, m_content.corner);
        line.setRight(line.right() - cornerWidth - 8);
    }
    painter.setFont(titleFont);
    painter.setPen(ink);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(m_content.title, Qt::ElideRight, line.width()));
}

void WelcomeCard::paintText(QPainter& painter) const {
    if (m_content.text.isEmpty()) return;
    const Theme& theme = m_themes.theme();
    const QFont font = scaledFont(m_themes, m_content.isFlat ? 0.9 : 1);
    const QRect area = textArea(width());
    painter.setFont(font);
    painter.setPen(m_content.isMain ? theme.textOnAccent : theme.textMuted);
    if (m_content.isFlat)
        painter.drawText(area, Qt::AlignLeft, QFontMetrics(font).elidedText(m_content.text, Qt::ElideMiddle, area.width()));
    else
        painter.drawText(area, Qt::TextWordWrap, m_content.text);
}

void WelcomeCard::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter: click(); return;
        case Qt::Key_Left:
        case Qt::Key_Right:
        case Qt::Key_Up:
        case Qt::Key_Down: emit arrowPressed(event->key()); return;
        default: QAbstractButton::keyPressEvent(event);
    }
}

void WelcomeCard::enterEvent(QEnterEvent* event) {
    QAbstractButton::enterEvent(event);
    update();
}

void WelcomeCard::leaveEvent(QEvent* event) {
    QAbstractButton::leaveEvent(event);
    update();
}

}  // namespace headroom::desktop
