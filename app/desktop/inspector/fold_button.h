#pragma once

#include <QToolButton>

namespace headroom::desktop {

/// A heading with an arrow; its text is cut at the end where it doesn't fit.
class FoldButton : public QToolButton {
    Q_OBJECT

public:
    explicit FoldButton(QWidget* parent = nullptr);
    void setFullText(const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();
    QString m_text;
};

}  // namespace headroom::desktop
