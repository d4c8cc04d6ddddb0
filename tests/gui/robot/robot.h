#pragma once

#include <QFile>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "tests/gui/robot/play_ground.h"
#include "tests/gui/robot/hands.h"
#include "tests/gui/robot/deadlock_watch.h"
#include "tests/gui/support/window_driver.h"

namespace headroom::gui {

/// Does at random whatever can be done to a window, from one seed. What runs meanwhile takes its own time, so that the same seed
/// gives the same choices but not always the same instants.
class Robot {
public:
    /// Every event is written to `journal` before it is done, so that the last line says what a crash was in.
    Robot(std::uint64_t seed, const QString& journal);

    /// Opens a window, does so many events and closes it; failures say seed and step.
    void live(int events);
    /// How often what happened: {"scenarios opened", 88}.
    const std::map<QString, int>& tally() const { return m_tally; }

private:
    struct Event {
        const char* name;
        int weight;
        std::function<void()> happen;
    };
    void addCanvasEvents();
    void addHandEvents();
    void addTextEvents();
    void addLookEvents();
    void addFileEvents();
    void addRunEvents();
    void count();
    void step();
    void prepareAnswers();
    void keepInside();
    void check();
    void leave();
    QString where() const;

    // What the canvas is asked to do.
    QWidget& viewport();
    QPoint inWindow(const QPointF& inScene);
    QPoint anyNode();
    void connectNodes();
    void halfGesture();
    void dropFromPalette();
    // What is done to files and runs.
    void writeOpenFile();
    void openAny();
    void scrub();
    void hurtEngine();
    void triggerAny();
    void typeYaml();
    void clickAny();
    void pressAnyButton();

    std::uint64_t m_seed;
    Dice m_dice;
    PlayGround m_ground;
    QFile m_journal;
    DeadlockWatch m_deadlock;
    std::vector<Event> m_events;
    int m_weights = 0;
    int m_step = 0;
    const char* m_event = "";
    std::map<QString, int> m_tally;
    std::string m_base;  ///< the document's text when it was opened
    std::unique_ptr<WindowDriver> m_driver;
    std::unique_ptr<Hands> m_hands;
};

}  // namespace headroom::gui
