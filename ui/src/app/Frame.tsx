// The frame of every view: who I am, is it live, how much is at stake, and the way to stop it.
import { ActionIcon } from "@mantine/core";
import { useMemo, useState } from "react";
import type { ReactElement, ReactNode } from "react";
import { AccountStrip, ModeBadge } from "@/features/account/AccountStrip";
import { SimClock } from "@/features/clock/SimClock";
import { ConnectionPill, StaleBanner } from "@/features/connection/ConnectionPill";
import { ExplainPanel } from "@/features/explain/ExplainPanel";
import { Announcer } from "@/features/fills/Announcer";
import { GuardianBadge, GuardianBand } from "@/features/guardian/Guardian";
import { KillBand, KillButton } from "@/features/killswitch/KillSwitch";
import { useKill } from "@/features/killswitch/killSwitch";
import { Icon } from "@/shared/components/Icon";
import type { IconName } from "@/shared/components/Icon";
import { useFreshness } from "@/shared/live/hooks";
import { Appearance, useCycleScheme } from "./Appearance";
import classes from "./Frame.module.css";
import { askWhy, newStrategy } from "./requests";
import { href, useView } from "./route";
import type { View } from "./route";
import { useShortcuts } from "./shortcuts";
import { ShortcutSheet } from "./ShortcutSheet";

const TABS: readonly { readonly view: View; readonly title: string; readonly icon: IconName }[] = [
  { view: "home", title: "Home", icon: "home" },
  { view: "chart", title: "Chart", icon: "chart" },
  { view: "trades", title: "Trades", icon: "trades" },
  { view: "log", title: "Log", icon: "log" },
];

export function Frame({ children }: { readonly children: ReactNode }): ReactElement {
  const [help, setHelp] = useState(false);
  const { kill } = useKill();
  const theme = useCycleScheme();
  const stale = useFreshness() === "stale";
  const view = useView();
  const handlers = useMemo(() => ({ kill, theme, help: () => setHelp(true), new: newStrategy, why: askWhy }), [kill, theme]);
  useShortcuts(handlers);
  return (
    <div className={classes.frame} data-stale={stale}>
      <a href="#main" className={classes.skip} onClick={skip}>
        Skip to content
      </a>
      <header className={classes.header}>
        <div className={classes.top}>
          <a className={classes.brand} href={href("home")} aria-label="Tradewright, home">
            <img src="/favicon.svg" alt="" width={24} height={24} />
            <span>Tradewright</span>
          </a>
          <Tabs className={classes.tabs} />
          <div className={classes.tools}>
            <ConnectionPill />
            <Appearance />
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Keyboard shortcuts" title="Keyboard shortcuts (?)" className={classes.help} onClick={() => setHelp(true)}>
              <Icon name="help" />
            </ActionIcon>
            <KillButton />
          </div>
        </div>
        <KillBand />
        <GuardianBand />
        <StaleBanner />
      </header>
      <section className={classes.strip} aria-label="Account and market">
        <ModeBadge />
        <AccountStrip />
        <GuardianBadge />
        <SimClock />
      </section>
      <main id="main" tabIndex={-1} className={classes.main}>
        <h1 className="visually-hidden">{TABS.find((tab) => tab.view === view)?.title}</h1>
        {children}
        <ExplainPanel />
      </main>
      <Tabs className={classes.bottom} />
      <ShortcutSheet opened={help} close={() => setHelp(false)} />
      <Announcer />
    </div>
  );
}

/** The hash belongs to the router, so the skip link moves the focus itself. */
function skip(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

function Tabs({ className }: { readonly className: string | undefined }): ReactElement {
  const current = useView();
  return (
    <nav className={className} aria-label="Views">
      {TABS.map(({ view, title, icon }) => (
        <a key={view} href={href(view)} aria-current={view === current ? "page" : undefined}>
          <Icon name={icon} />
          <span>{title}</span>
        </a>
      ))}
    </nav>
  );
}
