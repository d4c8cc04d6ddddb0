#pragma once

#include <QDialog>
#include <QLineEdit>
#include <QPushButton>

namespace headroom::desktop {

/// Which share of the scenario's load the bundled services are to meet on this machine.
class UpDialog : public QDialog {
    Q_OBJECT

public:
    /// `advice` is what would fit, as "2%"; empty: nobody knows.
    explicit UpDialog(const QString& advice, QWidget* parent = nullptr);

    QString loadScale() const { return m_scale->text().trimmed(); }

private:
    void judge();
    QLineEdit* m_scale = nullptr;
    QPushButton* m_start = nullptr;
};

}  // namespace headroom::desktop
