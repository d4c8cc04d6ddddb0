# Precompiled headers: what nearly every source of a room includes is parsed once. They hold headers of libraries only, none of ours,
# and sources still include what they use: the presets tidy and fuzz read without them, which finds an include that is missing.

set(headroom_standard_headers
    <algorithm> <array> <atomic> <chrono> <cmath> <cstdint> <filesystem> <fstream> <functional> <map> <memory> <optional> <random> <set>
    <span> <sstream> <stdexcept> <string> <string_view> <thread> <unordered_map> <utility> <variant> <vector>)
set(headroom_qt_core_headers
    <QCoreApplication> <QDir> <QElapsedTimer> <QFile> <QFileInfo> <QHash> <QJsonDocument> <QJsonObject> <QObject> <QProcess>
    <QRegularExpression> <QSettings> <QString> <QStringList> <QTimer>)
set(headroom_qt_widgets_headers
    ${headroom_qt_core_headers}
    <QAction> <QApplication> <QComboBox> <QDialog> <QFontMetricsF> <QGraphicsItem> <QGraphicsScene> <QGraphicsView> <QHBoxLayout>
    <QHeaderView> <QImage> <QKeyEvent> <QLabel> <QLineEdit> <QMenu> <QPainter> <QPainterPath> <QPixmap> <QPushButton> <QScrollArea>
    <QScrollBar> <QTableView> <QToolButton> <QVBoxLayout> <QWidget>)

set(headroom_qt_definitions QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH)

# How a test program is compiled. Most of what it says runs once, and calls libraries that are optimised in full: compiling it is what
# it costs. GCC 12 forgets that precompiled headers were the system's, and complains of its own std::string there.
set(headroom_test_options
    $<$<CONFIG:RelWithDebInfo>:-O1> $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds;-Wno-stringop-overflow;-Wno-stringop-overread;-Wno-restrict>)

# headroom_precompiled(NAME HEADERS ... LINKS ...): headers that test programs share; headroom_compile_as_test says which they take.
# GCC uses them only where all macros they knew are the same: so no definitions but those of LINKS.
function(headroom_precompiled name)
    cmake_parse_arguments(ARG "" "" "HEADERS;LINKS" ${ARGN})
    set(source "${CMAKE_CURRENT_BINARY_DIR}/precompiled_${name}.cpp")
    file(CONFIGURE OUTPUT "${source}" CONTENT "")
    add_library(headroom_precompiled_${name} OBJECT EXCLUDE_FROM_ALL "${source}")
    target_link_libraries(headroom_precompiled_${name} PRIVATE headroom::options ${ARG_LINKS})
    target_compile_options(headroom_precompiled_${name} PRIVATE ${headroom_test_options})
    target_precompile_headers(headroom_precompiled_${name} PRIVATE ${ARG_HEADERS})
endfunction()

# headroom_compile_as_test(TARGET NAME): with these options and the precompiled headers NAME.
function(headroom_compile_as_test target name)
    target_compile_options(${target} PRIVATE ${headroom_test_options})
    target_precompile_headers(${target} REUSE_FROM headroom_precompiled_${name})
endfunction()
