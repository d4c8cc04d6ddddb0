#pragma once

#include <QAbstractButton>
#include <QPixmap>
#include <memory>

#include "app/desktop/theme/theme_store.h"
#include "app/desktop/views/lessons/topology_sketch.h"

namespace headroom::desktop {

/// What stands on a card of the welcome page.
struct CardContent {
    QString title;
    QString text = {};                                         ///< below the title, muted
    QString icon = {};                                         ///< beside the title
    QString corner = {};                                       ///< at the title's end: "5 min", "Ctrl+N"
    std::shared_ptr<const views::TopologySketch> sketch = {};  ///< drawn above the title
    bool isMain = false;                                       ///< the one that most want
    bool isFlat = false;                                       ///< a line of a list
};

/// A card that can be pressed; arrow keys are its page's business.
class WelcomeCard : public QAbstractButton {
    Q_OBJECT

public:
    /// The store outlives it.
    WelcomeCard(const ThemeStore& themes, CardContent content, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

signals:
    void arrowPressed(int key);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    int padding() const;
    int pictureHeight() const;
    int titleLeft() const;
    QRect textArea(int width) const;
    void paintGround(QPainter& painter) const;
    void paintPicture(QPainter& painter);
    void paintTitle(QPainter& painter) const;
    void paintText(QPainter& painter) const;
    void restyle();

    const ThemeStore& m_themes;
    CardContent m_content;
    QPixmap m_picture;
};

}  // namespace headroom::desktop
