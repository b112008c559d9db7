"""Reads a JSON list of {name, sql, dialect?} (Snowflake where none is named) and prints one of {name, error}: what sqlglot cannot read."""
import json
import sys

import sqlglot
from sqlglot import exp

failures = []
statements = json.load(sys.stdin)
for statement in statements:
    try:
        parsed = sqlglot.parse(statement["sql"], read=statement.get("dialect", "snowflake"))
        if len(parsed) != 1:
            raise ValueError(f"{len(parsed)} statements")
        # Statements sqlglot has no grammar for become a command of their first word.
        allowed = statement.get("command", False)
        if isinstance(parsed[0], exp.Command) and not allowed:
            raise ValueError("read as a command only")
    except Exception as error:  # every kind of refusal counts
        failures.append({"name": statement["name"], "error": str(error)[:300]})
json.dump({"read": len(statements), "failures": failures}, sys.stdout)
