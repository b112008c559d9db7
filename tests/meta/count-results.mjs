// Adds up what .ci/run left in its results folder: prints `N passed, N failed` last, exits 1 on a failure.
// Plain JavaScript: it must also run where installing Node 24 failed.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
let passed = 0;
let failed = 0;
const lines = (name) =>
  existsSync(join(folder, name))
    ? readFileSync(join(folder, name), "utf8").trim().split("\n").filter(Boolean)
    : [];

for (const line of lines("steps")) {
  if (line.startsWith("passed ")) passed += 1;
  else failed += 1;
  if (line.startsWith("failed ")) console.info(`FAILED ${line.slice(7)}`);
}
for (const line of lines("suites")) {
  const [code, name] = line.split(" ");
  const path = join(folder, `${name}.json`);
  const report = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
  if (!report || report.numTotalTests === 0) {
    console.info(`FAILED ${name}: it did not run`);
    failed += 1;
    continue;
  }
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  for (const file of report.testResults) {
    for (const test of file.assertionResults) {
      if (test.status === "failed") console.info(`FAILED ${name}: ${test.fullName}`);
    }
    // A file that could not be loaded has no tests of its own to fail.
    if (file.status === "failed" && file.assertionResults.length === 0) {
      console.info(`FAILED ${name}: ${file.name} could not be loaded`);
      failed += 1;
    }
  }
  // Errors outside any test (an unhandled rejection, a crash after the tests) fail the suite all the same.
  if (code !== "0" && report.success && report.numFailedTests === 0) {
    console.info(`FAILED ${name}: ended with code ${code}`);
    failed += 1;
  }
  console.info(
    `${name}: ${report.numPassedTests} passed, ${report.numFailedTests} failed, ${report.numPendingTests + report.numTodoTests} left out`,
  );
}
console.info(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
