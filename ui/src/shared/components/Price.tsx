// A price with the pip digit emphasised and the fraction of a pip set back, as dealing screens print it.
import type { ReactElement } from "react";
import { price } from "@/shared/format/numbers";
import classes from "./numbers.module.css";

interface PriceProps {
  readonly value: number | null;
  readonly digits: number;
  readonly pip?: number;
}

export function Price({ value, digits, pip }: PriceProps): ReactElement {
  const text = price(value, digits);
  const pipDecimals = pip === undefined ? digits : Math.round(-Math.log10(pip));
  const fraction = digits - pipDecimals;
  if (value === null || fraction <= 0 || pipDecimals < 2) return <span className={classes.number}>{text}</span>;
  const end = text.length - fraction;
  return (
    <span className={classes.number}>
      {text.slice(0, end - 2)}
      <b className={classes.pip}>{text.slice(end - 2, end)}</b>
      <span className={classes.fraction}>{text.slice(end)}</span>
    </span>
  );
}
