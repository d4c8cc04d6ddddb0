#pragma once

#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <string>
#include <vector>

#include "app/desktop/views/compare/variant_pair.h"

namespace headroom::desktop {

/// Which two variants are to meet the same load: for each side a variant of the scenario and, if wanted, settings of its own.
class VariantDialog : public QDialog {
    Q_OBJECT

public:
    /// `variants` of the scenario; the base is offered beside them. B is preset to the first variant there is.
    explicit VariantDialog(const std::vector<std::string>& variants, QWidget* parent = nullptr);

    views::VariantChoice a() const { return choiceOf(m_a); }
    views::VariantChoice b() const { return choiceOf(m_b); }

private:
    struct Side {
        QComboBox* variant = nullptr;
        QLineEdit* settings = nullptr;
    };
    Side makeSide(const QString& letter, const std::vector<std::string>& variants);
    static views::VariantChoice choiceOf(const Side& side);
    void judge();

    Side m_a;
    Side m_b;
    QPushButton* m_run = nullptr;
};

}  // namespace headroom::desktop
