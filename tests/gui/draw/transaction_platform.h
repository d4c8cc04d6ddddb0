#pragma once

#include "tests/gui/draw/sketcher.h"

namespace headroom::gui {

/// The steps that draw scenarios/transaction-platform.yaml, in its order.
void placeElements(Sketcher& sketch);
void describeScenario(Sketcher& sketch);
void describeStores(Sketcher& sketch);
void describeCluster(Sketcher& sketch);
void describeTransaction(Sketcher& sketch);
void connectElements(Sketcher& sketch);
void describeCalls(Sketcher& sketch);
void describeGateway(Sketcher& sketch);
void describeClient(Sketcher& sketch);
void describeConsumers(Sketcher& sketch);
void describeFaults(Sketcher& sketch);
void describeExpectations(Sketcher& sketch);

}  // namespace headroom::gui
