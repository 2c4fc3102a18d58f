// Every door of the server this screen uses, typed; one line each.
import type { BarSeries, ClosingAll, Explanation, GuardianState, KillSwitch, StrategyDetail, StrategyRow, StrategyStopped } from "./generated";
import type { System, TradeClosing, TradeHistory, Validation } from "./generated";
import { request } from "./rest";

const id = encodeURIComponent;
const query = (values: Record<string, string | number>): string =>
  Object.entries(values)
    .map(([key, value]) => `${key}=${id(value)}`)
    .join("&");

export const api = {
  bars: (symbol: string, timeframe: string, limit: number) => request<BarSeries>("GET", `/api/bars?${query({ symbol, timeframe, limit })}`),
  history: (limit: number, offset: number) => request<TradeHistory>("GET", `/api/trades/history?${query({ limit, offset })}`),
  explain: (strategy: string, at: string) => request<Explanation>("GET", `/api/strategies/${id(strategy)}/explain?${query({ at })}`),
  reasons: (strategy: string) => request<Readonly<Record<string, number>>>("GET", `/api/strategies/${id(strategy)}/reasons`),
  strategy: (strategy: string) => request<StrategyDetail>("GET", `/api/strategies/${id(strategy)}`),
  validate: (document: unknown) => request<Validation>("POST", "/api/strategies/validate", document),
  startNew: (document: unknown) => request<StrategyRow>("POST", "/api/strategies", document),
  start: (strategy: string) => request<StrategyRow>("POST", `/api/strategies/${id(strategy)}/start`),
  pause: (strategy: string) => request<StrategyRow>("POST", `/api/strategies/${id(strategy)}/pause`),
  resume: (strategy: string) => request<StrategyRow>("POST", `/api/strategies/${id(strategy)}/resume`),
  stop: (strategy: string, closePositions: boolean) =>
    request<StrategyStopped>("DELETE", `/api/strategies/${id(strategy)}?${query({ closePositions: String(closePositions) })}`),
  closeTrade: (ticket: number) => request<TradeClosing>("POST", `/api/trades/${ticket}/close`),
  kill: () => request<KillSwitch>("POST", "/api/kill"),
  rearm: () => request<KillSwitch>("DELETE", "/api/kill"),
  rearmGuardian: () => request<GuardianState>("POST", "/api/guardian/rearm"),
  closeAll: () => request<ClosingAll>("POST", "/api/kill/close-all"),
  speed: (speed: System["speed"]) => request<System>("POST", "/api/system/speed", { speed }),
} as const;
