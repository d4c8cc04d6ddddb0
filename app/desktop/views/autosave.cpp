#include "app/desktop/views/autosave.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>
#include <QUuid>
#include <algorithm>

namespace headroom::views {
namespace {

constexpr int untilWritten = 500;  ///< milliseconds

QByteArray hashOf(const std::string& text) {
    return QCryptographicHash::hash(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())), QCryptographicHash::Sha256)
        .toHex();
}

QByteArray hashOfFile(const QString& path) {
    QFile file(path);
    return !path.isEmpty() && file.open(QIODevice::ReadOnly) ? hashOf(file.readAll().toStdString()) : QByteArray();
}

QString lockOf(const QString& file) {
    return file + QStringLiteral(".lock");
}

}  // namespace

QString Autosave::defaultFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/autosave");
}

Autosave::Autosave(const ScenarioDocument& document, const QString& folder, QObject* parent)
    : QObject(parent), m_document(document) {
    QDir().mkpath(folder);
    m_file = QStringLiteral("%1/%2.json").arg(folder, QUuid::createUuid().toString(QUuid::WithoutBraces));
    m_lock = std::make_unique<QLockFile>(lockOf(m_file));
    m_lock->setStaleLockTime(0);  // stale is what a dead process holds, however old
    m_lock->tryLock(0);
    m_soon.setSingleShot(true);
    m_soon.setInterval(untilWritten);
    connect(&m_soon, &QTimer::timeout, this, &Autosave::flush);
    connect(&document, &ScenarioDocument::changed, this, &Autosave::noteEdit);
    noteEdit();
}

Autosave::~Autosave() {
    QFile::remove(m_file);
}

void Autosave::noteEdit() {
    if (!m_document.isModified() || m_document.path() != m_path) {
        m_path = m_document.path();
        m_savedHash = m_document.isModified() ? hashOfFile(m_path) : hashOf(m_document.text());
    }
    if (m_document.isModified()) {
        if (!m_soon.isActive()) m_soon.start();  // not put off by further typing
        return;
    }
    m_soon.stop();
    flush();
}

void Autosave::flush() {
    m_soon.stop();
    if (m_document.isModified()) return write();
    if (m_isWritten) QFile::remove(m_file);
    m_isWritten = false;
}

void Autosave::write() {
    const std::string& text = m_document.text();
    const QByteArray bytes(text.data(), static_cast<qsizetype>(text.size()));
    const QJsonObject kept{{QStringLiteral("path"), m_document.path()},
                           {QStringLiteral("time"), QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
                           {QStringLiteral("savedHash"), QString::fromLatin1(m_savedHash)},
                           {QStringLiteral("text"), QString::fromLatin1(bytes.toBase64())}};
    const QByteArray json = QJsonDocument(kept).toJson(QJsonDocument::Compact);
    QSaveFile file(m_file);
    m_isWritten = file.open(QIODevice::WriteOnly) && file.write(json) == json.size() && file.commit();
    if (!m_isWritten && !m_hasFailed) emit failed(tr("Unsaved work can't be kept in %1: %2").arg(m_file, file.errorString()));
    m_hasFailed = !m_isWritten;
}

std::vector<Autosave::Pending> Autosave::pending(const QString& folder) {
    std::vector<Pending> found;
    const QDir directory(folder);
    for (const QString& name : directory.entryList({QStringLiteral("*.json")}, QDir::Files)) {
        Pending one;
        one.storedIn = directory.filePath(name);
        one.claim = std::make_shared<QLockFile>(lockOf(one.storedIn));
        one.claim->setStaleLockTime(0);
        if (!one.claim->tryLock(0)) continue;
        QFile file(one.storedIn);
        if (!file.open(QIODevice::ReadOnly)) continue;
        const QJsonObject kept = QJsonDocument::fromJson(file.readAll()).object();
        if (!kept.contains(QLatin1String("text"))) continue;
        one.path = kept[QLatin1String("path")].toString();
        one.time = QDateTime::fromString(kept[QLatin1String("time")].toString(), Qt::ISODateWithMs);
        one.text = QByteArray::fromBase64(kept[QLatin1String("text")].toString().toLatin1()).toStdString();
        one.fileHasChanged =
            !one.path.isEmpty() && hashOfFile(one.path) != kept[QLatin1String("savedHash")].toString().toLatin1();
        found.push_back(std::move(one));
    }
    std::sort(found.begin(), found.end(), [](const Pending& one, const Pending& other) { return one.time > other.time; });
    return found;
}

void Autosave::discard(Pending& pending) {
    QFile::remove(pending.storedIn);
    pending.claim.reset();
}

}  // namespace headroom::views
