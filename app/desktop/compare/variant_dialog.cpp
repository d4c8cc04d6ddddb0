#include "app/desktop/compare/variant_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace headroom::desktop {

VariantDialog::VariantDialog(const std::vector<std::string>& variants, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Run two variants"));
    setObjectName(QStringLiteral("variantDialog"));
    auto* layout = new QVBoxLayout(this);
    auto* what = new QLabel(tr("Both run at once with the same seed. Open load is the same for both, to the arrival; users who wait "
                               "for their answers come as fast as each answers."));
    what->setWordWrap(true);
    layout->addWidget(what);
    m_a = makeSide(QStringLiteral("A"), variants);
    m_b = makeSide(QStringLiteral("B"), variants);
    if (!variants.empty()) m_b.variant->setCurrentIndex(1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_run = buttons->addButton(tr("Run both"), QDialogButtonBox::AcceptRole);
    m_run->setObjectName(QStringLiteral("runBoth"));
    layout->addWidget(buttons);
    // Only a button that is in the dialog can be what Enter presses.
    m_run->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    judge();
}

VariantDialog::Side VariantDialog::makeSide(const QString& letter, const std::vector<std::string>& variants) {
    auto* form = new QFormLayout;
    Side side{new QComboBox(this), new QLineEdit(this)};
    side.variant->setObjectName(QStringLiteral("variant") + letter);
    side.variant->setAccessibleName(tr("Variant of %1").arg(letter));
    side.variant->addItem(tr("base"), QString());
    for (const std::string& name : variants) side.variant->addItem(QString::fromStdString(name), QString::fromStdString(name));
    side.settings->setObjectName(QStringLiteral("settings") + letter);
    side.settings->setAccessibleName(tr("Settings of %1").arg(letter));
    side.settings->setPlaceholderText(QStringLiteral("services.audit.replicas=2"));
    side.settings->setMinimumWidth(320);
    side.settings->setToolTip(tr("PATH=VALUE as `headroom run --set` takes it; several with a space between them"));
    form->addRow(letter, side.variant);
    form->addRow(tr("with"), side.settings);
    static_cast<QVBoxLayout*>(layout())->addLayout(form);
    connect(side.variant, &QComboBox::currentIndexChanged, this, &VariantDialog::judge);
    connect(side.settings, &QLineEdit::textChanged, this, &VariantDialog::judge);
    return side;
}

views::VariantChoice VariantDialog::choiceOf(const Side& side) {
    static const QRegularExpression space(QStringLiteral("\\s+"));
    return {side.variant->currentData().toString(), side.settings->text().split(space, Qt::SkipEmptyParts)};
}

/// Two that are the same would show nothing.
void VariantDialog::judge() {
    if (m_run == nullptr) return;
    const bool differ = a().name() != b().name();
    m_run->setEnabled(differ);
    m_run->setToolTip(differ ? QString() : tr("A and B are the same: choose another variant, or give one of them a setting"));
}

}  // namespace headroom::desktop
