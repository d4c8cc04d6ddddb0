#include "app/desktop/shell/main_window.h"

#include <QCloseEvent>
#include <QLabel>
#include <QMenu>
#include <QRegularExpression>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <utility>

#include "app/desktop/canvas/canvas_actions.h"
#include "app/desktop/canvas/palette_view.h"
#include "app/desktop/charts/chart_actions.h"
#include "app/desktop/compare/compare_actions.h"
#include "app/desktop/compare/comparison_drawings.h"
#include "app/desktop/compare/variant_runs.h"
#include "app/desktop/inspector/edit_actions.h"
#include "app/desktop/inspector/headroom_panel.h"
#include "app/desktop/inspector/problems_panel.h"
#include "app/desktop/lessons/lesson_actions.h"
#include "app/desktop/lessons/welcome_page.h"
#include "app/desktop/live/live_actions.h"
#include "app/desktop/run/element_menu.h"
#include "app/desktop/run/event_log.h"
#include "app/desktop/run/expectations_panel.h"
#include "app/desktop/run/run_actions.h"
#include "app/desktop/run/timeline_view.h"
#include "app/desktop/run/transport_bar.h"
#include "app/desktop/run/why_panel.h"
#include "app/desktop/shell/comfort_actions.h"
#include "app/desktop/shell/menus.h"
#include "app/desktop/shell/workbench.h"
#include "app/desktop/theme/icon_loader.h"

namespace headroom::desktop {
namespace {

constexpr int lessonWidth = 328;
constexpr int timelineHeight = 272;  ///< all lanes

}  // namespace

MainWindow::MainWindow(Lab& lab, Dialogs& dialogs, QWidget* parent)
    : QMainWindow(parent),
      m_lab(lab),
      m_dialogs(dialogs),
      m_docks(*this, lab.actions),
      m_files(new FileDesk(lab.document, lab.session, dialogs, this)),
      m_safety(new FileSafety(lab.document, lab.preferences, dialogs, this)) {
    setWindowIcon(applicationIcon());
    setDockOptions(AnimatedDocks | AllowTabbedDocks | AllowNestedDocks);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setDocumentMode(true);
    resize(1440, 900);
    setupPages();
    setupActions();
    setupDocks();
    setupRunDocks();
    setupViewActions();
    setupBars();
    connectFiles();
    connectRun();
    connectLive();
    connectSelection();
    showTitle();
    showPage(Page::Welcome);
}

MainWindow::~MainWindow() = default;

void MainWindow::setupPages() {
    m_pages = new QStackedWidget(this);
    m_welcome = new WelcomePage(m_lab.themes, m_lab.recent, m_lab.lessons);
    m_workbench = new Workbench(m_lab);
    m_compare = new ComparePage(m_lab.runs, m_lab.selection, m_lab.themes);
    new ComparisonDrawings(*m_compare, m_lab.selection, m_lab.themes);  // belongs to the page
    for (QWidget* page : std::initializer_list<QWidget*>{m_welcome, m_workbench, m_compare}) m_pages->addWidget(page);
    setCentralWidget(m_pages);
}

/// In the order in which menus show them.
void MainWindow::setupActions() {
    ActionRegistry& actions = m_lab.actions;
    followIcons(actions, m_lab.themes);
    m_files->registerActions(actions);
    m_inspector = new InspectorPanel(m_lab.document, m_lab.selection, m_lab.catalogue, m_lab.glossary, m_lab.themes);
    registerEditActions(actions, m_lab.document, m_workbench->text(), *m_inspector);
    registerCanvasActions(actions, m_workbench->canvas(), m_workbench->search());
    const auto chooseRecording = [this] {
        return m_dialogs.openPath(this, tr("Open a recording"), tr("Recordings (*.headroom);;All files (*)"));
    };
    const auto nameRecording = [this] {
        return m_dialogs.savePath(this, tr("Save the run"), tr("Recordings (*.headroom)"), QStringLiteral("headroom"));
    };
    registerRunActions(actions, m_lab.control, {nameRecording, [this] {
                                                    m_docks.raise(QStringLiteral("why"));
                                                    m_why->explainLast();
                                                }});
    registerLiveActions(actions, m_lab.live, m_dialogs, m_lab.themes, *this);
    registerCompareActions(actions, *m_compare, m_lab.runs, chooseRecording);
    auto* variants = new VariantRuns(m_lab.control, m_lab.runs, *m_compare, this);
    registerVariantActions(actions, *variants, *this);
    connect(variants, &VariantRuns::started, this, [this] { showPage(Page::Compare); });
    registerAppearanceActions(actions, m_lab.appearance, m_lab.themes);
    m_commands = new CommandPalette(actions, m_lab.document, m_lab.selection, m_lab.themes, this);
    registerComfortActions(actions, *m_commands, m_lab.preferences, m_lab.themes, *this);
}

void MainWindow::setupDocks() {
    auto* palette = new PaletteView(m_lab.themes);
    connect(palette, &PaletteView::chosen, &m_workbench->canvas(),
            [this](views::PaletteItem item) { m_workbench->canvas().add(item); });
    m_lesson = new LessonPanel(m_lab.document, m_lab.session, m_lab.themes, m_lab.lessons);
    registerLessonActions(m_lab.actions, *m_lesson, m_lab.lessons, [this] { return m_files->mayLeave(); });
    m_docks.add(QStringLiteral("components"), tr("Palette"), palette, Qt::LeftDockWidgetArea);
    m_docks.add(QStringLiteral("lesson"), tr("Lesson"), m_lesson, Qt::LeftDockWidgetArea)->hide();

    m_docks.add(QStringLiteral("inspector"), tr("Inspector"), m_inspector, Qt::RightDockWidgetArea);
    m_why = new WhyPanel(m_lab.session, m_lab.playhead, m_lab.selection, m_lab.themes);
    m_docks.add(QStringLiteral("why"), tr("Why?"), m_why, Qt::RightDockWidgetArea);
}

void MainWindow::setupRunDocks() {
    m_timeline = new TimelineView(m_lab.session, m_lab.playhead, m_lab.themes);
    m_events = new EventLog(m_lab.session, m_lab.playhead, m_lab.selection, m_lab.themes);
    auto* charts = new ChartsPanel(m_lab.session, m_lab.playhead, m_lab.selection, m_lab.themes);
    registerChartActions(m_lab.actions, *charts, [this](const QString& title, const QString&, const QString& filter) {
        return m_dialogs.savePath(this, title, filter, filter.section(QLatin1Char('.'), 1).section(QLatin1Char(')'), 0, 0));
    });
    m_problems = new ProblemsPanel(m_lab.document, m_lab.selection, m_lab.themes);
    // In front until something runs: then the timeline is.
    m_docks.add(QStringLiteral("headroom"), tr("Headroom"),
                new HeadroomPanel(m_lab.analysis, m_lab.selection, m_lab.glossary, m_lab.themes), Qt::BottomDockWidgetArea);
    m_docks.add(QStringLiteral("timeline"), tr("Timeline"), m_timeline, Qt::BottomDockWidgetArea);
    m_docks.add(QStringLiteral("charts"), tr("Charts"), charts, Qt::BottomDockWidgetArea);
    m_docks.add(QStringLiteral("events"), tr("Events"), m_events, Qt::BottomDockWidgetArea);
    m_docks.add(QStringLiteral("expectations"), tr("Expectations"), new ExpectationsPanel(m_lab.session, m_lab.themes),
                Qt::BottomDockWidgetArea);
    m_docks.add(QStringLiteral("problems"), tr("Problems"), m_problems, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    resizeDocks({m_docks.dock(QStringLiteral("components")), m_docks.dock(QStringLiteral("inspector"))}, {148, 356},
                Qt::Horizontal);
    resizeDocks({m_docks.dock(QStringLiteral("headroom"))}, {timelineHeight}, Qt::Vertical);
}

void MainWindow::setupViewActions() {
    const QString group = QStringLiteral("View");
    QAction* text = m_lab.actions.add({.id = QStringLiteral("view.text"),
                                       .text = tr("Text"),
                                       .group = group,
                                       .shortcut = QKeySequence(Qt::CTRL | Qt::Key_T),
                                       .tip = tr("The scenario's text beside the drawing"),
                                       .icon = QStringLiteral("text"),
                                       .checkable = true},
                                      [this] { m_workbench->showText(!m_workbench->isTextShown()); });
    text->setChecked(m_workbench->isTextShown());
    m_lab.actions.add({.id = QStringLiteral("view.welcome"),
                       .text = tr("Welcome page"),
                       .group = group,
                       .tip = tr("Reference systems, lessons and recent files"),
                       .icon = QStringLiteral("home")},
                      [this] { showPage(Page::Welcome); });
    m_lab.actions.add({.id = QStringLiteral("view.workbench"),
                       .text = tr("Workbench"),
                       .group = group,
                       .tip = tr("The drawing and its run"),
                       .icon = QStringLiteral("layout")},
                      [this] { showPage(Page::Workbench); });
    m_lab.actions.add({.id = QStringLiteral("compare.show"),
                       .text = tr("Compare runs"),
                       .group = QStringLiteral("Compare"),
                       .shortcut = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
                       .tip = tr("Two runs beside each other, and what changed"),
                       .icon = QStringLiteral("compare")},
                      [this] { showPage(Page::Compare); });
}

void MainWindow::setupBars() {
    fillMenus(*menuBar(), m_lab.actions);
    for (QAction* action : m_lab.actions.all()) addAction(action);
    m_runBar = addToolBar(tr("Run"));
    m_runBar->setObjectName(QStringLiteral("runBar"));
    m_runBar->setMovable(false);
    m_runBar->addWidget(new TransportBar(m_lab.control, m_lab.actions, m_lab.themes));
    statusBar()->setSizeGripEnabled(false);
    m_place = new QLabel;
    statusBar()->addWidget(m_place);
    auto* hint = new QLabel(tr("Ctrl+K finds anything by its name"));
    hint->setProperty("muted", true);
    statusBar()->addPermanentWidget(hint);
}

void MainWindow::connectFiles() {
    connect(&m_lab.document, &views::ScenarioDocument::changed, this, &MainWindow::showTitle);
    connect(m_safety, &FileSafety::told, this, [this](const QString& text) { statusBar()->showMessage(text, 8000); });
    connect(m_files, &FileDesk::scenarioOpened, this, [this] {
        if (!m_lab.document.path().isEmpty()) m_lab.recent.note(m_lab.document.path());
        showPage(Page::Workbench);
        m_docks.raise(QStringLiteral("headroom"));
        m_workbench->canvas().fit();
    });
    connect(m_files, &FileDesk::recordingOpened, this, [this](const QString& path) {
        m_lab.recent.note(path);
        showPage(Page::Workbench);
        m_isRecordingFresh = true;
    });
    connect(&m_lab.session, &views::TraceSource::ended, this, &MainWindow::drawRecording);
    const auto trigger = [this](const char* id) { m_lab.actions.action(QLatin1String(id))->trigger(); };
    connect(m_welcome, &WelcomePage::newRequested, this, [trigger] { trigger("file.new"); });
    connect(m_welcome, &WelcomePage::openRecordingRequested, this, [trigger] { trigger("file.openRecording"); });
    connect(m_welcome, &WelcomePage::openRequested, this, [this, trigger](const QString& path) {
        if (path.isEmpty())
            trigger("file.open");
        else
            m_files->openPath(path);
    });
    connect(m_welcome, &WelcomePage::lessonRequested, this, &MainWindow::openLesson);
    m_lab.control.setExtraSettings([this] { return m_lesson->runSettings(); });
    m_lab.session.conceal([this](const trace::Event& event) { return m_lesson->conceals(event); });
    connect(m_lesson, &LessonPanel::opened, this, [this] {
        showPage(Page::Workbench);
        m_docks.raise(QStringLiteral("lesson"));
        resizeDocks({m_docks.dock(QStringLiteral("lesson"))}, {lessonWidth}, Qt::Horizontal);
        m_workbench->canvas().fit();
    });
}

void MainWindow::connectRun() {
    m_lab.control.setSpeed(m_lab.preferences.values().speed);
    connect(&m_lab.control, &views::RunControl::changed, this, [this] {
        PreferenceValues values = m_lab.preferences.values();
        values.speed = m_lab.control.speed();
        m_lab.preferences.set(values);
    });
    const auto follow = [this] {
        m_lab.control.setSpeed(m_lab.preferences.values().speed);
        m_workbench->canvas().setStill(m_lab.preferences.values().reducedMotion);
    };
    connect(&m_lab.preferences, &Preferences::changed, this, follow);
    follow();
    connect(&m_lab.control, &views::RunControl::told, this,
            [this](const QString& text) { statusBar()->showMessage(text, 8000); });
    connect(m_events, &EventLog::eventChosen, m_why, &WhyPanel::explain);
    connect(m_timeline, &TimelineView::eventActivated, this, [this](std::size_t event) {
        m_why->explain(event);
        m_events->reveal(event);
        m_docks.raise(QStringLiteral("why"));
    });
    connect(m_why, &WhyPanel::explained, m_events, &EventLog::reveal);
    connect(&m_lab.session, &views::TraceSource::begun, this, [this] {
        if (m_docks.isInFront(QStringLiteral("headroom"))) m_docks.raise(QStringLiteral("timeline"));
    });
    connect(&m_lab.session, &views::TraceSource::ended, this, &MainWindow::keepRun);
    connect(&m_lab.control, &views::RunControl::branched, this, [this] {
        const int whole = m_lab.runs.keepCopy(m_lab.session.trace(), tr("The run"));
        m_compare->setRuns(whole, m_lab.runs.addLive(m_lab.branch, tr("The branch")));
        showPage(Page::Compare);
    });
}

void MainWindow::connectSelection() {
    CanvasView& canvas = m_workbench->canvas();
    connect(&canvas, &CanvasView::contextRequested, this, &MainWindow::showElementMenu);
    connect(&canvas, &CanvasView::inspectorRequested, m_inspector, &InspectorPanel::beginSearch);
    connect(m_inspector, &InspectorPanel::entered, this, [this] { m_docks.raise(QStringLiteral("inspector")); });
    connect(m_inspector, &InspectorPanel::left, &canvas, [&canvas] { canvas.setFocus(); });
    // Saving and running mean the scenario with what is being typed.
    connect(&m_lab.actions, &ActionRegistry::triggering, m_inspector, [this](const QAction* action) {
        if (!action->objectName().startsWith(QLatin1String("edit."))) m_inspector->commitTyped();
    });
    connect(&canvas, &CanvasView::problem, this, [this](const QString& text) { statusBar()->showMessage(text, 8000); });
    connect(m_commands, &CommandPalette::jumped, &canvas, &CanvasView::reveal);
    connect(m_problems, &ProblemsPanel::placeChosen, this, [this](model::SourcePosition position) {
        m_workbench->showText(true);
        m_workbench->text().goTo(position);
    });
}

MainWindow::Page MainWindow::page() const {
    return static_cast<Page>(m_pages->currentIndex());
}

void MainWindow::showPage(Page page) {
    m_pages->setCurrentIndex(static_cast<int>(page));
    m_docks.setVisible(page == Page::Workbench);
    m_runBar->setVisible(page != Page::Welcome);
    statusBar()->setVisible(page != Page::Welcome);
    m_place->setVisible(page == Page::Workbench);
    if (page == Page::Workbench) m_workbench->canvas().setFocus();
}

void MainWindow::showTitle() {
    setWindowTitle(tr("%1[*] – Headroom").arg(m_lab.document.title()));
    setWindowModified(m_lab.document.isModified());
    const auto& found = m_lab.document.diagnostics().all();
    const auto problems = tr("%n problem(s)", nullptr, static_cast<int>(found.size()));
    m_place->setText(QStringList{m_lab.document.title(), m_lab.document.isModified() ? tr("not saved") : QString(),
                                 found.empty() ? tr("no problems") : problems}
                         .filter(QRegularExpression(QStringLiteral(".")))
                         .join(QStringLiteral("  ·  ")));
}

void MainWindow::showElementMenu(const QString& element, const QPoint& at) {
    QMenu* menu = elementMenu(element, m_lab.control, this);
    if (menu == nullptr) return;
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(at);
}

void MainWindow::openLesson(const QString& id) {
    if (!m_files->mayLeave()) return;
    if (const auto error = m_lesson->open(id)) m_dialogs.complain(this, *error);
}

/// The scenario that was recorded becomes the document, unless work would be lost.
void MainWindow::drawRecording() {
    if (!std::exchange(m_isRecordingFresh, false)) return;
    const trace::Header& header = m_lab.session.trace().header();
    if (!header.scenarioText.empty() && !m_lab.document.isModified() && header.scenarioText != m_lab.document.text()) {
        m_lab.document.startNew(header.scenarioText, tr("%1, from a recording").arg(QString::fromStdString(header.scenario)));
        const auto variant = header.settings.find("--variant");
        if (variant != header.settings.end()) m_lab.document.setVariant(QString::fromStdString(variant->second));
    }
    m_workbench->canvas().fit();
}

void MainWindow::connectLive() {
    connect(&m_lab.live, &views::LiveControl::told, this, [this](const QString& text) { statusBar()->showMessage(text, 8000); });
    connect(&m_lab.live, &views::LiveControl::refused, &m_lab.control, &views::RunControl::refused);
    connect(&m_lab.session, &views::TraceSource::begun, this, [this] {
        if (m_lab.session.isWatching()) showPage(Page::Workbench);
    });
    connect(&m_lab.live, &views::LiveControl::predicted, this, [this] {
        const int measured = m_lab.runs.addLive(m_lab.session, tr("Measured"));
        m_compare->setRuns(measured, m_lab.runs.addLive(m_lab.branch, tr("Predicted")));
        showPage(Page::Compare);
    });
}

/// So that it can be compared with the next one.
void MainWindow::keepRun() {
    const trace::Header& header = m_lab.session.trace().header();
    m_lab.runs.keepCopy(m_lab.session.trace(), QString::fromStdString(header.scenario));
}

void MainWindow::closeEvent(QCloseEvent* event) {
    event->setAccepted(m_files->mayLeave());
}

}  // namespace headroom::desktop
