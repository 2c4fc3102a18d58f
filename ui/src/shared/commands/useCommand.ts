// A command as the person sees it: requested, then done or refused. Nothing is shown as done before the server said so.
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import type { UseMutationResult } from "@tanstack/react-query";

interface Words<Answer> {
  /** "Pause EMA Scalping Pro"; the title of a refusal. */
  readonly title: string;
  /** What to say when it is done; silence by default, because the object itself changes. */
  readonly done?: (answer: Answer) => string;
}

/** Send a command and say aloud when it is refused. */
export function useCommand<Answer, Input = void>(
  send: (input: Input) => Promise<Answer>,
  words: Words<Answer>,
): UseMutationResult<Answer, Error, Input> {
  return useMutation<Answer, Error, Input>({
    mutationFn: send,
    retry: false,
    networkMode: "always",
    onSuccess: (answer) => {
      if (words.done) notifications.show({ message: words.done(answer), color: "gray" });
    },
    onError: (error) => {
      notifications.show({ title: `${words.title}: refused`, message: error.message, color: "red", autoClose: 12_000, role: "alert" });
    },
  });
}
