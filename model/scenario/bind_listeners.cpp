#include <fmt/format.h>

#include "model/ecosystem/kafka_properties.h"
#include "model/scenario/references.h"
#include "model/scenario/section_binders.h"

namespace headroom::model {

namespace {

void bindErrorHandler(BindingContext& context, const MappingReader& listener, ErrorHandler& handler) {
    const MappingReader reader(context, listener.find("errorHandler"), listener.pathOf("errorHandler"),
                               vocabulary::errorHandler());
    reader.time("backOff", handler.backOffInterval);
    reader.count("maxAttempts", handler.maxAttempts, 1);
    reader.flag("exponential", handler.exponential);
    reader.quantity("multiplier", handler.multiplier, Unit::Count, 1, 1e6);
    reader.positiveTime("maxInterval", handler.maxInterval);
    if (reader.find("deadLetterTopic") != nullptr && reader.text("deadLetterTopic", handler.deadLetterTopic))
        expectReference(context, *reader.find("deadLetterTopic"), Referent::Topic, handler.deadLetterTopic);
}

void bindDedup(BindingContext& context, const MappingReader& reader, Listener& listener) {
    const SourceNode* node = reader.find("dedup");
    std::string text;
    if (node == nullptr || !reader.text("dedup", text)) return;
    StoreStep step;
    if (!splitOperation(context, *node, text, step.store, step.operation)) return;
    expectStoreOperation(context, *node, step.store, step.operation);
    listener.dedup = std::move(step);
}

void bindListener(BindingContext& context, const SourceNode::Entry& entry, const std::string& path, const std::string& service,
                  Listener& listener) {
    using Ack = Listener::AckMode;
    const MappingReader reader(context, entry.value.get(), path, vocabulary::listener());
    if (const SourceNode* topics = reader.require("topics"); topics != nullptr && reader.texts("topics", listener.topics)) {
        for (std::size_t i = 0; i < listener.topics.size(); ++i)
            expectReference(context, topics->isSequence() ? *topics->items[i] : *topics, Referent::Topic, listener.topics[i]);
        if (listener.topics.empty()) context.error(*topics, "a listener has at least one topic");
    }
    reader.text("groupId", listener.groupId);
    if (const SourceNode* group = reader.find("groupId"))
        checkName(context, group->location, "a consumer group", listener.groupId, true);
    reader.count("concurrency", listener.concurrency, 1, 100'000);
    reader.choice<Ack>("ackMode", listener.ackMode, {{"batch", Ack::Batch}, {"record", Ack::Record}});
    bindConsumer(context, reader.find("consumer"), reader.pathOf("consumer"), listener.consumer);
    bindDedup(context, reader, listener);
    listener.steps = bindSteps(context, reader.find("steps"), reader.pathOf("steps"), {StepPlace::Kind::Listener, service});
    bindErrorHandler(context, reader, listener.errorHandler);
}

}  // namespace

void bindListeners(BindingContext& context, const SourceNode& node, const std::string& path, Service& service,
                   const ConsumerConfig& consumer, const Listener& defaults) {
    for (const auto& entry : node.entries) {
        checkName(context, entry.keyLocation, "a listener", entry.key);
        Listener listener = defaults;
        listener.name = entry.key;
        listener.consumer = consumer;
        listener.location = entry.keyLocation;
        if (listener.groupId.empty()) listener.groupId = service.name;
        if (entry.value->isNull()) context.error(*entry.value, "a listener needs 'topics'");
        bindListener(context, entry, joinPath(path, entry.key), service.name, listener);
        service.listeners.push_back(std::move(listener));
    }
}

void bindOutbox(BindingContext& context, const SourceNode& node, const std::string& path, Service& service) {
    const MappingReader reader(context, &node, path, vocabulary::outbox());
    Outbox outbox;
    if (const SourceNode* store = reader.require("store"); store != nullptr && reader.text("store", outbox.store))
        expectReference(context, *store, Referent::Store, outbox.store);
    for (const auto& [key, field] :
         {std::pair{"insertOperation", &outbox.insertOperation}, std::pair{"pollOperation", &outbox.pollOperation},
          std::pair{"deleteOperation", &outbox.deleteOperation}})
        if (reader.text(key, *field)) expectStoreOperation(context, *reader.find(key), outbox.store, *field);
    reader.positiveTime("pollInterval", outbox.pollInterval);
    reader.count("batchSize", outbox.batchSize, 1);
    reader.count("relays", outbox.relays, 1, 100'000);
    reader.distribution("relayWork", outbox.relayWorkPerRow);
    reader.flag("inPod", outbox.inPod);
    service.outbox = std::move(outbox);
}

void bindRoutes(BindingContext& context, const MappingReader& gateway, Service& service) {
    Distribution authentication;
    gateway.distribution("authentication", authentication);
    if (gateway.find("rateLimit") != nullptr) {
        const MappingReader reader(context, gateway.find("rateLimit"), gateway.pathOf("rateLimit"), vocabulary::rateLimit());
        TokenBucketConfig bucket;
        reader.require("replenishRate");
        reader.quantity("replenishRate", bucket.replenishRate, Unit::Count, 1e-9, 1e12);
        bucket.burstCapacity = bucket.replenishRate;
        reader.quantity("burstCapacity", bucket.burstCapacity, Unit::Count, 1e-9, 1e12);
        reader.quantity("requestedTokens", bucket.requestedTokens, Unit::Count, 1e-9, 1e12);
        service.rateLimit = bucket;
    }
    const SourceNode* routes = gateway.findMapping("routes");
    if (routes == nullptr) return;
    for (const auto& entry : routes->entries) {
        checkName(context, entry.keyLocation, "a route", entry.key);
        const std::string path = joinPath(gateway.pathOf("routes"), entry.key);
        Operation operation{entry.key, {}, entry.keyLocation};
        const auto add = [&](auto action) { operation.steps.push_back({std::move(action), 1, false, entry.keyLocation}); };
        if (!authentication.isZero()) add(CpuStep{authentication});
        CallStep call;
        const SourceNode* target = entry.value.get();
        if (!target->isScalar()) {
            const MappingReader reader(context, target, path, vocabulary::route());
            target = reader.require("to");
            Distribution work;
            if (reader.find("cpu") != nullptr && reader.distribution("cpu", work)) add(CpuStep{work});
            bindTimeout(reader, call.timeout);
            bindGuards(context, reader, service.name, call.guards);
            reader.flag("ignoreFailure", call.ignoreFailure);
        }
        const auto text = target == nullptr ? std::nullopt : scalarText(context, *target, "service.operation");
        if (text && splitOperation(context, *target, *text, call.service, call.operation))
            expectServiceOperation(context, *target, call.service, call.operation);
        add(std::move(call));
        service.operations.push_back(std::move(operation));
    }
}

}  // namespace headroom::model
