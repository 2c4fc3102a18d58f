// How the chart looks; the numbers of the look in one place. The attribution logo stays: the library's licence asks for it.
import { ColorType, CrosshairMode, LineStyle } from "lightweight-charts";
import type { CandlestickSeriesPartialOptions, ChartOptions, CreatePriceLineOptions, DeepPartial, HistogramSeriesPartialOptions, PriceFormatBuiltIn } from "lightweight-charts";
import { full } from "@/shared/format/times";
import type { Level } from "./marks";
import { faded } from "./palette";
import type { Palette } from "./palette";

export function chartOptions(colours: Palette): DeepPartial<ChartOptions> {
  return {
    autoSize: true,
    layout: {
      background: { type: ColorType.Solid, color: colours.panel },
      textColor: colours.dim,
      fontFamily: '"Inter Variable", system-ui, sans-serif',
      fontSize: 11,
      attributionLogo: true,
    },
    grid: { vertLines: { color: colours.grid }, horzLines: { color: colours.grid } },
    crosshair: {
      mode: CrosshairMode.Normal,
      vertLine: { color: colours.dim, labelBackgroundColor: colours.line, style: LineStyle.SparseDotted },
      horzLine: { color: colours.dim, labelBackgroundColor: colours.line, style: LineStyle.SparseDotted },
    },
    rightPriceScale: { borderColor: colours.line, scaleMargins: { top: 0.14, bottom: 0.16 } },
    timeScale: { borderColor: colours.line, timeVisible: true, secondsVisible: false, rightOffset: 6, minBarSpacing: 1 },
    localization: { timeFormatter: (time: unknown) => full(Number(time) * 1000) },
  };
}

export function candleOptions(colours: Palette): CandlestickSeriesPartialOptions {
  return {
    upColor: colours.up,
    downColor: colours.down,
    wickUpColor: colours.up,
    wickDownColor: colours.down,
    borderUpColor: colours.up,
    borderDownColor: colours.down,
    priceLineColor: colours.dim,
  };
}

export const volumeOptions: HistogramSeriesPartialOptions = {
  priceScaleId: "volume",
  priceFormat: { type: "volume" },
  lastValueVisible: false,
  priceLineVisible: false,
};

export function priceFormat(digits: number): PriceFormatBuiltIn {
  return { type: "price", precision: digits, minMove: 10 ** -digits };
}

export function levelOptions(level: Level, colours: Palette, stale: boolean): CreatePriceLineOptions {
  const colour = { entry: colours.accent, stop: colours.down, target: colours.up }[level.kind];
  return {
    id: level.id,
    price: level.price,
    color: stale ? faded(colours.dim, 0.8) : colour,
    lineWidth: 1,
    lineStyle: stale ? LineStyle.LargeDashed : level.kind === "entry" ? LineStyle.Solid : LineStyle.Dashed,
    axisLabelVisible: true,
    title: level.title,
  };
}
