import { useState } from "react";
import { useTranslation } from "react-i18next";
import { windowError } from "#renderer/client/errors.ts";
import { useCommand } from "#renderer/client/queries.ts";
import { toast, undoToast } from "#renderer/components/toasts.tsx";
import type { Target } from "./target-model.ts";

/** What goes to the keychain with a target; each only if it was given. */
export interface Secrets {
  readonly key?: string;
  readonly secret?: string;
}

export interface TargetChange {
  readonly pending: boolean;
  /** How often something was saved: what was said about the connection before is no longer so. */
  readonly saves: number;
  /** Resolves to whether it is saved. */
  save(target: Target, secrets?: Secrets): Promise<boolean>;
  leave(before: Target): void;
  forget(): void;
}

/** Saves the target, and its secrets after it: they are kept under its account and user. */
export function useTarget(): TargetChange {
  const { t } = useTranslation();
  const [saves, setSaves] = useState(0);
  const changes = { changes: ["workspace"] as const };
  const set = useCommand(["target", "set"], changes);
  const key = useCommand(["target", "keyFile"]);
  const secret = useCommand(["target", "secret"]);
  const refused = (error: unknown): void =>
    toast(t("target.save_failed", { reason: windowError(error).message }));
  const leave = useCommand(["target", "leave"], { ...changes, onError: refused });
  const forget = useCommand(["target", "forget"], {
    onSuccess: () => toast(t("target.forgotten")),
    onError: refused,
  });
  const save = async (target: Target, secrets: Secrets = {}): Promise<boolean> => {
    try {
      await set.mutateAsync(target);
      if (secrets.key !== undefined) await key.mutateAsync({ key: secrets.key });
      if (secrets.secret !== undefined) await secret.mutateAsync({ secret: secrets.secret });
      setSaves((count) => count + 1);
      toast(t("target.saved"));
      return true;
    } catch (error) {
      refused(error);
      return false;
    } finally {
      // Else the cache of calls would keep what was typed.
      key.reset();
      secret.reset();
    }
  };
  return {
    pending: set.isPending || key.isPending || secret.isPending || leave.isPending,
    saves,
    save,
    leave: (before) =>
      leave.mutate({}, { onSuccess: () => undoToast(t("target.left"), () => set.mutate(before)) }),
    forget: () => forget.mutate({}),
  };
}
