#include "tests/gui/draw/sketcher.h"

#include <QApplication>
#include <QComboBox>
#include <QDrag>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QToolButton>
#include <stdexcept>

#include "app/desktop/canvas/palette_view.h"
#include "app/desktop/shell/workbench.h"

namespace headroom::gui {
namespace {

/// Notices the drag that a view begins, and keeps what it carries: where there is no display it ends at once.
class DragWatch : public QObject {
public:
    explicit DragWatch(QWidget& source) : m_source(source) { source.installEventFilter(this); }
    bool hasBegun() const { return m_hasBegun; }
    const QMimeData& data() const { return m_data; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        // What kind of child it is isn't known before it is complete.
        if (watched == &m_source && event->type() == QEvent::ChildAdded)
            static_cast<QChildEvent*>(event)->child()->installEventFilter(this);
        if (auto* drag = qobject_cast<QDrag*>(watched); drag != nullptr && event->type() == QEvent::DeferredDelete) {
            m_hasBegun = true;
            for (const QString& format : drag->mimeData()->formats()) m_data.setData(format, drag->mimeData()->data(format));
        }
        return false;
    }

private:
    QWidget& m_source;
    QMimeData m_data;
    bool m_hasBegun = false;
};

}  // namespace

using desktop::PaletteView;

Sketcher::Sketcher(WindowDriver& driver) : m_driver(driver), m_window(driver.window().windowHandle()) {
    if (!QTest::qWaitForWindowActive(&driver.window())) throw std::runtime_error("the window is not active");
}

QPoint Sketcher::inWindow(const QWidget& widget, const QPoint& at) const {
    return widget.mapTo(&m_driver.window(), at);
}

void Sketcher::mouseDown(const QPoint& at) {
    QTest::mouseMove(m_window, at);
    QTest::mousePress(m_window, Qt::LeftButton, {}, at);
    ++m_clicks;
}

void Sketcher::mouseTo(const QPoint& at) {
    QTest::mouseMove(m_window, at);
}

void Sketcher::mouseUp(const QPoint& at) {
    QTest::mouseRelease(m_window, Qt::LeftButton, {}, at);
    QCoreApplication::processEvents();
}

void Sketcher::click(QWidget* widget) {
    const QPoint at = inWindow(*widget, widget->rect().center());
    mouseDown(at);
    mouseUp(at);
}

void Sketcher::press(const QString& button) {
    for (auto* one : m_driver.window().findChildren<QToolButton*>()) {
        if (one->accessibleName() != button || one->visibleRegion().isEmpty()) continue;
        click(one);
        return;
    }
    throw std::out_of_range("no button is seen that says " + button.toStdString());
}

QWidget* Sketcher::cardsViewport() const {
    return m_driver.window().workbench().canvas().viewport();
}

QPoint Sketcher::seen(const QPointF& scene) const {
    const QPoint at = m_driver.window().workbench().canvas().mapFromScene(scene);
    if (!cardsViewport()->rect().contains(at)) throw std::out_of_range("that part of the drawing is not seen");
    return inWindow(*cardsViewport(), at);
}

QPoint Sketcher::seen(const char* element) const {
    const views::GraphNode* node = m_driver.lab().graph.find(QLatin1String(element));
    if (node == nullptr) throw std::out_of_range(std::string("the drawing has no ") + element);
    // A container is taken by its title, beside what lies in it.
    return seen(node->isContainer() ? node->rect.topLeft() + QPointF(60, 16) : node->rect.center());
}

void Sketcher::select(const char* element) {
    const QPoint at = seen(element);
    mouseDown(at);
    mouseUp(at);
    if (m_driver.lab().selection.first() != QLatin1String(element))
        throw std::runtime_error("a click on " + std::string(element) + " selected " +
                                 m_driver.lab().selection.first().toStdString());
}

void Sketcher::selectNothing() {
    const QPoint at = inWindow(*cardsViewport(), QPoint(3, 3));
    mouseDown(at);
    mouseUp(at);
}

void Sketcher::connect(const char* from, const char* to) {
    const views::GraphNode* node = m_driver.lab().graph.find(QLatin1String(from));
    if (node == nullptr) throw std::out_of_range(std::string("the drawing has no ") + from);
    const QPoint start = seen(QPointF(node->rect.right(), node->rect.center().y()));
    const QPoint end = seen(to);
    mouseDown(start);
    mouseTo(start + (end - start) / 2);
    mouseTo(end);
    mouseUp(end);
}

/// Offscreen there is no drag and drop between windows: the drag is begun by the mouse, and its data given to the canvas as a
/// display would.
void Sketcher::drop(views::PaletteItem item, QPointF at) {
    auto* palette = m_driver.find<PaletteView>("palette");
    const auto entries = palette->findItems(views::nameOf(item), Qt::MatchExactly);
    const QRect entry = palette->visualItemRect(entries.at(0));
    const QPoint start = inWindow(*palette->viewport(), entry.center());
    const QPoint end = seen(at);
    DragWatch watch(*palette);
    mouseDown(start);
    for (int step = 1; step < 6; ++step) mouseTo(start + QPoint(5 * step, 0));
    if (!watch.hasBegun()) throw std::runtime_error("the palette began no drag");
    deliver(watch.data(), start, end);
    mouseUp(end);
}

void Sketcher::deliver(const QMimeData& data, const QPoint& from, const QPoint& to) {
    QWidget* target = m_driver.window().childAt(to);
    const QPoint at = target->mapFrom(&m_driver.window(), to);
    QDragEnterEvent enter(target->mapFrom(&m_driver.window(), from), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(target, &enter);
    QDragMoveEvent move(at, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(target, &move);
    if (!enter.isAccepted() || !move.isAccepted()) throw std::runtime_error("the canvas does not take what the palette drags");
    QDropEvent drop(at, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(target, &drop);
}

void Sketcher::key(Qt::Key key, Qt::KeyboardModifiers modifiers, int times) {
    for (int i = 0; i < times; ++i, ++m_keys) QTest::keyClick(m_window, key, modifiers);
}

void Sketcher::type(const QString& text) {
    for (const QChar character : text) {
        QTest::keyClick(m_window, character.toLatin1());
        ++m_keys;
    }
}

void Sketcher::placeByKeys(views::PaletteItem item) {
    auto* palette = m_driver.find<PaletteView>("palette");
    if (!palette->hasFocus()) {
        const QPoint at = inWindow(*palette->viewport(), palette->visualItemRect(palette->currentItem()).center());
        mouseDown(at);
        mouseUp(at);
    }
    const int wanted = palette->row(palette->findItems(views::nameOf(item), Qt::MatchExactly).at(0));
    const int by = wanted - palette->currentRow();
    key(by > 0 ? Qt::Key_Down : Qt::Key_Up, {}, std::abs(by));
    key(Qt::Key_Return);
}

void Sketcher::rename(const char* name) {
    key(Qt::Key_F2);
    type(QLatin1String(name));
    key(Qt::Key_Return);
}

void Sketcher::find(const char* words) {
    key(Qt::Key_I, Qt::ControlModifier);
    type(QLatin1String(words));
    key(Qt::Key_Return);
}

void Sketcher::fill(const char* value) {
    type(QLatin1String(value));
    key(Qt::Key_Return);
}

void Sketcher::set(const char* words, const char* value) {
    find(words);
    fill(value);
}

void Sketcher::choose(const char* words, char letter) {
    find(words);
    type(QString(QLatin1Char(letter)));
}

void Sketcher::guess(const char* words, const char* low, const char* high, const char* reason) {
    find(words);
    key(Qt::Key_Down, Qt::AltModifier);
    key(Qt::Key_Down);
    key(Qt::Key_Return);
    type(QLatin1String(low));
    key(Qt::Key_Tab);
    fill(high);
    key(Qt::Key_Tab);
    fill(reason);
}

void Sketcher::addEntry(const char* words, const char* name) {
    find(words);
    fill(name);
}

void Sketcher::addItem(const char* words, int choice) {
    find(words);
    key(Qt::Key_Return);
    if (QApplication::activePopupWidget() == nullptr) return;
    key(Qt::Key_Down, {}, choice);
    key(Qt::Key_Return);
}

void Sketcher::removeEntry(const char* name) {
    find(name);
    press(QStringLiteral("Remove ") + QLatin1String(name));
}

QString Sketcher::focused() {
    const QWidget* widget = QApplication::focusWidget();
    if (widget == nullptr) return QStringLiteral("nothing");
    const auto* field = qobject_cast<const QLineEdit*>(widget);
    const auto* box = qobject_cast<const QComboBox*>(widget);
    const QString text = field != nullptr ? field->text() : box != nullptr ? box->currentText() : QString();
    return QStringLiteral("%1 “%2” = %3").arg(QLatin1String(widget->metaObject()->className()), widget->accessibleName(), text);
}

}  // namespace headroom::gui
