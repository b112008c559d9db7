import { z } from "zod";
import { SCHEDULERS } from "#domain/night/plan.ts";
import { timeZone } from "./values.ts";

const currency = z.string().regex(/^[A-Z]{3}$/, "use a three-letter code such as EUR");
const limit = z.object({
  rows: z.number().int().min(0),
  /** 0 to 1. */
  share: z.number().min(0).max(1),
});

export const settings = z.object({
  time_zone: z.string(),
  currency: z.string(),
  quarantine_limit: limit,
  shrink_limit: limit,
  keep_versions: z.number().int(),
  memory_limit: z.string().nullable(),
  /** Where things are, for people: folder of the workspace, of the lake, of published files. */
  folders: z.array(z.object({ label: z.string(), path: z.string(), bytes: z.number() })),
  about: z.array(z.object({ label: z.string(), value: z.string() })),
});
export type Settings = z.infer<typeof settings>;

/** What is named changes, everything else stays. */
export const settingsPatch = z.object({
  time_zone: timeZone.exactOptional(),
  currency: currency.exactOptional(),
  quarantine_limit: limit.exactOptional(),
  shrink_limit: limit.exactOptional(),
  keep_versions: z.number().int().min(2).max(365).exactOptional(),
  memory_limit: z
    .string()
    .regex(/^\d+(\.\d+)? ?(MB|GB)$/, "write e.g. 4 GB")
    .nullable()
    .exactOptional(),
});
export const settingsChanged = z.object({ change_id: z.string(), settings });

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "write a time such as 03:30");

const scheduler = z.enum(SCHEDULERS);

/** When the night's run starts by itself and who hears about it. */
export const schedule = z.object({
  enabled: z.boolean(),
  /** Local time of the zone, `HH:MM`. */
  daily: clockTime,
  time_zone: timeZone,
  /** Publish by itself when nothing is held and no KPI moved more than this, in percent; null never. */
  auto_publish_limit: z.number().min(0).max(100).nullable(),
  /** How long after its start a night goes on trying. */
  window_minutes: z.number().int().min(15).max(720),
  /** Hours of the zone in which no late night starts. */
  quiet_hours: z.object({ from: clockTime, to: clockTime }).nullable(),
  on_battery: z.boolean(),
  on_metered: z.boolean(),
});
const addresses = z.array(z.email("write an address such as marta@shop.example"));
export const alerts = z.object({
  desktop: z.boolean(),
  emails: addresses,
  webhook: z.url("paste the full address, beginning with https://").nullable(),
  /** Who gets the reports by mail after a night that published. */
  report_emails: addresses,
  /** Where messages lead: the address at which the console is opened, without its key. */
  console_url: z.url("write an address such as http://127.0.0.1:8123").nullable(),
});
export const scheduleState = z.object({
  schedule,
  alerts,
  /** Whether a mail server and a chat address with a key are kept in this computer's key store. */
  channels: z.object({ mail_server: z.boolean(), chat_key: z.boolean() }),
  /** Next start; null while it is off. */
  next_run_at: z.string().nullable(),
  /** What the operating system really has registered, in one sentence. */
  registered: z.object({
    status: z.enum(["registered", "missing", "different", "unknown"]),
    text: z.string(),
  }),
  /** The newest 30 nights, oldest first. */
  nights: z.array(
    z.object({
      date: z.iso.date(),
      status: z.enum(["ran", "late", "held", "failed", "missed", "off"]),
      text: z.string(),
      run_id: z.string().nullable(),
    }),
  ),
});
export type ScheduleState = z.infer<typeof scheduleState>;
export const schedulePatch = z.object({
  schedule: schedule.partial().exactOptional(),
  alerts: alerts.partial().exactOptional(),
  scheduler: scheduler.exactOptional(),
});
export const scheduleChanged = z.object({ change_id: z.string(), state: scheduleState });

/** What is typed here goes to the key store of this computer and never comes back; null forgets it. */
export const mailServerInput = z.object({
  server: z
    .object({
      host: z.string().regex(/^[\w.-]+$/, "write a name such as mail.shop.example"),
      /** 465 speaks TLS from the first byte, every other port after STARTTLS. */
      port: z.number().int().min(1).max(65_535),
      user: z.string().nullable(),
      password: z.string().nullable(),
    })
    .nullable(),
});

export const registerInput = z.object({ scheduler: scheduler.exactOptional() });
export const scheduleFilesInput = z.object({
  daily: clockTime.exactOptional(),
  time_zone: timeZone.exactOptional(),
  scheduler: scheduler.exactOptional(),
});
/** What would be registered with the operating system. */
export const scheduleFiles = z.object({
  scheduler,
  files: z.array(
    z.object({ name: z.string(), text: z.string(), encoding: z.enum(["utf-8", "utf-16le"]) }),
  ),
});
