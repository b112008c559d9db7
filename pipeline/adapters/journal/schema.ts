/**
 * Each entry takes the file from version i to i + 1 (`pragma user_version`). Entries are never changed once
 * released; a new need is a new entry.
 */
export const MIGRATIONS: readonly string[] = [
  `create table runs (
    number integer primary key,
    started_at text not null,
    finished_at text,
    status text not null,
    pid integer not null,
    purpose text not null,
    build_id text,
    summary text
  ) strict;
  create index runs_running on runs (number) where status = 'running';
  create table checks (
    run integer not null references runs (number),
    position integer not null,
    check_id text not null,
    as_of text not null,
    status text not null,
    rows_checked integer not null,
    rows_failed integer not null,
    measured real,
    since text,
    result text not null,
    primary key (run, check_id)
  ) strict, without rowid;
  create index checks_by_id on checks (check_id, run);
  create table publications (
    number integer primary key autoincrement,
    action text not null,
    version integer not null,
    build_id text not null,
    at text not null,
    by text not null,
    reason text,
    unique (action, version, at)
  ) strict;
  create table approvals (
    number integer primary key autoincrement,
    build_id text not null,
    at text not null,
    by text not null,
    reason text not null
  ) strict;
  create index approvals_by_build on approvals (build_id);`,
  `create table changes (
    number integer primary key autoincrement,
    at text not null,
    by text not null,
    area text not null,
    text text not null,
    undo text not null,
    undoes integer references changes (number)
  ) strict;`,
];
