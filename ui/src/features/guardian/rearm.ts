// The guardian is re-armed by REST, like the kill switch; the answer is the truth and shows at once.
import { useCommand } from "@/shared/commands/useCommand";
import { api } from "@/wire/api";
import { confirmGuardian } from "@/wire/store";

export function useRearmGuardian(): { readonly rearm: () => Promise<unknown>; readonly pending: boolean } {
  const command = useCommand(
    async () => {
      confirmGuardian(await api.rearmGuardian());
    },
    { title: "Re-arm the guardian", done: () => "New trades are allowed again; losses are measured anew." },
  );
  return { rearm: () => command.mutateAsync(), pending: command.isPending };
}
