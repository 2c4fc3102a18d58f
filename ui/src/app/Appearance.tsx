// Dark, light or as the system; and which colours mean up and down.
import { ActionIcon, Menu, useMantineColorScheme } from "@mantine/core";
import type { ReactElement } from "react";
import { Icon } from "@/shared/components/Icon";
import { PALETTES, usePreferences } from "@/shared/preferences/preferences";
import classes from "./Frame.module.css";

const SCHEMES = [
  { id: "dark", title: "Dark", icon: "moon" },
  { id: "light", title: "Light", icon: "sun" },
  { id: "auto", title: "As the system", icon: "system" },
] as const;

/** The next scheme in turn, for the key. */
export function useCycleScheme(): () => void {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return () => {
    const index = SCHEMES.findIndex((scheme) => scheme.id === colorScheme);
    setColorScheme(SCHEMES[(index + 1) % SCHEMES.length]?.id ?? "dark");
  };
}

export function Appearance(): ReactElement {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { palette, setPalette } = usePreferences();
  const icon = SCHEMES.find((scheme) => scheme.id === colorScheme)?.icon ?? "moon";
  return (
    <Menu position="bottom-end" shadow="md" width={220} closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Appearance" title="Appearance (T)">
          <Icon name={icon} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Theme</Menu.Label>
        {SCHEMES.map((scheme) => (
          <Menu.Item key={scheme.id} leftSection={<Icon name={scheme.icon} size={16} />} aria-current={colorScheme === scheme.id} className={classes.choice} onClick={() => setColorScheme(scheme.id)}>
            {scheme.title}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>Gains and losses</Menu.Label>
        {PALETTES.map((row) => (
          <Menu.Item key={row.id} leftSection={<span className={classes.swatch} data-swatch={row.id} aria-hidden />} aria-current={palette === row.id} className={classes.choice} onClick={() => setPalette(row.id)}>
            {row.title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
