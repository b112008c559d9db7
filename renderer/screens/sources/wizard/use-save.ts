import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useCommand, useQueryOf } from "#renderer/client/queries.ts";
import { toast } from "#renderer/components/toasts.tsx";
import { freeName } from "../list-model.ts";
import { sourceInput, sourceName } from "../wizard-state.ts";
import type { Drafted } from "./use-draft.ts";

export interface Save {
  /** Why it cannot be saved yet; null when it can. */
  readonly why: string | null;
  readonly pending: boolean;
  readonly error: Error | null;
  /** The name it gets when the person gives none. */
  readonly proposedName: string;
  save(): void;
}

/** Saves once, however often it is pressed, and opens the new source. */
export function useSave(drafted: Drafted, onSaved: () => void): Save {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const list = useQueryOf(["sources", "list"], {});
  const pressed = useRef(false);
  const add = useCommand(["sources", "add"], {
    changes: ["workspace", "runs", "reports"],
    onSuccess: async ({ source }) => {
      await navigate({ to: "/sources/$id", params: { id: source.id } });
      onSaved();
      toast(t("sources.saved", { name: source.name }));
    },
    onError: () => {
      pressed.current = false;
    },
  });
  const { answers, draft } = drafted;
  const proposedName = freeName(sourceName(answers.label), list.data ?? []);
  const name = answers.name?.trim() || proposedName;
  const taken = (list.data ?? []).some(
    (source) => source.name === name && source.state !== "removed",
  );
  const why = (): string | null => {
    if (drafted.gridFetching || drafted.drafting) return said(t("sources.save_reading"));
    if (drafted.step !== "review" || !draft) return said(t("sources.save_open"));
    if (taken) return said(t("sources.save_taken", { name }));
    return draft.blocked[0] ?? null;
  };
  const said = (reason: string): string => `${t("sources.save_why")} ${reason}.`;
  return {
    why: why(),
    pending: add.isPending || add.isSuccess,
    error: add.error,
    proposedName,
    save: () => {
      if (pressed.current || why() !== null) return;
      pressed.current = true;
      add.mutate(sourceInput({ ...answers, name }));
    },
  };
}
