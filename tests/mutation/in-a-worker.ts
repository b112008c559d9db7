/** Mutants live in worker threads, which may not set the mask that Snowflake's driver sets for its temporary files. */
process.umask = () => 0o022;
