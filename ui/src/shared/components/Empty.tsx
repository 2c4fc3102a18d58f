// What stands where there is nothing yet: what will appear, and why it has not.
import type { ReactElement, ReactNode } from "react";
import classes from "./Empty.module.css";

interface EmptyProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly tone?: "calm" | "error";
}

export function Empty({ title, children, tone = "calm" }: EmptyProps): ReactElement {
  return (
    <div className={classes.empty} data-tone={tone} role={tone === "error" ? "alert" : undefined}>
      <p className={classes.title}>{title}</p>
      {children !== undefined && <div className={classes.text}>{children}</div>}
    </div>
  );
}
