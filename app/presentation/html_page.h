#pragma once
// The fixed parts of the HTML report.

namespace headroom::presentation {

const char* pageStyle();
/// The scrubber, topology, charts and events, to be filled by the script.
const char* pageMoment();
const char* pageScript();

}  // namespace headroom::presentation
