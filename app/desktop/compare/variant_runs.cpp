#include "app/desktop/compare/variant_runs.h"

#include <QAction>

#include "app/desktop/compare/variant_dialog.h"

namespace headroom::desktop {

namespace {

void ask(VariantRuns& runs, QWidget& window) {
    auto* dialog = new VariantDialog(runs.document().variants(), &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, &runs, [dialog, &runs] { runs.start(dialog->a(), dialog->b()); });
    dialog->open();
}

}  // namespace

VariantRuns::VariantRuns(views::RunControl& control, views::RunLibrary& library, ComparePage& page, QObject* parent)
    : QObject(parent), m_control(control), m_library(library), m_page(page) {}

VariantRuns::~VariantRuns() = default;

void VariantRuns::start(const views::VariantChoice& a, const views::VariantChoice& b) {
    const auto request = m_control.request();
    if (!request) return;
    keepBoth();
    m_pair = std::make_unique<views::VariantPair>();
    connect(m_pair.get(), &views::VariantPair::stateChanged, this, &VariantRuns::stateChanged);
    m_nameA = a.name();
    m_nameB = b.name();
    m_page.showPair(*m_pair, m_nameA, m_nameB);
    m_pair->start(*request, a, b);
    emit started();
}

void VariantRuns::stop() {
    if (m_pair != nullptr) m_pair->stop();
}

/// What the pair before has shown; its sessions go, and with them their places in the library.
void VariantRuns::keepBoth() {
    if (m_pair == nullptr) return;
    for (const auto& [session, name] : {std::pair{&m_pair->b(), m_nameB}, std::pair{&m_pair->a(), m_nameA}})
        if (!session->trace().frames().empty()) m_library.keepCopy(session->trace(), name);
    m_pair.reset();
}

void registerVariantActions(ActionRegistry& registry, VariantRuns& runs, QWidget& window) {
    const QString group = QStringLiteral("Compare");
    registry.add({.id = QStringLiteral("compare.variants"),
                  .text = QObject::tr("Run two variants…"),
                  .group = group,
                  .tip = QObject::tr("Two variants of the scenario at once, on the same load")},
                 [&runs, &window] { ask(runs, window); });
    QAction* stop = registry.add({.id = QStringLiteral("compare.stop"),
                                  .text = QObject::tr("Stop both variants"),
                                  .group = group,
                                  .tip = QObject::tr("Ends the two runs; what they have shown stays")},
                                 [&runs] { runs.stop(); });
    stop->setEnabled(false);
    QObject::connect(&runs, &VariantRuns::stateChanged, stop, [stop, &runs] { stop->setEnabled(runs.isActive()); });
}

}  // namespace headroom::desktop
