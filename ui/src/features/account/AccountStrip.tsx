// The account in five numbers, in the frame of every view.
import type { ReactElement, ReactNode } from "react";
import { Signed } from "@/shared/components/Signed";
import { fixed, gain, money } from "@/shared/format/numbers";
import { useLive } from "@/shared/live/hooks";
import classes from "./AccountStrip.module.css";

function Tile({ label, title, children }: { readonly label: string; readonly title?: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className={classes.tile} title={title}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function AccountStrip(): ReactElement {
  const account = useLive((state) => state.account);
  const currency = account?.currency ?? "";
  return (
    <dl className={classes.strip} aria-label="Account" data-live>
      <Tile label="Equity" title="Balance plus the profit of open positions">
        <strong>{account ? money(account.equity, currency) : "–"}</strong>
      </Tile>
      <Tile label="Open P/L">{account ? <Signed value={account.profit} text={gain(account.profit, currency)} /> : "–"}</Tile>
      <Tile label="Balance">{account ? money(account.balance, currency) : "–"}</Tile>
      <Tile label="Free margin">{account ? money(account.freeMargin, currency) : "–"}</Tile>
      <Tile label="Margin level" title="Equity divided by used margin; a dash while no position is open">
        {account?.marginLevel == null ? "–" : `${fixed(account.marginLevel, 0)}%`}
      </Tile>
    </dl>
  );
}

/** Whose money this is: never to be confused. */
export function ModeBadge(): ReactElement | null {
  const account = useLive((state) => state.account);
  if (account === null) return null;
  const real = account.tradeMode === "real";
  return (
    <span className={classes.badge} data-real={real} title={`Account ${account.number}, ${account.broker}, ${account.server}`}>
      {real ? "REAL MONEY" : "DEMO"}
    </span>
  );
}
