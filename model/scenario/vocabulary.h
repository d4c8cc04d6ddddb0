#pragma once
// The keys of the scenario language, section by section: what the binder accepts and docs/scenario.md must name.

#include <string>
#include <vector>

namespace headroom::model {

/// The keys one kind of mapping may have.
struct KeyTable {
    std::string what;                        ///< with its article: "a service"
    std::vector<std::string> keys;           ///< read
    std::vector<std::string> withoutEffect;  ///< real, accepted, no effect here
};

namespace vocabulary {

const KeyTable& scenario();
const KeyTable& versions();
const KeyTable& network();
const KeyTable& networkLink();
const KeyTable& nodeGroup();
const KeyTable& hpaController();
const KeyTable& client();
const KeyTable& step();
const KeyTable& call();
const KeyTable& storeCall();
const KeyTable& publish();
const KeyTable& service();
const KeyTable& gateway();
const KeyTable& route();
const KeyTable& rateLimit();
const KeyTable& pool();
const KeyTable& outbox();
const KeyTable& listener();
const KeyTable& errorHandler();
const KeyTable& store();
const KeyTable& storeOperation();
const KeyTable& cluster();
const KeyTable& topic();
const KeyTable& initial();
const KeyTable& initialLag();
const KeyTable& fault();
const KeyTable& expectation();
const KeyTable& variant();
const KeyTable& layoutEntry();

/// Every table above, for the test that holds the documentation against them.
std::vector<const KeyTable*> all();

}  // namespace vocabulary
}  // namespace headroom::model
