// Paints the lanes of all runs: bins become one image, which is drawn lane by lane; names, borders and heads are
// painted over it. The image is kept as long as its inputs are the same, the bins of a lane as long as the range is.
#pragma once

#include "app/plots/lane_pixels.h"
#include "app/plots/scene.h"

#include <QImage>
#include <QThreadPool>
#include <qcustomplot.h>

#include <map>

namespace corelane {

class RunsPlottable : public QCPAbstractPlottable {
    Q_OBJECT

  public:
    RunsPlottable(QCPAxis* time, QCPAxis* vertical, const Scene& scene, const RangeBalance& shares);

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1; }
    QCPRange getKeyRange(bool& found, QCP::SignDomain) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const override;

    // Colours of the bins under a look; states that are not shown are drawn faint.
    static LaneColours stateColours(const Look&, std::uint8_t shownStates);
    static LaneColours coreColours(const Look&);

  protected:
    void draw(QCPPainter*) override;
    void drawLegendIcon(QCPPainter*, const QRectF&) const override {}
    QRect clipRect() const override;

  private:
    struct Bins {
        std::shared_ptr<const Lane> lane;
        std::vector<Column> columns;
    };
    struct BinKey {
        TimeRange range;
        int pixels = 0;
        std::vector<OnAxis> axes;
        friend bool operator==(const BinKey&, const BinKey&) = default;
    };
    struct Strip {  // the painted part of a lane, in device pixels of the image
        QRect source;
        QPointF target;
    };
    struct Inputs {
        std::shared_ptr<const Trace> trace;
        TimeRange range;
        std::uint8_t shownStates = 0;
        int width = 0, height = 0, scroll = 0, contentHeight = 0;
        bool dark = false;
        double scale = 1;
        std::vector<const Run*> runs;
        std::vector<OnAxis> axes;
        bool operator==(const Inputs&) const = default;
    };

    struct LaneJob;

    void renew(const Inputs&);
    void paint(LaneJob&, std::int64_t origin, std::uint32_t* bits, std::ptrdiff_t stride) const;  // any thread

    const Scene& m_scene;
    const RangeBalance& m_shares;
    Inputs m_inputs;
    QImage m_image;
    std::vector<Strip> m_strips;
    BinKey m_binKey;
    std::map<const Lane*, Bins> m_bins;
    QThreadPool m_pool;
};

}  // namespace corelane
