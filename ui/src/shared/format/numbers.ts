// Numbers as traders read them: fixed decimals, a real minus sign, never scientific, never "-0.00".

const MINUS = "−";
const formats = new Map<string, Intl.NumberFormat>();

function formatter(digits: number): Intl.NumberFormat {
  const key = String(digits);
  const made = formats.get(key) ?? new Intl.NumberFormat("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  formats.set(key, made);
  return made;
}

/** `1234.5` with 2 digits is "1,234.50"; a missing number is a dash. */
export function fixed(value: number | null | undefined, digits: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  const text = formatter(digits).format(Math.abs(value));
  const isZero = !/[1-9]/.test(text);
  return value < 0 && !isZero ? MINUS + text : text;
}

/** As `fixed`, with a plus sign for gains, so that colour never stands alone. */
export function signed(value: number | null | undefined, digits: number): string {
  const text = fixed(value, digits);
  return value !== null && value !== undefined && value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** A price without thousands separators: 1.08325, 157.204, 64120.15. */
export function price(value: number | null | undefined, digits: number): string {
  return fixed(value, digits).replaceAll(",", "");
}

/** Money with its currency: "1,234.50 USD". */
export function money(value: number | null | undefined, currency: string): string {
  return `${fixed(value, 2)} ${currency}`;
}

/** Gain or loss with sign and currency: "+12.30 USD". */
export function gain(value: number | null | undefined, currency: string): string {
  return `${signed(value, 2)} ${currency}`;
}

/** A volume by its own step: "0.10", but "0.00125" for a coin. */
export function lots(value: number): string {
  const decimals = Math.min(8, Math.max(2, (String(value).split(".")[1] ?? "").length));
  return fixed(value, decimals);
}

/** "▲" for gains, "▼" for losses, "" for nothing: the arrow repeats what the colour says. */
export function arrow(value: number): string {
  if (value > 0) return "▲";
  return value < 0 ? "▼" : "";
}
