import { useState } from "react";
import type { Place } from "#contract/connections.ts";
import { fieldOf } from "./failures.ts";
import { type Look, useLook } from "./use-look.ts";

export interface PlaceFormState<Form, Field extends string, Problem extends string> {
  readonly form: Form;
  readonly secret: string;
  readonly look: Look;
  /** Field that is at fault: by its value, or by what the test brought. */
  readonly wrong: string | null;
  /** Problem of a field, once somebody tried. */
  problem(field: Field): Problem | undefined;
  /** Changes fields; what a test said before is about another place. */
  change(fields: Partial<Form>): void;
  setSecret(secret: string): void;
  submit(): void;
}

export interface FormRules<Form, Field extends string, Problem extends string> {
  readonly initial: Form;
  readonly secret?: string;
  problems(form: Form): Partial<Record<Field, Problem>>;
  placeOf(form: Form): Place | null;
}

/** The fields of a place, what is wrong with them, and the test of the connection. */
export function usePlaceForm<Form extends object, Field extends string, Problem extends string>(
  rules: FormRules<Form, Field, Problem>,
): PlaceFormState<Form, Field, Problem> {
  const look = useLook();
  const [form, setForm] = useState(rules.initial);
  const [secret, setSecret] = useState(rules.secret ?? "");
  const [tried, setTried] = useState(false);
  const problems = rules.problems(form);
  const first = Object.keys(problems)[0] ?? null;
  const { state } = look;
  const failed =
    state.kind === "said" && !state.answer.reachable
      ? fieldOf(state.place, state.answer.failure)
      : null;
  return {
    form,
    secret,
    look,
    wrong: tried && first !== null ? first : failed,
    problem: (field) => (tried ? problems[field] : undefined),
    change: (fields) => {
      setForm({ ...form, ...fields });
      look.clear();
    },
    setSecret: (next) => {
      setSecret(next);
      look.clear();
    },
    submit: () => {
      setTried(true);
      const place = rules.placeOf(form);
      if (place !== null) look.ask(place, secret, () => setSecret(""));
    },
  };
}
