// One framed area of the screen with a title, a count and room for its own actions.
import { useId } from "react";
import type { ReactElement, ReactNode } from "react";
import classes from "./Panel.module.css";

interface PanelProps {
  readonly title: string;
  readonly count?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string | undefined;
  /** Whether the content ages: then it turns grey with the connection. */
  readonly live?: boolean;
}

export function Panel({ title, count, actions, children, className, live = false }: PanelProps): ReactElement {
  const id = useId();
  return (
    <section className={`${classes.panel} ${className ?? ""}`} aria-labelledby={id}>
      <header className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {count !== undefined && <span className={classes.count}>{count}</span>}
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </header>
      <div className={classes.body} data-live={live ? true : undefined}>
        {children}
      </div>
    </section>
  );
}
