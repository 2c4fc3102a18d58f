// The candle chart outside React: made once, fed bar by bar, never rebuilt for a tick.
import { CandlestickSeries, createChart, createSeriesMarkers, HistogramSeries, LineStyle } from "lightweight-charts";
import type { AutoscaleInfo, IChartApi, IPriceLine, ISeriesApi, ISeriesMarkersPluginApi, MouseEventParams, SeriesMarker, Time, UTCTimestamp } from "lightweight-charts";
import type { Bar } from "./bars";
import { reach } from "./marks";
import type { Level, Mark, Segment } from "./marks";
import { candleOptions, chartOptions, levelOptions, priceFormat, volumeOptions } from "./options";
import { faded } from "./palette";
import type { Palette } from "./palette";
import { SegmentsPrimitive } from "./SegmentsPrimitive";

const FIRST_VIEW_BARS = 140;
const RIGHT_ROOM_BARS = 6;
const MOST_BARS = 6000;
const asTime = (seconds: number): UTCTimestamp => seconds as UTCTimestamp;

export interface ChartEvents {
  /** The bar under the pointer, or null when it left. */
  readonly hover: (bar: Bar | null) => void;
  readonly pick: (time: number) => void;
}

export class PriceChart {
  private readonly chart: IChartApi;
  private readonly candles: ISeriesApi<"Candlestick">;
  private readonly volume: ISeriesApi<"Histogram">;
  private readonly markers: ISeriesMarkersPluginApi<Time>;
  private readonly segments: SegmentsPrimitive;
  private readonly lines = new Map<string, IPriceLine>();
  private bars: Bar[] = [];
  private levels: readonly number[] = [];
  private colours: Palette;

  constructor(element: HTMLElement, colours: Palette, events: ChartEvents) {
    this.colours = colours;
    this.chart = createChart(element, chartOptions(colours));
    this.candles = this.chart.addSeries(CandlestickSeries, { ...candleOptions(colours), autoscaleInfoProvider: this.scale });
    this.volume = this.chart.addSeries(HistogramSeries, volumeOptions);
    this.volume.priceScale().applyOptions({ scaleMargins: { top: 0.86, bottom: 0 } });
    this.markers = createSeriesMarkers(this.candles, []);
    this.segments = new SegmentsPrimitive(colours);
    this.candles.attachPrimitive(this.segments);
    this.chart.subscribeCrosshairMove((event) => events.hover(this.barUnder(event)));
    this.chart.subscribeClick((event) => {
      const bar = this.barUnder(event);
      if (bar !== null) events.pick(bar.time);
    });
  }

  /** Open times of all drawn bars, ascending. */
  get times(): readonly number[] {
    return this.bars.map((bar) => bar.time);
  }

  get last(): Bar | null {
    return this.bars.at(-1) ?? null;
  }

  /** Replace everything: for another market, or after a hole in the stream. */
  load(bars: readonly Bar[], digits: number): void {
    const keepView = this.bars.length > 0 && this.bars[0]?.time === bars[0]?.time;
    this.bars = [...bars];
    this.candles.applyOptions({ priceFormat: priceFormat(digits) });
    this.candles.setData(bars.map((bar) => ({ ...bar, time: asTime(bar.time) })));
    this.volume.setData(bars.map((bar) => this.column(bar)));
    if (!keepView) this.toLatest();
  }

  /** Draw one bar: the last one again with new prices, or the next one. */
  update(bar: Bar): void {
    const last = this.last;
    if (last !== null && bar.time < last.time) return;
    if (last?.time === bar.time) this.bars[this.bars.length - 1] = bar;
    else this.bars.push(bar);
    this.candles.update({ ...bar, time: asTime(bar.time) });
    this.volume.update(this.column(bar));
    if (this.bars.length > MOST_BARS) this.forget();
  }

  /** A chart left open for weeks must not grow for weeks: drop the older half and keep the view where it is. */
  private forget(): void {
    const dropped = this.bars.length - MOST_BARS / 2;
    const view = this.chart.timeScale().getVisibleLogicalRange();
    this.bars = this.bars.slice(dropped);
    this.candles.setData(this.bars.map((bar) => ({ ...bar, time: asTime(bar.time) })));
    this.volume.setData(this.bars.map((bar) => this.column(bar)));
    if (view !== null) this.chart.timeScale().setVisibleLogicalRange({ from: view.from - dropped, to: view.to - dropped });
  }

  /** Scroll to the newest bar with a little room to its right. */
  toLatest(): void {
    const to = this.bars.length + RIGHT_ROOM_BARS;
    this.chart.timeScale().setVisibleLogicalRange({ from: Math.max(-4, to - FIRST_VIEW_BARS), to });
  }

  mark(marks: readonly Mark[], segments: readonly Segment[]): void {
    this.markers.setMarkers(marks.map((mark) => this.marker(mark)));
    this.segments.show(segments, this.colours);
  }

  /** Make the price lines equal to `levels`, touching only those that changed. */
  level(levels: readonly Level[], stale: boolean): void {
    const wanted = new Map(levels.map((level) => [level.id, level]));
    this.levels = levels.map((level) => level.price);
    for (const [id, line] of this.lines) {
      if (wanted.has(id)) continue;
      this.candles.removePriceLine(line);
      this.lines.delete(id);
    }
    for (const [id, level] of wanted) {
      const options = levelOptions(level, this.colours, stale);
      const line = this.lines.get(id);
      if (line) line.applyOptions(options);
      else this.lines.set(id, this.candles.createPriceLine(options));
    }
  }

  /** Repaint in other colours; stale data is grey and dashed. */
  paint(colours: Palette, stale: boolean): void {
    this.colours = colours;
    this.chart.applyOptions(chartOptions(colours));
    this.candles.applyOptions({ ...candleOptions(colours), priceLineStyle: stale ? LineStyle.Dashed : LineStyle.Dotted });
    this.volume.setData(this.bars.map((bar) => this.column(bar)));
  }

  /** Keyboard: move the crosshair by whole bars; gives the bar it stands on. */
  step(from: number | null, by: number): Bar | null {
    const index = from === null ? this.bars.length - 1 : this.bars.findIndex((bar) => bar.time === from) + by;
    const bar = this.bars[Math.min(this.bars.length - 1, Math.max(0, index))];
    if (bar === undefined) return null;
    this.chart.setCrosshairPosition(bar.close, asTime(bar.time), this.candles);
    return bar;
  }

  destroy(): void {
    this.chart.remove();
  }

  /** The library scales to the candles alone; stops and targets are part of the picture. */
  private readonly scale = (original: () => AutoscaleInfo | null): AutoscaleInfo | null => {
    const info = original();
    return info?.priceRange ? { ...info, priceRange: reach(info.priceRange, this.levels) } : info;
  };

  private barUnder(event: MouseEventParams): Bar | null {
    if (event.time === undefined) return null;
    const index = event.logical ?? -1;
    return this.bars[index] ?? null;
  }

  private column(bar: Bar): { time: UTCTimestamp; value: number; color: string } {
    const colour = bar.close >= bar.open ? this.colours.up : this.colours.down;
    return { time: asTime(bar.time), value: bar.volume, color: faded(colour, 0.28) };
  }

  private marker(mark: Mark): SeriesMarker<Time> {
    const long = mark.side === "BUY";
    const time = asTime(mark.time);
    if (mark.kind === "entry") {
      return { time, position: long ? "belowBar" : "aboveBar", shape: long ? "arrowUp" : "arrowDown", color: this.colours.accent, size: 1 };
    }
    const color = mark.won ? this.colours.upText : this.colours.downText;
    return { time, position: long ? "aboveBar" : "belowBar", shape: "circle", color, text: mark.text, size: 0.6 };
  }
}
