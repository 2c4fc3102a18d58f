// The lines from entry to exit, drawn beneath the candles' markers as a series primitive.
import type { IChartApi, IPrimitivePaneRenderer, IPrimitivePaneView, ISeriesApi, ISeriesPrimitive, SeriesAttachedParameter, UTCTimestamp } from "lightweight-charts";
import type { Segment } from "./marks";
import type { Palette } from "./palette";

type Target = Parameters<IPrimitivePaneRenderer["draw"]>[0];

export class SegmentsPrimitive implements ISeriesPrimitive {
  private chart: IChartApi | null = null;
  private series: ISeriesApi<"Candlestick"> | null = null;
  private requestUpdate: () => void = () => undefined;
  private segments: readonly Segment[] = [];
  private colours: Palette;
  private readonly view: IPrimitivePaneView = {
    zOrder: () => "bottom",
    renderer: () => ({ draw: (target) => this.draw(target) }),
  };

  constructor(colours: Palette) {
    this.colours = colours;
  }

  attached(parameters: SeriesAttachedParameter): void {
    this.chart = parameters.chart;
    this.series = parameters.series as ISeriesApi<"Candlestick">;
    this.requestUpdate = parameters.requestUpdate;
  }

  detached(): void {
    this.chart = null;
    this.series = null;
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return [this.view];
  }

  show(segments: readonly Segment[], colours: Palette): void {
    this.segments = segments;
    this.colours = colours;
    this.requestUpdate();
  }

  private draw(target: Target): void {
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      context.save();
      context.lineWidth = 1.5;
      context.setLineDash([5, 4]);
      for (const segment of this.segments) {
        const from = this.point(segment.from);
        const to = this.point(segment.to);
        if (from === null || to === null || to.x < 0 || from.x > mediaSize.width) continue;
        context.strokeStyle = segment.won ? this.colours.up : this.colours.down;
        context.beginPath();
        context.moveTo(from.x, from.y);
        context.lineTo(to.x, to.y);
        context.stroke();
      }
      context.restore();
    });
  }

  private point({ time, price }: Segment["from"]): { readonly x: number; readonly y: number } | null {
    const x = this.chart?.timeScale().timeToCoordinate(time as UTCTimestamp) ?? null;
    const y = this.series?.priceToCoordinate(price) ?? null;
    return x === null || y === null ? null : { x, y };
  }
}
