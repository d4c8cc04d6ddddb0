#include "model/text/syntax_error.h"

namespace headroom::model {

SyntaxError explainComplaint(const SourceText&, const ParserComplaint& complaint) {
    return {complaint.problemAt, std::string(complaint.problem), {}};
}

}  // namespace headroom::model
