#pragma once

#include "app/desktop/inspector/unit_line_edit.h"
#include "app/desktop/inspector/value_editor.h"
#include "app/desktop/views/inspector/uncertain_value.h"

class QLabel;

namespace headroom::desktop {

class SmallButton;

/// A quantity that is known exactly, guessed between two ends, or measured by p50 and p99.
class UncertainEditor : public ValueEditor {
    Q_OBJECT

public:
    UncertainEditor(const views::PropertyRow& row, QWidget* parent);
    void showRow(const views::PropertyRow& row) override;
    QString text() const override;
    void setWrong(bool isWrong) override;
    views::UncertainValue::Mode mode() const { return m_mode; }
    /// As the menu does.
    void chooseMode(views::UncertainValue::Mode mode);

private:
    void setupMenu(bool takesMeasured);
    void setupFields(const QString& title);
    void showMode(views::UncertainValue::Mode mode);
    void fill(const views::UncertainValue& value);
    void commit();
    views::UncertainValue typed() const;

    SmallButton* m_modeButton;
    QLabel* m_before;
    UnitLineEdit* m_first;
    QLabel* m_between;
    UnitLineEdit* m_second;
    views::UncertainValue::Mode m_mode = views::UncertainValue::Mode::Exact;
    bool m_isMean = false;
    QString m_shown;
    bool m_isWrong = false;
    bool m_isChanging = false;  ///< another mode was chosen and its ends are not all there yet
};

}  // namespace headroom::desktop
