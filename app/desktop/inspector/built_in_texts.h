#pragma once

#include "app/desktop/views/inspector/catalogue.h"
#include "app/desktop/views/inspector/glossary.h"

namespace headroom::desktop {

/// The catalogue and the glossary that are built in (assets/catalogue, assets/glossary.yaml).
views::Catalogue builtInCatalogue();
views::Glossary builtInGlossary();

}  // namespace headroom::desktop
