import type { OpenDialogOptions } from "electron";
import { z } from "zod";
import type { PickRequest } from "#contract/desktop.ts";

/** What a page may ask of the dialog; it comes over a bridge, so it is checked. */
const request = z.strictObject({
  folder: z.boolean().optional(),
  title: z.string().max(200).optional(),
  endings: z
    .array(z.string().regex(/^[a-z0-9]{1,10}$/i))
    .max(20)
    .optional(),
});

/** The dialog's options. Throws on a request that is not understood. */
export function pickOptions(asked: unknown): OpenDialogOptions {
  const { folder = false, title, endings = [] } = request.parse(asked) as PickRequest;
  const named = title === undefined ? {} : { title };
  if (folder) return { ...named, properties: ["openDirectory", "createDirectory"] };
  return {
    ...named,
    properties: ["openFile"],
    ...(endings.length > 0 && {
      filters: [
        { name: endings.map((ending) => `.${ending}`).join(", "), extensions: [...endings] },
        { name: "All files", extensions: ["*"] },
      ],
    }),
  };
}
