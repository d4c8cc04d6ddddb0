#include "app/desktop/live/live_actions.h"

#include <QCoreApplication>
#include <QSettings>
#include <algorithm>
#include <thread>

#include "app/desktop/live/connect_dialog.h"
#include "app/desktop/live/up_dialog.h"
#include "app/desktop/views/shell/recent_files.h"
#include "model/analysis/machine_fit.h"

namespace headroom::desktop {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("LiveActions", text);
}

ActionSpec spec(const char* id, const char* text, const char* shortcut, const char* tip) {
    return {QLatin1String(id), tr(text), QStringLiteral("Live"), QKeySequence(QLatin1String(shortcut)), tr(tip)};
}

/// Who writes a user and a password into an address is refused by the observer, and isn't remembered by us.
bool isSecretless(const QString& address) {
    return !address.contains(QLatin1Char('@'));
}

void askWhere(views::LiveControl& control, Dialogs& dialogs, ThemeStore& themes, QWidget& window) {
    const QString settings = views::userSettingsPath();
    auto* dialog = new ConnectDialog(rememberedConnection(settings), dialogs, themes, &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, &control, [&control, dialog, settings] {
        rememberConnection(settings, dialog->request());
        control.connectTo(dialog->request());
    });
    dialog->open();
}

void askLoadScale(views::LiveControl& control, QWidget& window) {
    const auto scenario = control.document().scenario();
    auto* dialog = new UpDialog(scenario == nullptr ? QString() : fittingLoadScale(*scenario), &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, &control, [&control, dialog] { control.up(dialog->loadScale()); });
    dialog->open();
}

void enableAsItStands(ActionRegistry& actions, views::LiveControl& control) {
    const views::BundledServices& services = control.services();
    actions.action(QStringLiteral("live.disconnect"))->setEnabled(control.isWatching());
    actions.action(QStringLiteral("live.predict"))->setEnabled(control.canPredict());
    actions.action(QStringLiteral("live.up"))->setEnabled(!services.isOn());
    actions.action(QStringLiteral("live.down"))->setEnabled(services.isOn());
}

}  // namespace

void registerLiveActions(ActionRegistry& actions, views::LiveControl& control, Dialogs& dialogs, ThemeStore& themes,
                         QWidget& window) {
    actions.add(spec("live.connect", "Connect to a deployment…", "Ctrl+Alt+K", "Lay what is measured over the drawing"),
                [&control, &dialogs, &themes, &window] { askWhere(control, dialogs, themes, window); });
    actions.add(spec("live.disconnect", "Disconnect", "", "Stop watching; what was measured stays"),
                [&control] { control.disconnectFrom(); });
    actions.add(
        spec("live.predict", "Predict beside it", "Ctrl+Alt+B", "Simulate the same load beside what is measured, and compare"),
        [&control] { control.predict(); });
    actions.add(spec("live.up", "Run the services for real…", "", "Each pod becomes a process here, and is measured"),
                [&control, &window] { askLoadScale(control, window); });
    actions.add(spec("live.down", "Stop the services", "", "End the processes; asked twice, at once"),
                [&control] { control.down(); });
    const auto update = [&actions, &control] { enableAsItStands(actions, control); };
    QObject::connect(&control, &views::LiveControl::changed, &actions, update);
    update();
}

views::WatchRequest rememberedConnection(const QString& settingsPath) {
    const QSettings settings(settingsPath, QSettings::IniFormat);
    const auto value = [&settings](const char* name) {
        return settings.value(QStringLiteral("connection/") + QLatin1String(name));
    };
    views::WatchRequest request;
    request.kafka = value("kafka").toString();
    request.properties = value("properties").toString();
    request.prometheus = value("prometheus").toString();
    request.selector = value("selector").toString();
    request.pages = value("pages").toStringList();
    request.httpConfig = value("httpConfig").toString();
    request.kubernetes = value("kubernetes").toBool();
    request.kubeconfig = value("kubeconfig").toString();
    request.context = value("context").toString();
    request.space = value("namespace").toString();
    return request;
}

void rememberConnection(const QString& settingsPath, const views::WatchRequest& request) {
    QSettings settings(settingsPath, QSettings::IniFormat);
    settings.beginGroup(QStringLiteral("connection"));
    settings.setValue(QStringLiteral("kafka"), request.kafka);
    settings.setValue(QStringLiteral("properties"), request.properties);
    settings.setValue(QStringLiteral("prometheus"), isSecretless(request.prometheus) ? request.prometheus : QString());
    settings.setValue(QStringLiteral("selector"), request.selector);
    QStringList pages;
    for (const QString& page : request.pages)
        if (isSecretless(page)) pages << page;
    settings.setValue(QStringLiteral("pages"), pages);
    settings.setValue(QStringLiteral("httpConfig"), request.httpConfig);
    settings.setValue(QStringLiteral("kubernetes"), request.kubernetes);
    settings.setValue(QStringLiteral("kubeconfig"), request.kubeconfig);
    settings.setValue(QStringLiteral("context"), request.context);
    settings.setValue(QStringLiteral("namespace"), request.space);
}

QString fittingLoadScale(const model::Scenario& scenario) {
    model::Machine machine;
    machine.cores = std::max(1U, std::thread::hardware_concurrency());
    const auto share = model::fitToMachine(scenario, machine).fittingShare;
    return share ? QStringLiteral("%1%").arg(*share * 100) : QString();
}

}  // namespace headroom::desktop
