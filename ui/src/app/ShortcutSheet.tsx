// All keys on one sheet, opened with "?".
import { Kbd, Modal } from "@mantine/core";
import type { ReactElement } from "react";
import classes from "./Frame.module.css";
import { LOCAL_KEYS, SHORTCUTS } from "./shortcuts";

export function ShortcutSheet({ opened, close }: { readonly opened: boolean; readonly close: () => void }): ReactElement {
  const rows = [...Object.values(SHORTCUTS), ...LOCAL_KEYS];
  return (
    <Modal opened={opened} onClose={close} title="Keyboard shortcuts" centered>
      <dl className={classes.keys}>
        {rows.map(({ keys, title }) => (
          <div key={title}>
            <dt>
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{title}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
