// Mantine speaks the same colours as theme.css: its variables point at ours.
import { createTheme, localStorageColorSchemeManager, Modal } from "@mantine/core";
import type { CSSVariablesResolver } from "@mantine/core";

const FONT = '"Inter Variable", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

export const theme = createTheme({
  fontFamily: FONT,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: { fontFamily: FONT, fontWeight: "600" },
  defaultRadius: "md",
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "18px" },
  components: {
    // Dialogs open below the header: the kill switch stays in sight and in reach.
    Modal: Modal.extend({ classNames: { inner: "below-header", title: "dialog-title" }, defaultProps: { zIndex: 40, overlayProps: { backgroundOpacity: 0.5 }, closeButtonProps: { "aria-label": "Close" } } }),
  },
});

const shared = {
  "--mantine-color-body": "var(--panel)",
  "--mantine-color-text": "var(--text)",
  "--mantine-color-dimmed": "var(--dim)",
  "--mantine-color-default": "var(--raised)",
  "--mantine-color-default-hover": "var(--hover)",
  "--mantine-color-default-border": "var(--line)",
  "--mantine-color-placeholder": "var(--dim)",
  "--mantine-color-anchor": "var(--accent-text)",
};

export const resolver: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared });

/** The key is read by public/scheme.js before the first paint, too. */
export const schemeManager = localStorageColorSchemeManager({ key: "tradewright-scheme" });
