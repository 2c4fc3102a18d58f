// Stopping ends the strategy's care for its trades, so the person says what shall happen to them.
import { Button, Checkbox, Group, Modal, Text } from "@mantine/core";
import { useState } from "react";
import type { ReactElement } from "react";
import { useCommand } from "@/shared/commands/useCommand";
import { gain } from "@/shared/format/numbers";
import { counted } from "@/shared/format/words";
import { useCurrency, useLive } from "@/shared/live/hooks";
import { api } from "@/wire/api";
import type { StrategyRow } from "@/wire/generated";

interface StopDialogProps {
  readonly row: StrategyRow;
  readonly opened: boolean;
  readonly close: () => void;
}

export function StopDialog({ row, opened, close }: StopDialogProps): ReactElement {
  const [flatten, setFlatten] = useState(false);
  const currency = useCurrency();
  const profit = useLive(({ positions }) => Object.values(positions).reduce((sum, p) => sum + (p.strategyId === row.id ? p.profit : 0), 0));
  const mode = useLive((state) => (state.account?.tradeMode === "real" ? "REAL MONEY" : "DEMO"));
  const command = useCommand((closePositions: boolean) => api.stop(row.id, closePositions), { title: `Stop ${row.name}` });
  const stop = (): void => {
    command.mutate(flatten, { onSuccess: close });
  };
  const open = counted(row.openPositions, "open position");
  return (
    <Modal opened={opened} onClose={close} title={`Stop ${row.name}?`} centered>
      <Text size="sm">
        It opens no more trades on {row.symbol} ({mode}). {row.openPositions > 0 ? "Positions left open keep their present stop and target." : "It holds no position."}
      </Text>
      {row.openPositions > 0 && (
        <Checkbox
          mt="md"
          checked={flatten}
          onChange={(event) => setFlatten(event.currentTarget.checked)}
          label={`Also close ${open} (estimate ${gain(profit, currency)})`}
        />
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={close}>
          Keep running
        </Button>
        <Button color="var(--danger)" loading={command.isPending} onClick={stop} data-autofocus>
          {flatten ? "Stop and close" : "Stop"}
        </Button>
      </Group>
    </Modal>
  );
}
