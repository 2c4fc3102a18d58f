// Long or short, as the broker writes it; the word carries the meaning, the tint only helps the eye.
import type { ReactElement } from "react";
import classes from "./Side.module.css";

export function Side({ type }: { readonly type: "BUY" | "SELL" }): ReactElement {
  return (
    <span className={classes.side} data-type={type}>
      {type}
    </span>
  );
}
