"""
A second opinion: runs statements on fakesnow in order and prints one of {name, result} per statement. fakesnow turns
Snowflake SQL into DuckDB's with sqlglot; it has no JavaScript functions, no stages as we use them and no swap, so those
are told apart from statements that should run and do not.
"""
import json
import re
import sys

import fakesnow
import snowflake.connector

BEYOND = [
    (re.compile(r"\.functions\.|^create or replace function"), "needs JavaScript functions"),
    (re.compile(r"^(put|copy into|create stage)"), "needs a stage"),
    (re.compile(r"swap with"), "needs swap"),
    (re.compile(r"^(grant|use role|create role|create warehouse|show databases)"), "needs roles"),
    (re.compile(r"clone"), "needs clone"),
    (re.compile(r"typed\.|quarantine\.|superseded\."), "reads rows that JavaScript functions made"),
]

results = []
with fakesnow.patch():
    connection = snowflake.connector.connect(database="SHOP_BUILD", schema="MAIN")
    cursor = connection.cursor()
    for statement in json.load(sys.stdin):
        sql = statement["sql"]
        why = next((text for pattern, text in BEYOND if pattern.search(sql)), None)
        if why and not statement.get("always"):
            results.append({"name": statement["name"], "result": why})
            continue
        try:
            cursor.execute(sql)
            results.append({"name": statement["name"], "result": "ran"})
        except Exception as error:
            text = str(error).replace("\n", " ")[:240]
            results.append({"name": statement["name"], "result": f"failed: {text}"})
json.dump(results, sys.stdout)
