#pragma once

#include <QObject>
#include <memory>

#include "app/desktop/compare/compare_page.h"
#include "app/desktop/shell/action_registry.h"
#include "app/desktop/views/run/run_control.h"

namespace headroom::desktop {

/// Runs two variants of the document at once, on the compare page. The two before stay in the library as they were.
class VariantRuns : public QObject {
    Q_OBJECT

public:
    /// All outlive it.
    VariantRuns(views::RunControl& control, views::RunLibrary& library, ComparePage& page, QObject* parent);
    ~VariantRuns() override;

    /// Refused, with a word of the control's, while the document has errors.
    void start(const views::VariantChoice& a, const views::VariantChoice& b);
    void stop();
    const views::ScenarioDocument& document() const { return m_control.document(); }
    bool isActive() const { return m_pair != nullptr && m_pair->isActive(); }

signals:
    void started();
    void stateChanged();

private:
    void keepBoth();

    views::RunControl& m_control;
    views::RunLibrary& m_library;
    ComparePage& m_page;
    std::unique_ptr<views::VariantPair> m_pair;
    QString m_nameA;
    QString m_nameB;
};

/// compare.variants asks, over the window, and starts; compare.stop ends both. `runs` lives as long as the registry.
void registerVariantActions(ActionRegistry& registry, VariantRuns& runs, QWidget& window);

}  // namespace headroom::desktop
