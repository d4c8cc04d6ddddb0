#pragma once

#include <QLineEdit>

namespace headroom::desktop {

/// A field with the unit of its value at its right end.
class UnitLineEdit : public QLineEdit {
    Q_OBJECT

public:
    explicit UnitLineEdit(const QString& unit, QWidget* parent = nullptr);
    const QString& unit() const { return m_unit; }
    QSize minimumSizeHint() const override;

signals:
    /// Alt+Down: what else the value may be.
    void choicesAsked();
    /// Escape: what was typed is not wanted.
    void givenUp();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void makeRoom();
    QString m_unit;
};

}  // namespace headroom::desktop
