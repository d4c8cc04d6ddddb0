#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace headroom::desktop {

/// The element's picture, name and kind.
class InspectorHeader : public QWidget {
    Q_OBJECT

public:
    explicit InspectorHeader(QWidget* parent = nullptr);
    /// `canBeRenamed`: whether the name is a field.
    void show(const QString& kind, const QString& name, const QString& detail, bool canBeRenamed);
    void showProblem(const QString& problem);
    QLineEdit* nameField() const { return m_name; }

signals:
    void renamed(const QString& name);
    /// Enter was pressed and the name taken, or Escape and the old one kept.
    void done();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLabel* m_kind;
    QLineEdit* m_name;
    QLabel* m_problem;
    QString m_shown;
};

}  // namespace headroom::desktop
