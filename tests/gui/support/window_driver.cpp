#include "tests/gui/support/window_driver.h"

#include <QApplication>
#include <QStandardPaths>

#include "app/desktop/theme/application_style.h"

namespace headroom::gui {

WindowDriver::WindowDriver(QSize size) {
    qApp->setProperty(views::TraceSession::programFolderProperty, QStringLiteral(HEADROOM_PROGRAM_DIR));
    QStandardPaths::setTestModeEnabled(false);
    const QByteArray home =
        qEnvironmentVariableIsSet("HEADROOM_TEST_HOME") ? qgetenv("HEADROOM_TEST_HOME") : m_folder.path().toUtf8();
    for (const char* place : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"}) qputenv(place, home);
    desktop::loadFonts();
    m_lab = std::make_unique<desktop::Lab>();
    desktop::followTheme(*qApp, m_lab->themes);
    m_window = std::make_unique<desktop::MainWindow>(*m_lab, m_answers);
    m_window->resize(size);
    m_window->show();
    settle();
}

WindowDriver::~WindowDriver() {
    m_window.reset();
    m_lab.reset();
}

void WindowDriver::settle() {
    waitFor([this] { return !m_lab->analysis.isBusy(); });
    QCoreApplication::processEvents();
}

bool WindowDriver::waitFor(const std::function<bool()>& condition, int patienceMilliseconds) {
    return QTest::qWaitFor(condition, patienceMilliseconds);
}

void WindowDriver::trigger(const char* actionId) {
    m_lab->actions.action(QLatin1String(actionId))->trigger();
    QCoreApplication::processEvents();
}

void WindowDriver::type(const QString& text) {
    QWidget* target = QApplication::focusWidget();
    for (const QChar character : text) QTest::keyClick(target, character.toLatin1());
}

void WindowDriver::press(Qt::Key key, Qt::KeyboardModifiers modifiers) {
    QWidget* target = QApplication::focusWidget();
    QTest::keyClick(target == nullptr ? m_window.get() : target, key, modifiers);
}

void WindowDriver::click(QWidget* widget) {
    QTest::mouseClick(widget, Qt::LeftButton);
    QCoreApplication::processEvents();
}

QImage WindowDriver::picture() {
    settle();
    return m_window->grab().toImage();
}

}  // namespace headroom::gui
