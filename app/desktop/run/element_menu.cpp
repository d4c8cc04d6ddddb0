#include "app/desktop/run/element_menu.h"

#include <QCoreApplication>
#include <QInputDialog>

#include "app/presentation/format.h"
#include "model/scenario/quantity_parser.h"

namespace headroom::desktop {
namespace {

using views::RunControl;

QString tr(const char* text) {
    return QCoreApplication::translate("ElementMenu", text);
}

QString effectText(const RunControl& control) {
    switch (control.effect()) {
        case RunControl::Effect::Inject: return tr("In the run, now");
        case RunControl::Effect::Branch:
            return tr("Branch at %1 with").arg(QString::fromStdString(presentation::formatClock(control.playhead().instant())));
        case RunControl::Effect::AddToScenario: return tr("Add to the scenario");
    }
    return {};
}

void carryOut(const views::FaultChoice& choice, RunControl& control, QWidget* parent, const FaultQuestions& questions) {
    int replicas = 1;
    if (choice.asksReplicas) {
        const auto answer = questions.replicas(parent, choice.service);
        if (!answer) return;
        replicas = *answer;
    }
    model::Instant at;
    if (control.effect() == RunControl::Effect::AddToScenario) {
        const auto answer = questions.instant(parent);
        if (!answer) return;
        at = *answer;
    }
    control.apply(choice, at, replicas);
}

std::optional<model::Instant> askInstant(QWidget* parent) {
    QString text = QStringLiteral("1m");
    QString label = tr("When, from the start of the run (such as 90s or 5m)");
    while (true) {
        bool isOk = false;
        text = QInputDialog::getText(parent, tr("Add a fault"), label, QLineEdit::Normal, text, &isOk);
        if (!isOk) return std::nullopt;
        const auto parsed = model::parseQuantity(text.trimmed().toStdString(), model::Unit::Time);
        if (parsed.value) return model::Instant{} + model::Duration::fromSeconds(*parsed.value);
        label = QString::fromStdString(parsed.error.message);
    }
}

std::optional<int> askReplicas(QWidget* parent, const QString& service) {
    bool isOk = false;
    const int replicas = QInputDialog::getInt(parent, tr("Scale %1").arg(service), tr("Replicas"), 3, 0, 100'000, 1, &isOk);
    return isOk ? std::optional<int>(replicas) : std::nullopt;
}

}  // namespace

FaultQuestions faultDialogs() {
    return {askReplicas, askInstant};
}

QMenu* elementMenu(const QString& element, RunControl& control, QWidget* parent, const FaultQuestions& questions) {
    const model::Scenario* scenario = control.session().scenario();
    if (scenario == nullptr) scenario = control.document().scenario().get();
    const auto choices = views::faultChoices(element, scenario);
    if (choices.empty()) return nullptr;
    auto* menu = new QMenu(parent);
    menu->setToolTipsVisible(true);
    menu->addAction(element)->setEnabled(false);
    menu->addAction(effectText(control))->setEnabled(false);
    menu->addSeparator();
    for (const views::FaultChoice& choice : choices) {
        QAction* action = menu->addAction(choice.words);
        action->setObjectName(choice.id);
        action->setToolTip(choice.tip);
        QObject::connect(action, &QAction::triggered, menu,
                         [choice, &control, parent, questions] { carryOut(choice, control, parent, questions); });
    }
    return menu;
}

}  // namespace headroom::desktop
