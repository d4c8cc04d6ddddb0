#include "app/desktop/compare/run_chooser.h"

#include <QGridLayout>
#include <algorithm>

namespace headroom::desktop {

RunChooser::RunChooser(const views::RunLibrary& library, const QString& side, QWidget* parent)
    : QWidget(parent), m_library(library) {
    auto* letter = new QLabel(side, this);
    letter->setProperty("heading", true);
    m_box = new QComboBox(this);
    m_box->setObjectName(QStringLiteral("compare.run") + side);
    m_box->setAccessibleName(tr("Run %1").arg(side));
    m_box->setMinimumWidth(200);
    letter->setBuddy(m_box);
    m_description = new QLabel(this);
    m_description->setProperty("muted", true);
    m_description->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins({});
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(4);
    layout->addWidget(letter, 0, 0);
    layout->addWidget(m_box, 0, 1);
    layout->addWidget(m_description, 1, 1);
    layout->setColumnStretch(1, 1);
    connect(&library, &views::RunLibrary::changed, this, &RunChooser::fill);
    connect(m_box, &QComboBox::currentIndexChanged, this, [this] {
        describe();
        emit chosen(run());
    });
    fill();
}

int RunChooser::run() const {
    return m_box->currentData().toInt();
}

void RunChooser::setRun(int id) {
    m_box->setCurrentIndex(std::max(0, m_box->findData(id)));
}

void RunChooser::fill() {
    const int before = run();
    {
        const QSignalBlocker quiet(m_box);
        m_box->clear();
        m_box->addItem(tr("Choose a run"), 0);
        // When it was says which of two is meant; alone its name does.
        const auto& runs = m_library.runs();
        for (const views::KeptRun& run : runs) {
            const bool isOnly = std::ranges::count(runs, run.name, &views::KeptRun::name) == 1;
            const QString when = run.when.toString(QStringLiteral("HH:mm:ss"));
            m_box->addItem(isOnly ? run.name : QStringLiteral("%1 · %2").arg(run.name, when), run.id);
        }
        m_box->setCurrentIndex(std::max(0, m_box->findData(before)));
    }
    describe();
    if (run() != before) emit chosen(run());
}

void RunChooser::describe() {
    const views::KeptRun* chosen = m_library.findRun(run());
    m_description->setText(chosen == nullptr ? tr("A recording, or a run of this window") : chosen->description());
}

}  // namespace headroom::desktop
