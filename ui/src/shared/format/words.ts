// The server's words in plain English.

const EXITS: Readonly<Record<string, string>> = {
  stop_loss: "Stop loss",
  trailing_stop: "Trailing stop",
  breakeven: "Breakeven",
  take_profit: "Take profit",
  partial: "Partial",
  signal: "Exit signal",
  opposite: "Opposite signal",
  time: "Time limit",
  session_end: "Session end",
  weekend: "Weekend",
  volatility: "Volatility",
  guardian: "Account guardian",
  manual: "By hand",
  stop_out: "Margin stop-out",
};

const REASONS: Readonly<Record<string, string>> = {
  CONFLICTING_SIGNALS: "A long and a short signal on one bar refuse each other.",
  OPPOSITE_POSITION: "A position of the other side is open, and this strategy holds it.",
  MAX_POSITIONS: "The strategy already holds as many positions as it may.",
  OUTSIDE_SESSION: "The market session this strategy trades in was not open.",
  DAY_NOT_ALLOWED: "The strategy opens nothing on this day of the week.",
  AVOIDED_TIME: "The strategy avoids this time of day.",
  OUTSIDE_OPTIMAL_TIME: "The strategy only trades at its optimal times.",
  OUTSIDE_HOURS: "The strategy only trades at its allowed hours.",
  WEEKEND: "The strategy opens nothing at weekends.",
  LATE_FRIDAY: "The strategy opens nothing so late on Friday.",
  EARLY_SUNDAY: "The strategy opens nothing so early on Sunday.",
  TRADES_PER_SESSION: "The strategy has made its entries of this session.",
  NEWS_BLACKOUT: "The strategy opens nothing around an economic event.",
  NEWS_STALE: "The economic calendar is too old, or there is none.",
  SPREAD_TOO_WIDE: "The spread was wider than the strategy allows.",
  PARTLY_CLOSED: "A position of the strategy is partly closed, and it opens no other until then.",
  WARMING_UP: "An indicator had not seen enough bars yet.",
  INVALID_STOP: "The stop would have been on the wrong side of the entry.",
  VOLUME_BELOW_MINIMUM: "The calculated volume was below the smallest lot.",
  INSUFFICIENT_MARGIN: "The free margin did not cover the position.",
  KILL_SWITCH: "The kill switch is on: no new trades.",

  STRATEGY_PAUSED: "The strategy was paused: no new trades; open trades were managed.",
  NO_CONVERSION_RATE: "No rate from the quote currency to the account currency was known yet.",
};

const spoken = (word: string): string => {
  const lower = word.replaceAll("_", " ").toLowerCase();
  return lower.charAt(0).toUpperCase() + lower.slice(1);
};

/** "Stop loss" for `stop_loss`; a word not known yet is spelled out, not hidden. */
export const exitWord = (reason: string): string => EXITS[reason] ?? spoken(reason);

/** "Spread too wide" for `SPREAD_TOO_WIDE`. */
export const reasonTitle = (reason: string): string => spoken(reason);

/** A sentence that says what the gate saw. */
export const reasonSentence = (reason: string): string => REASONS[reason] ?? `${spoken(reason)}.`;

/** "1 position", "3 positions". */
export const counted = (count: number, noun: string, plural = `${noun}s`): string => `${count} ${count === 1 ? noun : plural}`;
