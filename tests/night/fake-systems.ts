/**
 * What a test puts on PATH in place of systemctl, launchctl and schtasks: programs of their own that keep what
 * they were told in a file, and answer from it as the real ones do. `fake-systems.ts <program> <state> <words>`.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";

const [program = "", state = "", ...words] = process.argv.slice(2);

/** Entry → what the system has of it. */
type Entries = Record<string, string>;
const entries = (existsSync(state) ? JSON.parse(readFileSync(state, "utf8")) : {}) as Entries;

function end(code: number, out = ""): never {
  writeFileSync(state, JSON.stringify(entries));
  process.stdout.write(out);
  process.exit(code);
}

function systemctl(): never {
  const [, verb, ...rest] = words;
  const unit = rest.at(-1) ?? "";
  if (verb === "enable") entries[unit] = "enabled";
  if (verb === "disable") delete entries[unit];
  if (verb !== "show") end(0);
  const there = rest[0] !== undefined && rest[0] in entries;
  const facts = there
    ? ["LoadState=loaded", "ActiveState=active", "UnitFileState=enabled"]
    : ["LoadState=not-found", "ActiveState=inactive", "UnitFileState="];
  end(0, [...facts, "NeedDaemonReload=no", ""].join("\n"));
}

function launchctl(): never {
  const [verb, domain = "", path = ""] = words;
  if (verb === "bootstrap") entries[`${domain}/${basename(path, ".plist")}`] = path;
  if (verb === "bootout" && !(domain in entries)) end(3);
  if (verb === "bootout") delete entries[domain];
  if (verb !== "print") end(0);
  // A domain of the person is always there; a service only when it was given.
  end(/^gui\/\d+$/.test(domain) || domain in entries ? 0 : 113);
}

function schtasks(): never {
  const [verb] = words;
  const after = (flag: string): string => words[words.indexOf(flag) + 1] ?? "";
  const name = after("/TN");
  if (verb === "/Create") {
    // It writes tasks anew, in its own words.
    const given = readFileSync(after("/XML"), "utf16le").replace(/^\uFEFF/, "");
    entries[name] = given
      .replaceAll("&apos;", "'")
      .replace("<RegistrationInfo>", "$&<URI>\\x</URI>");
    end(0);
  }
  if (verb === "/Query" && !words.includes("/TN")) end(0);
  if (!(name in entries)) end(1);
  if (verb === "/Delete") delete entries[name];
  end(0, verb === "/Query" ? entries[name] : "");
}

const PROGRAMS: Readonly<Record<string, () => never>> = { systemctl, launchctl, schtasks };
PROGRAMS[program]?.();
