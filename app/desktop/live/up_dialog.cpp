#include "app/desktop/live/up_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "model/scenario/load_scale.h"

namespace headroom::desktop {

UpDialog::UpDialog(const QString& advice, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Run the services for real"));
    setObjectName(QStringLiteral("upDialog"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(12);
    auto* what =
        new QLabel(tr("Each pod becomes a process on this machine, with an embedded broker and databases of its own. What they "
                      "do is measured and laid over the drawing. They end with this window."));
    what->setWordWrap(true);
    what->setMinimumWidth(380);
    column->addWidget(what);
    m_scale = new QLineEdit(advice);
    m_scale->setObjectName(QStringLiteral("loadScale"));
    m_scale->setAccessibleName(tr("Share of the load"));
    m_scale->setPlaceholderText(QStringLiteral("100%"));
    m_scale->setToolTip(tr("Of the clients' users and rates, such as 2%"));
    auto* form = new QFormLayout;
    form->addRow(tr("Share of the load"), m_scale);
    column->addLayout(form);
    if (!advice.isEmpty()) {
        auto* why = new QLabel(tr("%1 is about what this machine can carry.").arg(advice));
        why->setProperty("muted", true);
        column->addWidget(why);
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_start = buttons->addButton(tr("Start"), QDialogButtonBox::AcceptRole);
    m_start->setObjectName(QStringLiteral("start"));
    column->addWidget(buttons);
    // Only a button that is in the dialog can be what Enter presses.
    m_start->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_scale, &QLineEdit::textChanged, this, &UpDialog::judge);
    judge();
}

void UpDialog::judge() {
    const model::QuantityResult read = model::parseLoadScale(loadScale().toStdString());
    const bool isGood = loadScale().isEmpty() || read.value.has_value();
    m_start->setEnabled(isGood);
    m_start->setToolTip(isGood ? QString() : QString::fromStdString(read.error.message));
}

}  // namespace headroom::desktop
