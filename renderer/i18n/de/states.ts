import type { Same } from "../same.ts";
import type { states as en } from "../en/states.ts";

export const states: Same<typeof en> = {
  good: "Geprüft",
  warn: "Braucht Sie",
  broken: "Gebrochen",
  act: "Läuft",
  unknown: "Nicht bekannt",
  empty_filter: "Keine Zeile passt zu „{{filter}}“.",
  remove_filter: "Diesen Filter entfernen",
  error_title: "Das konnte nicht gezeigt werden",
  lost_title: "Die Verbindung zu Medallion ist unterbrochen",
  lost_text:
    "Was Sie sehen, kann alt sein. Läufe gehen ohne dieses Fenster weiter. Es verbindet sich wieder, sobald Medallion antwortet.",
  unauthorized_title: "Dieses Fenster darf nicht mehr hineinsehen",
  unauthorized_text:
    "Medallion wurde neu gestartet und hat eine neue Adresse. Öffnen Sie die Adresse, die es beim Start genannt hat.",
  engine_starting: "Die Datenmaschine startet.",
  engine_restarting:
    "Die Datenmaschine hat angehalten und startet neu. Ihre Daten sind unversehrt; laufende Abfragen wurden nicht fertig.",
  engine_back:
    "Die Datenmaschine hat angehalten und war nach {{seconds}} wieder da. Ihre Daten sind unversehrt; eine Abfrage, die gerade lief, muss neu ausgeführt werden.",
  engine_failed_title: "Die Datenmaschine startet nicht",
  engine_failed_text:
    "Nichts ist verloren: Ihre Daten und die veröffentlichten Berichte sind, wo sie waren. Deshalb startet sie nicht:",
  engine_failed_again: "Noch einmal starten",
  run_again: "Noch einmal ausführen",
  host_failed_title: "Medallion ist nicht zu erreichen",
  job_runs_start: "Lauf",
  job_runs_backfill: "Nachholen",
  job_quarantine_recheck: "Erneute Prüfung",
  job_publishing_publish: "Veröffentlichen",
  job_explore_export: "Export",
  job_accounts_sign_in: "Anmeldung",
  job_night_run: "Nachtlauf",
  job_rate: "{{rate}} Zeilen/s",
  job_rows: "{{rows}} Zeilen",
  job_left: "noch etwa {{time}}",
  job_done: "{{job}} war nach {{time}} fertig.",
  job_failed: "{{job}} wurde nicht fertig: {{reason}}",
  job_cancelled: "Angehalten. Veröffentlichte Berichte und frühere Daten sind unverändert.",
  more_jobs_one: "und {{count}} weiterer",
  more_jobs_other: "und {{count}} weitere",
  running: "Läuft",
};
