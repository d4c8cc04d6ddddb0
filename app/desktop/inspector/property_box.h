#pragma once

#include <QWidget>
#include <vector>

#include "app/desktop/inspector/inspector_context.h"

class QLabel;
class QVBoxLayout;

namespace headroom::desktop {

class FoldButton;
class PropertyLine;

/// A heading that folds, with properties and further headings below it. What is folded is not built.
class PropertyBox : public QWidget {
    Q_OBJECT

public:
    PropertyBox(InspectorContext& context, const views::PropertyRow& row, const QString& key, int level, QWidget* parent);
    /// The same rows with other values.
    void showRow(const views::PropertyRow& row);
    const views::PropertyRow& row() const { return m_row; }
    bool isOpen() const { return m_isOpen; }
    void setOpen(bool isOpen);
    /// As the user does, so that it stays open.
    void unfold();
    /// Where an entry or item is added, null where none can be.
    QWidget* adder() const { return m_adder; }
    /// The first field in it, unfolded; the adder of one without fields.
    QWidget* firstField();

private:
    bool opensAtFirst() const;
    void setupHead();
    void setupItemButtons(QWidget& head);
    void fill();
    void addChild(const views::PropertyRow& child, QVBoxLayout& layout);
    void setupAdding(QVBoxLayout& layout);
    void setupItemMenu(QVBoxLayout& layout);
    void setupNameField(QVBoxLayout& layout);
    void addItem(const QString& kind);
    void addEntry(const QString& name);
    void showState();
    void refused(const QString& problem);

    InspectorContext& m_context;
    views::PropertyRow m_row;
    QString m_key;
    int m_level;
    bool m_isOpen = false;
    FoldButton* m_fold = nullptr;
    QWidget* m_body = nullptr;
    QLabel* m_problems = nullptr;
    QWidget* m_adder = nullptr;
    std::vector<PropertyLine*> m_lines;
    std::vector<PropertyBox*> m_boxes;
};

/// The children of a row that are shown, those that are set or matter most first.
std::vector<const views::PropertyRow*> shownChildren(const InspectorContext& context, const views::PropertyRow& row);

}  // namespace headroom::desktop
