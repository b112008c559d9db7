import { useTranslation } from "react-i18next";
import { windowError } from "#renderer/client/errors.ts";
import { useCommand } from "#renderer/client/queries.ts";
import type { InputOf } from "#renderer/client/types.ts";
import { toast } from "#renderer/components/toasts.tsx";
import { useUndoToast } from "#renderer/screens/settings/use-undo.ts";

export type SchedulePatch = InputOf<"schedule", "change">;

export interface ScheduleChange {
  readonly pending: boolean;
  /** Saves at once; `said` is what the person reads beside Undo. */
  save(patch: SchedulePatch, said: string): void;
}

export function useScheduleChange(): ScheduleChange {
  const { t } = useTranslation();
  const offer = useUndoToast();
  const command = useCommand(["schedule", "change"], {
    changes: ["workspace", "night"],
    onError: (error) => toast(t("schedule.save_failed", { reason: windowError(error).message })),
  });
  return {
    pending: command.isPending,
    save: (patch, said) =>
      command.mutate(patch, { onSuccess: ({ change_id }) => offer(said, change_id) }),
  };
}

/** Gives the saved plan to the operating system once more. */
export function useRegister() {
  const { t } = useTranslation();
  return useCommand(["schedule", "register"], {
    changes: ["workspace", "night"],
    onError: (error) => toast(t("schedule.save_failed", { reason: windowError(error).message })),
  });
}

/** Sends a test message; what the channel answered is told. */
export function useTest() {
  const { t } = useTranslation();
  return useCommand(["night", "test"], {
    onSuccess: ({ error }) =>
      toast(error === null ? t("schedule.test_sent") : t("schedule.test_failed", { error })),
    onError: (error) => toast(t("schedule.save_failed", { reason: windowError(error).message })),
  });
}

export function useMailServer() {
  const { t } = useTranslation();
  return useCommand(["schedule", "mailServer"], {
    onSuccess: ({ channels }) =>
      toast(channels.mail_server ? t("schedule.server_kept") : t("schedule.server_forgotten")),
    onError: (error) => toast(t("schedule.save_failed", { reason: windowError(error).message })),
  });
}
