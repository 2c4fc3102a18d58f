// The kill switch goes by REST, so that it works while the socket is dead; the answer is the truth and shows at once.
import { useCommand } from "@/shared/commands/useCommand";
import { counted } from "@/shared/format/words";
import { api } from "@/wire/api";
import { confirmKillSwitch } from "@/wire/store";

/** Stop all new trades now. Never asks: this half only reduces risk. */
export function useKill(): { readonly kill: () => void; readonly pending: boolean } {
  const command = useCommand(() => api.kill().then(confirm), { title: "Kill switch" });
  return { kill: () => command.mutate(), pending: command.isPending };
}

export function useRearm(): { readonly rearm: () => Promise<unknown>; readonly pending: boolean } {
  const command = useCommand(() => api.rearm().then(confirm), { title: "Allow new trades", done: () => "New trades are allowed again." });
  return { rearm: () => command.mutateAsync(), pending: command.isPending };
}

export function useCloseAll(): { readonly closeAll: () => void; readonly pending: boolean } {
  const command = useCommand(() => api.closeAll(), {
    title: "Close all positions",
    done: ({ closing }) => `${counted(closing, "position")} will close at the next price.`,
  });
  return { closeAll: () => command.mutate(), pending: command.isPending };
}

function confirm(answer: Awaited<ReturnType<typeof api.kill>>): typeof answer {
  confirmKillSwitch(answer);
  return answer;
}
