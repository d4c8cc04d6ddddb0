// The pictures of docs/images, at the scale of QT_SCALE_FACTOR:
//   headroom_pictures record RECORDINGS                       runs what they show, with the real engine
//   headroom_pictures draw IMAGES RECORDINGS [NAME...]        draws them, or those named
//   headroom_pictures compare IMAGES RECORDINGS ACTUAL        draws them again; what differs is kept in ACTUAL. Exit status 1
//   then
#include <QApplication>
#include <cstdio>
#include <exception>

#include "tests/gui/pictures/picture_scenes.h"
#include "tests/gui/pictures/small_png.h"
#include "tests/gui/support/image_compare.h"

using namespace headroom;
using namespace headroom::gui;

namespace {

QString fileOf(const PictureScene& scene, const QString& theme, double ratio) {
    const QString size = ratio > 1 ? QStringLiteral("@%1x").arg(ratio) : QString();
    return QStringLiteral("%1-%2%3.png").arg(QLatin1String(scene.name), theme, size);
}

bool drawScene(const PictureScene& scene, const QStringList& arguments) {
    PictureStage stage(arguments[3]);
    scene.setUp(stage);
    const double ratio = stage.window().devicePixelRatioF();
    bool isGood = true;
    for (const char* theme : {"light", "dark"}) {
        const QImage picture = stage.picture(QLatin1String(theme));
        const QString path = QDir(arguments[2]).filePath(fileOf(scene, QLatin1String(theme), ratio));
        if (arguments[1] == QLatin1String("draw")) {
            if (saveSmall(picture, path)) continue;
            std::fprintf(stderr, "%s can't be written\n", qPrintable(path));
            isGood = false;
            continue;
        }
        const ImageComparison result = compareImages(picture, path, arguments[4]);
        if (!result.same) std::fprintf(stderr, "%s: %s\n", qPrintable(QFileInfo(path).fileName()), qPrintable(result.message));
        isGood = isGood && result.same;
    }
    return isGood;
}

int run(const QStringList& arguments) {
    if (arguments.size() == 3 && arguments[1] == QLatin1String("record")) {
        const QString problem = PictureStage::record(arguments[2]);
        if (!problem.isEmpty()) std::fprintf(stderr, "%s\n", qPrintable(problem));
        return problem.isEmpty() ? 0 : 3;
    }
    const bool draws = arguments.size() >= 4 && arguments[1] == QLatin1String("draw");
    const bool compares = arguments.size() == 5 && arguments[1] == QLatin1String("compare");
    if (!draws && !compares) return std::fprintf(stderr, "see the head of pictures_main.cpp\n"), 2;
    const QStringList wanted = draws ? arguments.mid(4) : QStringList();
    bool isGood = true;
    for (const PictureScene& scene : pictureScenes())
        if (wanted.isEmpty() || wanted.contains(QLatin1String(scene.name))) isGood = drawScene(scene, arguments) && isGood;
    return isGood ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Headroom pictures"));
    try {
        return run(QApplication::arguments());
    } catch (const std::exception& error) {
        std::fprintf(stderr, "headroom_pictures: %s\n", error.what());
        return 3;
    }
}
