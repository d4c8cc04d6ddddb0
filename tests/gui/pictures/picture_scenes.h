#pragma once

#include <vector>

#include "tests/gui/pictures/picture_stage.h"

namespace headroom::gui {

/// A state of the window that is worth a picture.
struct PictureScene {
    const char* name;
    void (*setUp)(PictureStage& stage);
};

/// In the order in which a reader meets them.
const std::vector<PictureScene>& pictureScenes();

}  // namespace headroom::gui
