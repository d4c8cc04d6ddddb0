#pragma once

#include <QCoreApplication>
#include <QMap>
#include <QProcess>
#include <QProcessEnvironment>

namespace headroom::gui {

/// Starts this test program again for the one test that is no test of its own but a process for others to kill.
inline void startChildTest(QProcess& child, const QString& suite, const QMap<QString, QString>& settings) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (auto setting = settings.begin(); setting != settings.end(); ++setting) environment.insert(setting.key(), setting.value());
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(),
                {QStringLiteral("--gtest_filter=%1.*").arg(suite), QStringLiteral("--gtest_also_run_disabled_tests")});
}

}  // namespace headroom::gui
