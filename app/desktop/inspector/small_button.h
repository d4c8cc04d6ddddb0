#pragma once

#include <QToolButton>

class QMenu;

namespace headroom::desktop {

/// A button of one sign or a few words, pressed with Enter or Space as well; with a menu it unfolds that, also with the arrow
/// down.
class SmallButton : public QToolButton {
    Q_OBJECT

public:
    SmallButton(const QString& sign, const QString& what, QWidget* parent);
    /// Its menu, made at the first call.
    QMenu* choices();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void unfold();
    QMenu* m_choices = nullptr;
};

}  // namespace headroom::desktop
