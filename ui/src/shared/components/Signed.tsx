// A gain or a loss: sign, arrow and colour say the same thing three times.
import type { ReactElement } from "react";
import { arrow } from "@/shared/format/numbers";
import classes from "./numbers.module.css";

export function Signed({ value, text }: { readonly value: number; readonly text: string }): ReactElement {
  const tone = value > 0 ? "up" : value < 0 ? "down" : "flat";
  return (
    <span className={classes.number} data-tone={tone}>
      {value !== 0 && (
        <span className={classes.arrow} aria-hidden>
          {arrow(value)}
        </span>
      )}
      {text}
    </span>
  );
}
